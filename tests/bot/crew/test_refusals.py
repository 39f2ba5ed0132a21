"""A lead tries everything to read another person's data: every command, every button and form with every
value that could name somebody, and every endpoint. All of it is refused, and the log says so without content."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bot.commands import registry
from bot.messages import Action, Chart, Command, File, Form, Text
from memory.checkins import Checkin
from memory.facts import Fact
from tests.bot.crew.helpers import answer_crew, crew_of, do, got, met, submitted, words
from tests.conftest import House

SECRETS = ("ann-note-xyzzy", "ann-fact-plugh", "ann said frobozz", "Annabel")
OTHERS_CREWS = (
    "crew_change", "crew_change_save", "crew_add", "crew_ask", "crew_leads", "crew_lead_more",
    "crew_lead_add", "crew_lead_stop", "crew_close", "crew_close_yes", "crew_yes", "crew_never",
    "crew_not_now",
)  # fmt: skip


async def lived(house: House) -> dict[str, str]:
    """Ann has something in every drawer and is in Lea's crew; every id of hers that there is."""
    await met(house, "lea")
    await met(house, "ann")
    await house.say("ann said frobozz", "ann")
    store, ann = house.app.store, house.person("ann")
    async with store.database.write() as tx:
        note = Checkin(
            "ann-checkin", int(house.clock.now().timestamp() * 1000), 1, 1, "sad", SECRETS[0]
        )
        await store.checkins.add(tx, ann, note)
        await store.facts.propose(tx, ann, Fact("ann-fact", SECRETS[1], 1))
        await store.facts.confirm(tx, ann, "ann-fact")
        await store.people.describe(tx, ann, name="Annabel")
    crew = await crew_of(house, "ann")
    await answer_crew(house, "ann")
    return {
        "person": ann,
        "user": "ann",
        "checkin": "ann-checkin",
        "fact": "ann-fact",
        "crew": crew.id,
    }


def shown(house: House, user: str) -> Iterator[str]:
    """Everything that one person was ever shown, also inside files and forms."""
    for answer in got(house, user):
        for reply in answer.replies:
            match reply:
                case Text():
                    yield reply.text
                case File():
                    yield reply.content.decode()
                case Chart():
                    yield reply.alt
                case Form():
                    yield json.dumps([field.value for field in reply.fields])


async def attempt(house: House, event: Action | Command) -> None:
    before = len(house.door.delivered)
    await house.app.intake.accept(event)
    await house.door.wait_for(before + 1)


async def test_no_command_and_no_button_shows_a_lead_anything_of_a_member(house: House) -> None:
    ids = await lived(house)
    wipes = {"forget_yes", "memory_no"}  # of the lead's own data, outside the lane
    for spec in registry().specs:
        await attempt(house, house.command(spec.name, f"{ids['person']} ann", "lea"))
        for name, _ in spec.actions:
            if name not in wipes:
                value = ids["crew"] if name.startswith("crew") else ids["checkin"]
                given = {"which": ids["checkin"], "id": ids["fact"], "person": ids["person"]}
                await attempt(house, submitted(house, name, value, what="change", **given))
    everything = "\n".join(shown(house, "lea"))
    assert not any(secret in everything for secret in SECRETS)
    async with house.app.store.database.read() as tx:
        (kept,) = await house.app.store.checkins.since(tx, ids["person"], 0)
    assert kept.note == SECRETS[0]  # and nothing of hers was changed
    assert not any(secret in house.log.getvalue() for secret in SECRETS)


async def test_a_crew_of_somebody_else_is_as_good_as_none(house: House) -> None:
    await met(house, "lea")
    await met(house, "mal")
    crew = await crew_of(house, "ann")
    for name in OTHERS_CREWS:
        for value in (crew.id, "no-such-crew"):
            event = submitted(house, name, value, user="mal", people=("bob",), name="Mine", day="1")
            await do(house, event)
    answers = set(words(house, "mal")[2:])
    assert len(answers) == 2 and all("crew" in said for said in answers)
    assert "Night shift" not in "".join(shown(house, "mal"))
    assert got(house, "bob") == []
    async with house.app.store.database.read() as tx:
        assert await house.app.store.crews.get(tx, crew.id) == crew
    log = [json.loads(line) for line in house.log.getvalue().splitlines()]
    noted = [line for line in log if line["event"] == "crew request refused"]
    assert len(noted) == 2 * len(OTHERS_CREWS)
    assert all(set(line) == {"at", "level", "event"} for line in noted)


async def test_nobody_makes_themselves_a_lead_with_a_made_up_offer(house: House) -> None:
    await met(house, "lea")
    await met(house, "mal")
    crew = await crew_of(house, "ann")
    await do(house, submitted(house, "crew_lead_add", crew.id, people=("max",)))
    value = next(
        c.value for r in got(house, "max")[0].replies if isinstance(r, Text) for c in r.choices
    )
    for forged in (value, f"{crew.id}.1.x", crew.id, value.replace(crew.id, "other")):
        said = await do(house, house.action("crew_lead_yes", forged, "mal"))
        assert said.startswith("That question is too old")
    async with house.app.store.database.read() as tx:
        assert await house.app.store.crews.leads_of(tx, crew.id) == [house.person("lea")]


async def test_the_overview_of_a_lead_names_and_counts_nobody(house: House) -> None:
    await met(house, "lea")
    await crew_of(house, "ann", "bob")
    alone = await do(house, house.command("shoulder-team", user="lea"))
    for user in ("ann", "bob"):
        await answer_crew(house, user)
    assert await do(house, house.command("shoulder-team", user="lea")) == alone
    assert "ann" not in alone.lower() and not any(c.isdigit() for c in alone)
