"""The SQL of a round of reminders, on both databases: one statement for many people, and nobody twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.crew import reminders
from bot.crew.outreach import Sending
from bot.crew.reminders import Reminders, reminder
from bot.crew.schedule import Plan
from bot.practice.practising import Practising
from memory.checkins import Checkin
from memory.clock import from_ms, to_ms
from memory.database import Tx
from memory.outbox import Parcel
from tests.bot.crew.helpers import known, words
from tests.conftest import House, Opener

PEOPLE = tuple(f"p{n:03}" for n in range(45))


@pytest.fixture(params=["sqlite", "postgres"])
async def house(request: pytest.FixtureRequest, open_house: Opener) -> AsyncIterator[House]:
    url = request.getfixturevalue("database_url") if request.param == "postgres" else ""
    async with open_house(database_url=url) as opened:
        assert opened.app.store.database.engine.dialect.name.startswith(request.param)
        yield opened


async def planned(house: House, *users: str) -> int:
    """They all want a reminder on the next full minute of tomorrow; when that is."""
    due = house.clock.now().replace(second=0, microsecond=0) + timedelta(days=1)
    plan = Plan(tuple(range(7)), due.hour * 60 + due.minute, "UTC", 0, 0).dump()
    for user in users:
        await known(house, user)
    async with house.app.store.database.write() as tx:
        for user in users:
            await house.app.store.plans.put(tx, house.person(user), plan, to_ms(due))
    return to_ms(due)


def reminded(house: House) -> dict[str, int]:
    return {
        u: sum(x.startswith("It's your check-in time") for x in words(house, u)) for u in PEOPLE
    }


def scheduler(house: House) -> Reminders:
    """Another one on the same store, as after a restart that overlaps."""
    app = house.app
    return Reminders(
        app.store, app.services.clock, app.services.outreach, Practising(), app.services.log, "UTC"
    )


async def until_quiet(house: House, rounds: Reminders) -> None:
    async with asyncio.timeout(60):
        while await rounds.once():
            continue
    await house.settle(60)


async def test_more_than_a_batch_all_come_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminders, "_BATCH", 20)
    due = await planned(house, *PEOPLE)
    house.clock.offset += from_ms(due) - house.clock.now()
    await until_quiet(house, house.app.reminders)
    assert reminded(house) == dict.fromkeys(PEOPLE, 1)
    async with house.app.store.database.read() as tx:
        later = await house.app.store.plans.due(tx, due + 2 * 86_400_000, 500)
    assert {moment - due for _, moment in later} == {86_400_000} and len(later) == len(PEOPLE)


async def test_two_rounds_at_once_remind_nobody_twice(house: House) -> None:
    due = await planned(house, *PEOPLE[:30])
    house.clock.offset += from_ms(due) - house.clock.now()
    async with asyncio.timeout(60):
        await asyncio.gather(*(scheduler(house).once() for _ in range(4)))
    await until_quiet(house, house.app.reminders)
    assert set(reminded(house).values()) == {0, 1} and sum(reminded(house).values()) == 30


async def test_a_plan_that_was_moved_meanwhile_stays_where_it_is(house: House) -> None:
    due = await planned(house, "p000", "p001", "p002")
    plans, (a, b, c) = house.app.store.plans, map(house.person, PEOPLE[:3])
    async with house.app.store.database.write() as tx:
        await plans.put(tx, b, await plans.get(tx, b), due + 5)
        await plans.remove(tx, c)
    async with house.app.store.database.write() as tx:
        moved = await plans.move(tx, [(a, due, due + 60), (b, due, None), (c, due, due + 60)])
        assert moved == {a}
        assert await plans.move(tx, [(a, due, None)]) == frozenset()
        assert await plans.move(tx, [(a, due + 60, None)]) == {a}
        assert await plans.move(tx, []) == frozenset()
    async with house.app.store.database.read() as tx:
        assert await plans.due(tx, due + 1000, 10) == [(b, due + 5)]


async def test_rounds_that_take_the_same_people_in_another_order_wait_for_each_other(
    house: House,
) -> None:
    """Two rows that two transactions lock in opposite orders are a deadlock on a server."""
    due = await planned(house, *PEOPLE[:40])
    plans, ids = house.app.store.plans, [house.person(user) for user in PEOPLE[:40]]

    async def move(order: list[str]) -> int:
        async with house.app.store.database.write() as tx:
            return len(await plans.move(tx, [(id, due, due + 60) for id in order]))

    async with asyncio.timeout(30):
        for _ in range(5):
            taken = await asyncio.gather(*(move(order) for order in (ids, ids[::-1]) * 3))
            assert sorted(taken) == [0] * 5 + [40]
            async with house.app.store.database.write() as tx:
                await plans.move(tx, [(id, due + 60, due) for id in ids])


async def test_reads_for_many_leave_out_who_is_not_there(house: House) -> None:
    due = await planned(house, "p000", "p001")
    store, (a, b) = house.app.store, map(house.person, PEOPLE[:2])
    async with store.database.write() as tx:
        for at in (due - 9, due - 5, due - 7):
            await store.checkins.add(tx, a, Checkin(f"c{at}", at, 3, 0, "", "", ""))
    async with store.database.read() as tx:
        assert await store.checkins.last(tx, [a, b, "nobody"]) == {a: due - 5}
        assert set(await store.plans.several(tx, [a, b, "nobody"])) == {a, b}
        assert {p.id for p in await store.people.several(tx, [a, b, "nobody"])} == {a, b}
        assert [p.allows("memory") for p in await store.people.several(tx, [a])] == [True]
        for several in (store.plans.several, store.people.several, store.checkins.last):
            assert not await several(tx, [])  # type: ignore[operator]
    await store.vault.destroy(b)
    async with store.database.read() as tx:
        assert set(await store.plans.several(tx, [a, b])) == {a}
        assert {p.id for p in await store.people.several(tx, [a, b])} == {a}


async def test_what_was_put_before_is_not_put_again(house: House) -> None:
    await planned(house, "p000", "p001")
    store, now = house.app.store, to_ms(house.clock.now())
    first, second, third = (
        Parcel(f"r{n}", house.person(f"p00{n % 2}"), "x", now) for n in range(3)
    )
    async with store.database.write() as tx:
        assert await store.outbox.put_once(tx, [first, second], now) == {"r0", "r1"}
        assert await store.outbox.put_once(tx, [second, third], now) == {"r2"}
        assert await store.outbox.put_once(tx, [], now) == frozenset()
        for parcel in (first, second, third):
            await store.outbox.drop(tx, parcel.reply_id)


async def test_the_same_reminder_from_two_transactions_goes_out_once(house: House) -> None:
    await planned(house, "p000")
    outreach, store = house.app.services.outreach, house.app.store
    async with store.database.read() as tx:
        (person,) = await store.people.several(tx, [house.person("p000")])
    sending = Sending(person, ("reminder", "x"), house.clock.now() + timedelta(minutes=1))

    async def put() -> int:
        async with store.database.write() as tx:
            put = await outreach.put_all(tx, [sending], reminder())
            await asyncio.sleep(0.05)
            return len(put)

    async with asyncio.timeout(20):
        assert sorted(await asyncio.gather(put(), put(), put())) == [0, 0, 1]


async def test_what_fails_half_way_moves_nobody(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    due = await planned(house, *PEOPLE[:5])
    house.clock.offset += from_ms(due) - house.clock.now()

    async def broken(tx: Tx, parcels: list[Parcel], now_ms: int) -> frozenset[str]:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(house.app.store.outbox, "put_once", broken)
        with pytest.raises(RuntimeError):
            await scheduler(house).once()
    async with house.app.store.database.read() as tx:
        assert len(await house.app.store.plans.due(tx, due, 10)) == 5
    await until_quiet(house, house.app.reminders)
    assert sum(reminded(house).values()) == 5
