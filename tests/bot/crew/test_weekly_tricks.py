"""What a lead's helpers, or chance, could do between two pictures to have the lot drawn anew: it stays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from bot.crew import telling
from bot.crew.anonymity import Said
from bot.crew.digest import load
from bot.crew.held import Weeks
from bot.messages import Address
from memory.clock import to_ms
from memory.crews import Crew
from memory.database import Tx
from memory.page_links import PageLink
from tests.bot.crew.test_weekly import (
    TEAM,
    arrive,
    counted,
    crew,
    go,
    join,
    leave,
    say,
    told,
    turn_to,
)
from tests.conftest import House

__all__ = ["crew"]

Asked = list[tuple[frozenset[str], Mapping[str, Said]]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Every cohort of which something was told, and what they said."""
    seen: Asked = []
    draw = telling.told

    def noted(cohort: frozenset[str], week: int, said: Weeks, *rest: Any) -> Any:
        if cohort:
            seen.append((cohort, said.get(week, {})))
        return draw(cohort, week, said, *rest)

    monkeypatch.setattr(telling, "told", noted)
    return seen


async def test_leaving_before_the_round_has_run_is_silence_and_draws_no_new_lot(
    house: House, crew: Crew, asked: Asked
) -> None:
    await say(house, 4, *TEAM)
    turn_to(house, hours=5)  # the week is over, and nobody has told it yet
    await leave(house, crew, TEAM[0])
    await go(house)
    ((cohort, said),) = asked
    everybody = {house.person(user) for user in TEAM}
    assert cohort == everybody and set(said) == everybody - {house.person(TEAM[0])}


async def test_leaving_in_the_week_is_out_of_it(house: House, crew: Crew, asked: Asked) -> None:
    await say(house, 4, *TEAM)
    await leave(house, crew, TEAM[0])
    turn_to(house)
    await go(house)
    ((cohort, said),) = asked
    assert cohort == set(said) == {house.person(user) for user in TEAM[1:]}


async def browser(house: House, crew: Crew, name: str, user: str, former: str) -> str:
    """`user` counts from a new browser on, as the page's link does it."""
    store, page = house.app.store, await arrive(house, name)
    seat = store.vault.mark("seat", crew.id, house.person(user))
    now = to_ms(house.clock.now())
    async with store.database.write() as tx:
        held = await store.page_links.put(tx, PageLink(page, house.person(user), "{}", now))
        assert held == (former if former != house.person(user) else "")
        await store.crews.leave(tx, crew.id, former, now)
        from memory.crews import Stay

        assert await store.crews.join(tx, f"stay-{name}", Stay(crew.id, page, seat, now))
        await store.digests.reseat(tx, crew.id, former, page)
    return page


async def test_another_browser_is_the_same_person_with_the_same_lot(
    house: House, crew: Crew, asked: Asked
) -> None:
    first = await browser(house, crew, "page-1", TEAM[0], house.person(TEAM[0]))
    await say(house, 4, "page-1", *TEAM[1:])
    turn_to(house)
    await go(house)
    await browser(house, crew, "page-2", TEAM[0], first)
    await say(house, 4, "page-2", *TEAM[1:])
    turn_to(house)
    await go(house)
    assert len(await counted(house, crew)) == 12  # nobody has to wait for six newcomers
    everybody = {house.person(user) for user in TEAM}
    assert [cohort for cohort, _ in asked] == [everybody] * 2
    assert [set(said) for _, said in asked] == [everybody] * 2


