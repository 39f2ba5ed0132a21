"""A lead tries everything to read another person's data: every command, every button and form with every
value that could name somebody, and every endpoint. All of it is refused, and the log says so without content."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from bot.commands import Context, registry
from bot.crew.words import words as crew_words
from bot.messages import Address, Answer, Chart, File, Form, Text
from memory.checkins import Checkin
from memory.facts import Fact
from memory.people import Person
from tests.bot.crew.helpers import answer_crew, crew_of, do, got, met, straight, submitted
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


def shown(*answers: Answer) -> str:
    """Everything in these answers, also inside files, pictures, forms and buttons."""
    told = []
    for reply in (reply for answer in answers for reply in answer.replies):
        match reply:
            case Text():
                told += [reply.text, *(choice.value for choice in reply.choices)]
            case File():
                told.append(reply.content.decode())
            case Chart():
                told.append(reply.alt)
            case Form():
                told += [reply.value, *(field.value for field in reply.fields)]
    return "\n".join(told)


async def test_no_command_and_no_button_shows_a_lead_anything_of_a_member(house: House) -> None:
    ids = await lived(house)
    answers = []
    for spec in registry().specs:
        for args in ("", f"{ids['person']} ann", "past", "last"):
            answers.append(await straight(house, house.command(spec.name, args, "lea")))
        for name, _ in spec.actions:
            for value in (
                (ids["crew"],) if name.startswith("crew") else (ids["checkin"], ids["person"])
            ):
                given = {"which": value, "id": ids["fact"], "person": ids["person"]}
                event = submitted(house, name, value, what="change", **given)
                answers.append(await straight(house, event))
    assert not any(secret in shown(*answers, *got(house, "lea")) for secret in SECRETS)
    async with house.app.store.database.read() as tx:
        (kept,) = await house.app.store.checkins.since(tx, ids["person"], 0)
    assert kept.note == SECRETS[0]  # and nothing of hers was changed
    assert not any(secret in house.log.getvalue() for secret in SECRETS)


async def test_a_crew_of_somebody_else_is_as_good_as_none(house: House) -> None:
    await met(house, "lea")
    await met(house, "mal")
    crew = await crew_of(house, "ann")
    said = set()
    for name in OTHERS_CREWS:
        for value in (crew.id, "no-such-crew"):
            event = submitted(house, name, value, user="mal", people=("bob",), name="Mine", day="1")
            said.add(shown(await straight(house, event)))
    assert said == {crew_words()["not_yours"], crew_words()["gone"]}
    await house.settle()
    assert got(house, "bob") == []
    async with house.app.store.database.read() as tx:
        assert await house.app.store.crews.get(tx, crew.id) == crew
    log = [json.loads(line) for line in house.log.getvalue().splitlines()]
    noted = [line for line in log if line["event"] == "crew request refused"]
    assert len(noted) == 2 * len(OTHERS_CREWS)
    assert all(set(line) == {"at", "level", "event"} for line in noted)


async def test_without_an_account_behind_it_a_browser_has_no_say(house: House) -> None:
    """Five cookies are not five people: the page asks for an account, whatever is sent from it."""
    await met(house, "lea")
    crew = await crew_of(house, "ann")
    for name in (*OTHERS_CREWS, "crew_new", "crew_start", "crew_lead_yes", "crew_move"):
        event = submitted(house, name, crew.id, people=("bob",), name="Mine", day="1")
        cookie = Address("web", "local", "cookie", "cookie")
        here = replace(event, sender=cookie)
        services = house.app.services
        person = services.store.vault.person("web", "local", "cookie")
        await services.store.vault.ensure(person, services.store.vault.workspace("web", "local"))
        found = Person(person, "w", "", False)
        handler = registry().find(here)
        assert handler is not None
        context = Context(here, found, services, services.clock.now(), "id", *3 * [_none])
        outcome = await handler(context)
        assert outcome.effects == () and shown(outcome.answer) in {
            crew_words()[word] for word in ("stranger", "not_yours", "not_in", "lead_stale")
        }


async def _none(*words: str) -> Any:
    raise LookupError


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
