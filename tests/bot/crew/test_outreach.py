"""What nobody asked for: once, in time or not at all, and never with an apology."""

from __future__ import annotations

from datetime import timedelta

from bot.health import check
from bot.messages import Answer, Text
from tests.conftest import House, Opener
from tests.fakes.door import FakeDoor, busy

WORD = Answer((Text("a word"),))


async def send(house: House, *name: str, user: str = "ann", **lasts: float) -> str:
    outreach = house.app.services.outreach
    async with house.app.store.database.write() as tx:
        limit = {"lasts": timedelta(**lasts)} if lasts else {}
        put = await outreach.put(tx, house.person(user), WORD, *name, **limit)
    await outreach.wake(house.person(user), put)
    return put


async def test_it_goes_out_once_under_its_name(house: House) -> None:
    await house.say("hi")
    assert await send(house, "reminder", "monday")
    assert not await send(house, "reminder", "monday")
    assert await send(house, "reminder", "tuesday")
    await house.settle()
    assert house.door.texts().count("a word") == 2


async def test_nothing_goes_out_when_the_transaction_fails(house: House) -> None:
    await house.say("hi")
    try:
        async with house.app.store.database.write() as tx:
            await house.app.services.outreach.put(tx, house.person(), WORD, "reminder")
            raise LookupError
    except LookupError:
        pass
    assert await send(house, "reminder")  # its name is still free
    await house.settle()
    assert house.door.texts().count("a word") == 1


async def test_whom_nobody_knows_gets_nothing(house: House) -> None:
    assert await send(house, "reminder", user="stranger") == ""


async def test_too_late_is_never(open_house: Opener) -> None:
    """The bot was away: a reminder of yesterday does not come today."""
    door = FakeDoor()
    async with open_house(door) as house:
        await house.say("hi")
        house.app.doors._open.clear()
        assert await send(house, "reminder", seconds=60)
        house.clock.turn(seconds=61)
        house.app.doors.add(door)
        await house.settle()
        assert "a word" not in door.texts()
        assert (await check(house.app)).expired == 1
        assert not await send(house, "reminder")


async def test_nobody_is_told_that_it_could_not_be_sent(house: House) -> None:
    await house.say("hi")
    house.door.fail_next = [busy(), busy(), busy()]
    await send(house, "reminder")
    await house.settle()
    assert len(house.door.delivered) == 1 and house.door.calls == 4


async def test_a_delay_of_an_invitation_is_not_apologised_for(house: House) -> None:
    await house.say("hi")
    house.door.fail_next = [busy()]
    await send(house, "invitation")
    house.clock.turn(hours=2)
    await house.settle()
    assert house.door.texts()[-1] == "a word"