async def test_the_link_and_the_move_take_the_place_along(
    house: House, crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved: list[tuple[str, str]] = []
    reseat = house.app.store.digests.reseat

    async def noted(tx: Tx, crew_id: str, from_id: str, to_id: str) -> None:
        moved.append((from_id, to_id))
        await reseat(tx, crew_id, from_id, to_id)

    monkeypatch.setattr(house.app.store.digests, "reseat", noted)
    store, services = house.app.store, house.app.services
    account = house.address(TEAM[0])
    pages = []
    for name in ("one", "two"):
        code = services.codes.make(account, house.clock.now())
        await on_page(house, name, "shoulder-team", f"code {code}")
        pages.append(store.vault.person("web", "local", name))
        if name == "one":
            await on_page(house, name, "crew_move", crew.id)
    assert moved == [(house.person(TEAM[0]), pages[0]), (pages[0], pages[1])]
    assert pages[1] in await counted(house, crew) and len(await counted(house, crew)) == 12


async def on_page(house: House, user: str, name: str, value: str) -> None:
    """A command or a button of somebody at the page, straight through its handler."""
    from bot.commands import Context, registry
    from bot.messages import Action, Answer, Command, Text
    from bot.outcome import Outcome
    from bot.queue.wire import dump_address
    from bot.safety.crisis import Danger
    from tests.fakes.mind import FakeScreen

    app, where = house.app, Address("web", "local", user, user)
    store, now = app.store, house.clock.now()
    id, workspace = store.vault.person("web", "local", user), store.vault.workspace("web", "local")
    await store.vault.ensure(id, workspace)
    async with store.database.write() as tx:
        if await store.people.get(tx, id) is None:
            await store.people.meet(tx, id, workspace, dump_address(where), to_ms(now))
        person = await store.people.get(tx, id)
    event: Action | Command = Command(f"{user}-{name}", where, name, value, now)
    if name.startswith("crew_"):
        event = Action(f"{user}-{name}", where, name, value, now)

    async def clean(words: str) -> str:
        return words

    async def support(words: str, wants: str) -> Outcome:
        return Outcome(Answer((Text(words),)))

    async def danger(words: str) -> Danger:
        return FakeScreen().screen(words)

    handler = registry().find(event)
    assert handler is not None and person is not None
    outcome = await handler(
        Context(event, person, app.services, now, f"{user}-{name}", clean, support, danger)
    )
    async with store.database.write() as tx:
        for effect in outcome.effects:
            await effect(tx)


async def test_a_crew_that_is_closed_and_opened_again_has_the_same_lot(
    house: House, crew: Crew, asked: Asked
) -> None:
    await say(house, 2, *TEAM)
    turn_to(house)
    await go(house)
    now = house.clock.now()
    again = Crew("again", crew.workspace_id, "Night shift", 1, "UTC", to_ms(now))
    async with house.app.store.database.write() as tx:
        await house.app.store.crews.close(tx, crew.id, to_ms(now))
        await house.app.store.crews.add(tx, again, house.person("lea"))
    await join(house, again, *TEAM, at=now)
    for _ in range(2):
        turn_to(house)
        await go(house)
        await say(house, 2, *TEAM)
    turn_to(house)
    await go(house)
    everybody = {house.person(user) for user in TEAM}
    assert [cohort for cohort, _ in asked] == [everybody] * len(asked) and len(asked) >= 2
    pictures = {load(b) for b in (*await told(house, crew), *await told(house, again))}
    assert len(pictures - {None}) == 1  # the same people who said the same: the same is told


async def test_forgetting_somebody_changes_nothing_that_was_told(
    house: House, crew: Crew, asked: Asked
) -> None:
    await say(house, 4, *TEAM)
    turn_to(house)
    await go(house)
    before = await told(house, crew)
    await house.do(house.command("forget", user=TEAM[0]))
    await house.do(house.action("forget_yes", user=TEAM[0]))
    await house.settle()
    await say(house, 1, *TEAM[1:], day=-2)  # and what is entered for a week that was told
    await go(house)
    assert await told(house, crew) == before and len(asked) == 1


async def test_a_round_leaves_nobody_and_no_number_in_the_log(house: House, crew: Crew) -> None:
    before = len(house.log.getvalue())
    await say(house, 1, *TEAM)
    await leave(house, crew, TEAM[0])
    turn_to(house, days=1, hours=12)
    await go(house)
    lines = house.log.getvalue()[before:]
    named = [house.person(user) for user in (*TEAM, "lea")]
    assert not any(word in lines for word in (*named, crew.id, crew.name, "mood", "low"))


async def test_pictures_that_are_equal_are_drawn_and_said_in_the_same_way(
    house: House, crew: Crew
) -> None:
    """Nothing finer than the bands reaches the drawing: not a height, not a word, not a byte."""
    from bot.crew.anonymity import Rules, picture
    from bot.crew.digest import Week, digest, dump
    from bot.crew.digest_picture import digest_picture, picture_words
    from bot.crew.words import words

    people = frozenset(f"p{n:02}" for n in range(26))
    seen = {}
    for low in range(14, 25):
        said = {
            p: Said(1 if n < low else 5, 1 if n < low else 4) for n, p in enumerate(sorted(people))
        }
        told = load(dump(picture(people, said, Rules(), house.app.store.vault.mark)))
        weeks = [Week(house.clock.now().date() - timedelta(weeks=n), told) for n in (1, 0)]
        text = words("digest")
        drawn = digest_picture(weeks, text["chart"])
        shown = (
            repr(drawn.marks), picture_words(weeks, text["chart"]),
            digest("Night shift", weeks, text, words("loads"), Rules()).text(text),
        )  # fmt: skip
        assert seen.setdefault(repr(told), shown) == shown
    assert len(seen) <= 3  # eleven different weeks
