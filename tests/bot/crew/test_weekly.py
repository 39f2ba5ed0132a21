"""From check-ins to a lead's picture: who is counted is fixed, a week is told once, the message says nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.crew.digest import load
from bot.crew.weekly import monday_of
from bot.messages import Chart, Text
from memory.checkins import Checkin
from memory.clock import to_ms
from memory.crews import Crew, Stay
from memory.database import Tx
from memory.errors import KeyGone
from memory.page_links import PageLink
from tests.bot.commands.helpers import ids
from tests.bot.crew.helpers import choice, do, got, met, words
from tests.conftest import House

TEAM = [f"u{i}" for i in range(12)]


async def arrive(house: House, user: str) -> str:
    """Somebody who remembers everything and said yes to crews; not through the chat, for speed."""
    store, person = house.app.store, house.person(user)
    workspace = store.vault.workspace("fake", "acme")
    await store.vault.ensure(person, workspace)
    await store.vault.keep(person)
    async with store.database.write() as tx:
        address = f'{{"platform":"fake","workspace":"acme","user":"{user}","channel":"dm-{user}"}}'
        await store.people.meet(tx, person, workspace, address, 1)
        for purpose in ("memory", "checkins", "crew"):
            await store.people.consent(tx, person, purpose, True, 1)  # type: ignore[arg-type]
    return person


async def join(house: House, crew: Crew, *users: str, at: datetime) -> None:
    for user in users:
        person = await arrive(house, user)
        async with house.app.store.database.write() as tx:
            stay = Stay(crew.id, person, f"{crew.id}-{user}", to_ms(at))
            await house.app.store.crews.join(tx, f"{crew.id}-{user}-{to_ms(at)}", stay)


async def leave(house: House, crew: Crew, user: str) -> None:
    async with house.app.store.database.write() as tx:
        now = to_ms(house.clock.now())
        await house.app.store.crews.leave(tx, crew.id, house.person(user), now)


async def say(house: House, mood: int, *users: str, day: int = 1, loads: str = "") -> None:
    """A check-in on a day of the current week."""
    at = to_ms(monday_of(house.clock.now()) + timedelta(days=day, hours=10))
    async with house.app.store.database.write() as tx:
        for user in users:
            checkin = Checkin(f"{user}-{at}-{mood}", at, mood, mood, "", "a note", loads)
            await house.app.store.checkins.add(tx, house.person(user), checkin)


def turn_to(house: House, **after: float) -> None:
    """The clock, to so long after the next Monday, 0:30 UTC."""
    monday = monday_of(house.clock.now()) + timedelta(weeks=1)
    house.clock.offset += monday + timedelta(minutes=30, **after) - house.clock.now()


def turn_to_day(house: House, day: int, hour: int) -> None:
    """The clock, to a day and an hour of this week, UTC: in Berlin it is an hour or two later."""
    local = monday_of(house.clock.now()) + timedelta(days=day, hours=hour)
    house.clock.offset += local - house.clock.now()


async def go(house: House) -> None:
    await house.app.weekly.round()
    await house.settle()


@pytest.fixture
async def crew(house: House) -> Crew:
    """Twelve members who joined before the week that begins now; Lea leads; pictures come on Tuesdays."""
    await met(house, "lea")
    turn_to(house)
    now = house.clock.now()
    workspace = house.app.store.vault.workspace("fake", "acme")
    made = Crew(
        "night", workspace, "Night shift", 1, "Europe/Berlin", to_ms(now - timedelta(days=9))
    )
    async with house.app.store.database.write() as tx:
        await house.app.store.crews.add(tx, made, house.person("lea"))
    await join(house, made, *TEAM, at=now - timedelta(days=8))
    await go(house)
    return made


async def told(house: House, crew: Crew) -> list[str]:
    async with house.app.store.database.read() as tx:
        bodies = await house.app.store.digests.told(tx, crew, 0, 2**60)
        return [bodies[week] for week in sorted(bodies)]


async def latest(house: House, crew: Crew) -> str:
    """The level of mood of the last week that was told."""
    picture = load((await told(house, crew))[-1])
    return picture.mood.level if picture else "nothing"


async def counted(house: House, crew: Crew) -> set[str]:
    async with house.app.store.database.read() as tx:
        week = to_ms(monday_of(house.clock.now()))
        return (await house.app.store.digests.frozen(tx, week)).get(crew.id, set())


async def test_from_check_ins_to_the_picture(house: House, crew: Crew) -> None:
    await say(house, 2, *TEAM)
    turn_to(house)
    await go(house)
    before = len(got(house, "lea"))
    turn_to_day(house, 1, 9)
    await go(house)
    await go(house)
    (note,) = got(house, "lea")[before:]
    (text,) = note.replies
    assert isinstance(text, Text) and text.text == 'The week\'s picture of "Night shift" is there.'
    assert ids(text) == ["crew_picture"]
    await do(house, house.action("crew_picture", text.choices[0].value, "lea"))
    chart, said = got(house, "lea")[-1].replies
    assert (
        isinstance(chart, Chart) and chart.png.startswith(b"\x89PNG") and "mostly low" in chart.alt
    )
    assert isinstance(said, Text) and "Most were in a low mood" in said.text
    assert not any(got(house, user) for user in TEAM)


async def test_before_the_day_nothing_is_sent_and_a_new_day_sends_nothing_twice(
    house: House, crew: Crew
) -> None:
    await say(house, 4, *TEAM)
    turn_to(house)
    await go(house)
    before = len(got(house, "lea"))
    turn_to_day(house, 1, 5)
    await go(house)
    assert len(got(house, "lea")) == before
    turn_to_day(house, 3, 12)  # nobody was there on Tuesday
    await go(house)
    assert len(got(house, "lea")) == before + 1
    later = Crew(crew.id, crew.workspace_id, crew.name, 4, crew.zone, crew.created_ms)
    async with house.app.store.database.write() as tx:
        await house.app.store.crews.change(tx, later)
    turn_to_day(house, 4, 12)
    await go(house)
    assert len(got(house, "lea")) == before + 1


async def test_only_who_leads_it_sees_it(house: House, crew: Crew) -> None:
    await say(house, 4, *TEAM)
    week = monday_of(house.clock.now()).date().isoformat()
    turn_to(house)
    await go(house)
    answer = await do(house, house.action("crew_picture", f"night {week}", "u3"))
    assert answer == "That picture is for the people who lead the crew."
    assert "crew request refused" in house.log.getvalue()
    for value in ("", "night tomorrow", "other 2026-11-02", "night 1999-01-04"):
        await do(house, house.action("crew_picture", value, "lea"))
        assert not any(isinstance(r, Chart) for r in got(house, "lea")[-1].replies)


async def test_a_lead_finds_the_last_picture_again(house: House, crew: Crew) -> None:
    await do(house, house.command("shoulder-team", user="lea"))
    again = choice(got(house, "lea")[-1], "crew_picture")
    said = await do(house, house.action(again.id, again.value, "lea"))
    assert said.startswith('I have no picture of "Night shift" yet. A picture needs 11 people')
    await say(house, 2, *TEAM)
    turn_to(house)
    await go(house)
    said = await do(house, house.action(again.id, again.value, "lea"))
    week = monday_of(house.clock.now()) - timedelta(days=7)
    assert said.startswith(f'"Night shift", week of {week:%b} {week.day}')
    assert isinstance(got(house, "lea")[-1].replies[0], Chart)
    await do(house, house.action(again.id, again.value, "u3"))
    assert words(house, "u3")[-1] == "That picture is for the people who lead the crew."


async def test_what_was_told_stands(house: House, crew: Crew) -> None:
    await say(house, 4, *TEAM)
    turn_to(house)
    await go(house)
    was = await told(house, crew)
    house.clock.turn(days=-7)
    await say(house, 1, *TEAM, day=2)  # as if all had been edited afterwards
    house.clock.turn(days=7)
    for user in TEAM[:6]:
        await house.app.eraser.forget(house.person(user), compact=False)
    await go(house)
    assert await told(house, crew) == was


async def test_a_side_stands_until_five_say_otherwise(house: House, crew: Crew) -> None:
    """Through absences, and weeks without a picture; `TEAM[:6]` may have two who are left out."""
    levels = []
    for low, good in ((TEAM, []), (TEAM[:3], TEAM[3:6]), (TEAM[:9], TEAM[9:]), ([], TEAM[:9])):
        await say(house, 1, *low)
        await say(house, 5, *good)
        turn_to(house)
        await go(house)
        levels.append(await latest(house, crew))
    assert levels == ["low", "nothing", "low", "good"]


async def test_seven_newcomers_have_the_picture_drawn_anew(house: House, crew: Crew) -> None:
    new = [f"n{i}" for i in range(9)]
    await say(house, 1, *TEAM)
    await join(house, crew, *new, at=house.clock.now())
    turn_to(house)
    await go(house)
    assert await latest(house, crew) == "low"
    await say(house, 1, *TEAM[:4])
    await say(house, 5, *TEAM[9:], *new)
    turn_to(house)
    await go(house)
    assert await latest(house, crew) == "good"


async def test_the_whole_week_counts_and_only_it(house: House, crew: Crew) -> None:
    await say(house, 1, *TEAM, day=-1)
    await say(house, 5, *TEAM, day=0)
    await say(house, 5, *TEAM, day=6)
    await say(house, 1, *TEAM, day=7)
    turn_to(house)
    await go(house)
    assert await latest(house, crew) == "good"


async def test_who_leaves_is_out_at_once_and_who_comes_waits(house: House, crew: Crew) -> None:
    await join(house, crew, "new", at=house.clock.now())
    await say(house, 4, *TEAM, "new")
    for user in TEAM[:5]:
        await leave(house, crew, user)
    turn_to(house)
    await go(house)
    assert (
        await latest(house, crew) == "nothing"
    )  # seven are too few, and the new one isn't counted
    assert await counted(house, crew) == {house.person(user) for user in TEAM[5:]}


async def test_newcomers_are_let_in_by_seven(house: House, crew: Crew) -> None:
    now = house.clock.now()
    await join(house, crew, *(f"n{i}" for i in range(6)), at=now)
    turn_to(house)
    await go(house)
    assert len(await counted(house, crew)) == 12
    await join(house, crew, "n6", at=house.clock.now())
    turn_to(house)
    await go(house)
    assert len(await counted(house, crew)) == 19


async def test_who_is_counted_does_not_depend_on_when_the_round_runs(
    house: House, crew: Crew
) -> None:
    turn_to(house, days=3)
    await join(house, crew, *(f"n{i}" for i in range(9)), at=house.clock.now())
    await go(house)
    assert len(await counted(house, crew)) == 12


async def test_a_second_crew_of_the_same_people_has_no_picture(house: House, crew: Crew) -> None:
    now = house.clock.now()
    twin = Crew("twin", crew.workspace_id, "Twin", 1, "UTC", to_ms(now - timedelta(days=8)))
    async with house.app.store.database.write() as tx:
        await house.app.store.crews.add(tx, twin, house.person("lea"))
    await join(house, twin, *TEAM[1:], at=now)
    turn_to(house)
    await go(house)
    await say(house, 4, *TEAM)
    turn_to(house)
    await go(house)
    assert await latest(house, crew) == "good" and await latest(house, twin) == "nothing"


async def test_a_no_to_check_ins_is_not_counted(house: House, crew: Crew) -> None:
    await say(house, 4, *TEAM)
    async with house.app.store.database.write() as tx:
        for user in TEAM[:6]:
            await house.app.store.people.consent(tx, house.person(user), "checkins", False, 2)
    turn_to(house)
    await go(house)
    assert await latest(house, crew) == "nothing"


async def test_nothing_to_show_is_said_once(house: House, crew: Crew) -> None:
    before = len(got(house, "lea"))
    for _ in range(3):
        turn_to(house, days=1, hours=12)
        await go(house)
    assert words(house, "lea")[before:] == [
        'I have no picture of "Night shift" yet. A picture needs 11 people in the crew, leads not counted, '
        "and 7 or more who check in that week. Nobody needs to be asked about it."
    ]


async def test_a_week_with_nobody_to_count_is_fixed_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn_to(house)
    await go(house)

    async def again(tx: object, monday: object) -> None:
        raise AssertionError("frozen twice")

    monkeypatch.setattr(house.app.weekly, "_freeze", again)
    await go(house)


async def test_one_whose_key_is_gone_does_not_end_the_round(
    house: House, crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    links, gone = house.app.store.page_links, house.person("u3")
    of = links.of

    async def sealed(tx: Tx, person_id: str) -> PageLink | None:
        if person_id == gone:
            raise KeyGone("gone")
        return await of(tx, person_id)

    monkeypatch.setattr(links, "of", sealed)
    turn_to(house)
    await go(house)
    assert len(await counted(house, crew)) == 12


async def test_old_cohorts_are_dropped(house: House, crew: Crew) -> None:
    first = to_ms(monday_of(house.clock.now()))
    turn_to(house)
    await go(house)
    turn_to(house)
    await go(house)
    async with house.app.store.database.read() as tx:
        assert not await house.app.store.digests.frozen(tx, first)
        assert await house.app.store.digests.latest(tx, 2**60) == to_ms(
            monday_of(house.clock.now())
        )
    assert datetime.fromtimestamp(first / 1000, UTC).weekday() == 0


async def test_a_crew_that_cannot_be_read_holds_nobody_up(house: House, crew: Crew) -> None:
    await say(house, 4, *TEAM)
    early = to_ms(house.clock.now() - timedelta(days=20))
    broken = Crew("broken", crew.workspace_id, "Old", 0, "UTC", early)
    async with house.app.store.database.write() as tx:
        await house.app.store.crews.add(tx, broken, house.person("lea"))
        week, vault = to_ms(monday_of(house.clock.now())), house.app.store.vault
        elsewhere = Crew("broken", vault.workspace("fake", "other"), "Old", 0, "UTC", early)
        await house.app.store.digests.tell(tx, elsewhere, week, "null", week)
    turn_to(house)
    await go(house)
    assert await latest(house, crew) == "good"
    assert "crew digest skipped" in house.log.getvalue()
