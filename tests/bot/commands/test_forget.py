"""/forget and /forget last, read as conversations."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.messages import Text
from memory.facts import Fact
from tests.bot.commands.helpers import ask, choice, ids, met, only, tap
from tests.conftest import House
from tests.memory.test_erase import found_in


async def said(house: House, user: str = "ann") -> list[str]:
    async with house.app.store.database.read() as tx:
        return [
            s.text for s in await house.app.store.conversations.recent(tx, house.person(user), 0)
        ]


async def test_it_asks_first_and_no_changes_nothing(house: House) -> None:
    await met(house)
    reply = await only(house, house.command("forget"))
    assert ids(reply) == ["forget_yes", "forget_no", "export"]
    assert choice(reply, "forget_yes").style == "danger"
    assert (await tap(house, choice(reply, "forget_no"))).replies == (
        Text("Okay, it all stays as it is."),
    )
    assert await said(house) == ["hello", "re: hello"]


async def test_yes_wipes_everything_and_says_what_went_and_what_stays(
    house: House, data_dir: Path
) -> None:
    await met(house)
    await met(house, "bob")
    await house.do(house.command("checkin", "1 the manager quarrel"))
    await house.do(house.action("name_yes", "Sam"))
    person = house.person()
    reply = await only(house, house.message("forget"))
    (done,) = (await tap(house, choice(reply, "forget_yes"))).replies
    await asyncio.sleep(0.3)
    assert isinstance(done, Text) and done.choices == ()
    for word in ("chats", "check-ins", "name", "key", "chat app", "backups"):
        assert word in done.text
    assert found_in(data_dir, person) == []
    assert house.door.retracted
    assert await said(house, "bob") == ["hello", "re: hello"]
    assert len(await house.say("hi")) == 2  # a stranger again: the notice stands under the answer


async def test_last_takes_back_one_exchange_only(house: House) -> None:
    await met(house)
    await house.say("first")
    house.clock.turn(seconds=10)
    house.supporter.remember, house.supporter.open_loop = "a fact", "a call-back"
    await house.say("second")
    house.supporter.remember = house.supporter.open_loop = ""
    reply = await only(house, house.message("/forget last"))
    assert reply.text.startswith("Done.")
    assert await said(house) == ["hello", "re: hello", "first", "re: first"]
    async with house.app.store.database.read() as tx:
        assert await house.app.store.facts.all(tx, house.person(), confirmed=False) == []
    await only(house, house.action("forget_last"))
    assert await said(house) == ["hello", "re: hello"]


async def test_last_keeps_what_was_confirmed(house: House) -> None:
    await met(house)
    async with house.app.store.database.write() as tx:
        facts, person = house.app.store.facts, house.person()
        await facts.propose(tx, person, Fact("f", "kept", 2**45))
        await facts.confirm(tx, person, "f")
    await only(house, house.command("forget", "LAST"))
    async with house.app.store.database.read() as tx:
        assert [f.text for f in await house.app.store.facts.all(tx, house.person())] == ["kept"]


async def test_last_when_there_is_none(house: House) -> None:
    await met(house)
    await only(house, house.command("forget", "last"))
    assert "nothing to forget" in (await only(house, house.command("forget", "last"))).text


async def test_last_is_only_mine(house: House) -> None:
    await met(house)
    await met(house, "bob")
    await only(house, house.command("forget", "last", "bob"))
    assert await said(house) == ["hello", "re: hello"] and await said(house, "bob") == []


async def test_anything_else_explains_and_wipes_nothing(house: House) -> None:
    await met(house)
    for args in ("the last week", "x" * 50_000, "\0"):
        answer = await ask(house, house.command("forget", args))
        assert "broke" not in repr(answer)
    assert await said(house) == ["hello", "re: hello"]
    assert await house.say("forget it") == ["re: forget it"]
