"""Notes that the platform has an answer: kept one by one when alone, together when many come at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest

from bot.queue.receipts import Receipts
from memory.clock import to_ms
from memory.database import Tx
from memory.errors import DatabaseAway, KeyGone
from memory.outbox import Parcel
from tests.bot.crew.helpers import known
from tests.conftest import House, Opener

MANY = 40


@pytest.fixture(params=["sqlite", "postgres"])
async def house(request: pytest.FixtureRequest, open_house: Opener) -> AsyncIterator[House]:
    url = request.getfixturevalue("database_url") if request.param == "postgres" else ""
    async with open_house(database_url=url) as opened:
        yield opened


@pytest.fixture
def batches(house: House, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many were written at once, each time; slowly enough for others to come."""
    standing, sizes = house.app.store.standing, list[int]()
    write = standing.sent_all

    async def noted(tx: Tx, receipts: Sequence[tuple[str, bytes]]) -> None:
        sizes.append(len(receipts))
        await write(tx, receipts)
        await asyncio.sleep(0.05)

    monkeypatch.setattr(standing, "sent_all", noted)
    return sizes


async def unsent(house: House, *users: str) -> None:
    """Each has one answer that nobody will send: its door is not open here."""
    now, store = to_ms(house.clock.now()), house.app.store
    for user in users:
        await known(house, user)
    body = '{"to":{"platform":"none","workspace":"w","user":"u","channel":"c"},"replies":[]}'
    parcels = [Parcel(f"r-{user}", house.person(user), body, now) for user in users]
    async with store.database.write() as tx:
        await store.outbox.put_once(tx, parcels, now)


async def states(house: House) -> dict[str, int]:
    async with house.app.store.database.read() as tx:
        return await house.app.store.outbox.counts(tx)


async def test_alone_it_is_kept_at_once(house: House, batches: list[int]) -> None:
    await unsent(house, "ann")
    await Receipts(house.app.store).note(house.person("ann"), "r-ann", "platform-1")
    assert batches == [1] and (await states(house)).get("sent") == 1
    async with house.app.store.database.read() as tx:
        assert await house.app.store.standing.platform_ids(tx, house.person("ann")) == [
            "platform-1"
        ]


async def test_many_at_once_share_a_transaction_and_each_keeps_its_own(
    house: House, batches: list[int]
) -> None:
    users = [f"u{n}" for n in range(MANY)]
    await unsent(house, *users)
    receipts = Receipts(house.app.store)
    notes = (receipts.note(house.person(u), f"r-{u}", f"platform-{u}") for u in users)
    await asyncio.gather(*notes)
    assert batches == [1, MANY - 1] or batches == [MANY]
    assert (await states(house))["sent"] == MANY
    async with house.app.store.database.read() as tx:
        for user in users:
            ids = await house.app.store.standing.platform_ids(tx, house.person(user))
            assert ids == [f"platform-{user}"]


async def test_a_database_that_is_away_is_said_to_each_and_nothing_counts_as_kept(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    users = [f"u{n}" for n in range(5)]
    await unsent(house, *users)
    receipts, standing = Receipts(house.app.store), house.app.store.standing

    async def away(tx: Tx, given: Sequence[tuple[str, bytes]]) -> None:
        raise DatabaseAway("away")

    def notes() -> list[asyncio.Task[None]]:
        return [
            asyncio.create_task(receipts.note(house.person(u), f"r-{u}", f"p-{u}")) for u in users
        ]

    with monkeypatch.context() as patch:
        patch.setattr(standing, "sent_all", away)
        failed = await asyncio.gather(*notes(), return_exceptions=True)
    assert [type(error) for error in failed] == [DatabaseAway] * 5
    assert (await states(house)) == {"ready": 5}
    await asyncio.gather(*notes())
    assert (await states(house)) == {"sent": 5}


async def test_one_that_is_cut_off_takes_nobody_along(house: House, batches: list[int]) -> None:
    users = [f"u{n}" for n in range(4)]
    await unsent(house, *users)
    receipts = Receipts(house.app.store)
    tasks = [asyncio.create_task(receipts.note(house.person(u), f"r-{u}", "p")) for u in users]
    await asyncio.sleep(0.02)  # the first one writes, the others wait
    tasks[0].cancel()
    tasks[2].cancel()
    done = await asyncio.gather(*tasks, return_exceptions=True)
    assert done[1] is None and done[3] is None
    assert isinstance(done[2], asyncio.CancelledError)
    assert (await states(house))["sent"] >= 2


async def test_what_waits_is_read_for_many_at_once_and_each_gets_their_own(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    users = [f"u{n}" for n in range(9)]
    await unsent(house, *users[:8])
    await known(house, users[8])
    await house.app.store.vault.destroy(house.person("u1"))
    receipts, outbox, sizes = Receipts(house.app.store), house.app.store.outbox, list[int]()
    read = outbox.pending_of

    async def noted(tx: Tx, people: Sequence[str]) -> list[list[Parcel] | Exception]:
        sizes.append(len(people))
        await asyncio.sleep(0.05)
        return await read(tx, people)

    monkeypatch.setattr(outbox, "pending_of", noted)
    asked = (receipts.pending(house.person(u)) for u in users)
    found = await asyncio.gather(*asked, return_exceptions=True)
    assert 8 in sizes  # the house looks after what waits, too, and reads now and then
    for user, parcels in zip(users, found, strict=True):
        if user == "u1":
            assert isinstance(parcels, KeyGone)
        else:
            assert not isinstance(parcels, BaseException)
            assert [p.reply_id for p in parcels] == ([] if user == "u8" else [f"r-{user}"])


async def test_somebody_forgotten_is_told_apart(house: House, batches: list[int]) -> None:
    await unsent(house, "ann", "bob")
    receipts = Receipts(house.app.store)
    await house.app.store.vault.destroy(house.person("bob"))
    done = await asyncio.gather(
        receipts.note(house.person("ann"), "r-ann", "p"),
        receipts.note(house.person("bob"), "r-bob", "p"),
        return_exceptions=True,
    )
    assert done[0] is None and isinstance(done[1], KeyGone)
