"""The week's SQL on both databases: who is counted is fixed once, a week is told once, a place moves along."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from memory.crews import Stay
from tests.bot.crew.helpers import crew_standing
from tests.conftest import House, Opener

WEEK = 1_700_000_000_000


@pytest.fixture(params=["sqlite", "postgres"])
async def house(request: pytest.FixtureRequest, open_house: Opener) -> AsyncIterator[House]:
    url = request.getfixturevalue("database_url") if request.param == "postgres" else ""
    async with open_house(database_url=url) as opened:
        yield opened


async def test_who_is_counted_is_fixed_and_moves_with_a_screen(house: House) -> None:
    crew, digests = await crew_standing(house, "ann"), house.app.store.digests
    async with house.app.store.database.write() as tx:
        assert not await digests.fixed(tx, WEEK) and await digests.frozen(tx, WEEK) == {}
        await digests.freeze(tx, WEEK, {crew.id: {"a", "b"}, "other": {"c"}})
        await digests.freeze(tx, WEEK + 1, {crew.id: {"a"}})
        await digests.reseat(tx, crew.id, "a", "page")
    async with house.app.store.database.write() as tx:
        assert await digests.fixed(tx, WEEK + 1) and not await digests.fixed(tx, WEEK)
        assert await digests.frozen(tx, WEEK) == {crew.id: {"page", "b"}, "other": {"c"}}
        assert await digests.frozen(tx, WEEK + 1) == {crew.id: {"page"}}
        assert await digests.latest(tx, WEEK + 1) == WEEK
        await digests.thaw(tx, WEEK + 1)
        assert await digests.latest(tx, WEEK + 1) is None
        await digests.freeze(tx, WEEK + 2, {})
        assert await digests.fixed(tx, WEEK + 2)


async def test_a_week_is_told_once_also_by_two_at_once(house: House) -> None:
    crew, store = await crew_standing(house, "ann"), house.app.store

    async def tell(body: str) -> bool:
        async with store.database.write() as tx:
            return await store.digests.tell(tx, crew, WEEK, body, WEEK)

    first = await asyncio.gather(*(tell(f'"{n}"') for n in range(4)))
    assert sorted(first) == [False, False, False, True]
    async with store.database.read() as tx:
        told = await store.digests.told(tx, crew, WEEK, WEEK)
        last = [await store.digests.last(tx, crew, before) for before in (WEEK, WEEK + 1)]
    assert told == {WEEK: f'"{first.index(True)}"'} and last == [None, told[WEEK]]


async def test_the_last_that_was_told_is_of_the_latest_week(house: House) -> None:
    crew, store = await crew_standing(house, "ann"), house.app.store
    async with store.database.write() as tx:
        for week in (WEEK + 2, WEEK, WEEK + 1):
            await store.digests.tell(tx, crew, week, str(week), WEEK)
        assert await store.digests.last(tx, crew, WEEK + 2) == str(WEEK + 1)


async def test_asked_joined_and_left(house: House) -> None:
    crew, store = await crew_standing(house, "ann"), house.app.store
    ann = house.person("ann")
    async with store.database.write() as tx:
        await store.invitations.put(tx, crew.id, ann, "asked", 1)
        await store.invitations.put(tx, crew.id, ann, "never", 2)
        assert await store.invitations.all(tx, ann) == [(crew.id, "never", 2)]
        await store.invitations.relent(tx, ann)
        assert not await store.invitations.any(tx, ann)
        again = Stay(crew.id, ann, "seat", WEEK)
        assert not await store.crews.join(tx, "s2", again)
        assert await store.crews.leave(tx, crew.id, ann, WEEK)
        assert not await store.crews.leave(tx, crew.id, ann, WEEK)
        assert await store.crews.join(tx, "s2", again)
        assert len(await store.crews.history(tx, ann)) == 2
        await store.crews.close(tx, crew.id, WEEK + 5)
        assert await store.crews.joined_by(tx, ann) == [] == await store.crews.all(tx)
