"""Forget means forgotten: every byte of every file is searched."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from pathlib import Path

from bot.farewell import FORGET
from tests.conftest import House, Opener

SECRET = "xylophone-quarrel"
NAME = "ann-q7-person"


def found_in(folder: Path, *needles: str) -> list[str]:
    """The files in which one of the needles stands, in any common encoding."""
    forms = [n.encode(code) for n in needles for code in ("utf-8", "utf-16-le", "utf-16-be")]
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and any(form in path.read_bytes() for form in forms)
    )


async def live_a_little(house: House, user: str = NAME) -> None:
    """Something in every table."""
    await house.say(f"he called me a {SECRET}", user)
    await house.do(house.action("memory_yes", user=user))
    house.supporter.remember, house.supporter.open_loop = f"{SECRET} fact", f"{SECRET} loop"
    house.clock.turn(seconds=10)
    await house.say(f"again {SECRET}", user)
    house.supporter.remember = house.supporter.open_loop = ""
    await house.do(house.action("helped", SECRET, user=user))
    await house.say(f"DANGER {SECRET}", user)
    async with house.app.store.database.write() as tx:
        from memory.checkins import Checkin

        person = house.person(user)
        checkin = Checkin(f"c-{len(user)}", 1, 2, 3, "tired", f"{SECRET} note")
        await house.app.store.checkins.add(tx, person, checkin)
        await house.app.store.people.describe(tx, person, name=f"{SECRET} name")
    await house.settle()
    await asyncio.sleep(0.3)


async def test_nothing_readable_before_and_nothing_at_all_after(
    open_house: Opener, data_dir: Path
) -> None:
    async with open_house() as house:
        await live_a_little(house)
        await live_a_little(house, "bob")
        person, lane = house.person(NAME), house.app.lanes._lane(house.person(NAME))
        assert found_in(data_dir, SECRET, NAME, f"dm-{NAME}") == []
        assert found_in(data_dir, person) != [] and found_in(data_dir, lane) != []
        await house.do(house.action(FORGET, user=NAME))
        await asyncio.sleep(0.5)
        assert found_in(data_dir, SECRET, NAME, person, lane) == []
        assert house.door.retracted and not house.app.store.vault.has_key(person)
        # Bob is untouched.
        async with house.app.store.database.read() as tx:
            assert await house.app.store.conversations.recent(tx, house.person("bob"), 0)
    assert found_in(data_dir, SECRET, NAME, person, lane) == []


async def test_a_platform_retry_cannot_bring_them_back(open_house: Opener, data_dir: Path) -> None:
    async with open_house() as house:
        event = house.message("hello", NAME)
        await house.do(event)
        await house.do(house.action(FORGET, user=NAME))
        await house.app.intake.accept(event)
        await asyncio.sleep(0.5)
        assert len(house.door.delivered) == 2
        assert not await known(house)
        # A new message is a new beginning.
        assert len(await house.say("hi, I'm back", NAME)) == 2


async def test_a_late_retry_of_forget_spares_what_came_after(house: House) -> None:
    await house.say("hello", NAME)
    forget = house.action(FORGET, user=NAME)
    await asyncio.gather(*(house.app.intake.accept(forget) for _ in range(5)))
    await house.door.wait_for(2)
    await house.say("a new beginning", NAME)
    await house.settle()
    await house.app.intake.accept(forget)
    await asyncio.sleep(0.5)
    assert await known(house) and len(house.door.delivered) == 3


async def test_forget_while_the_database_is_away(open_house: Opener, data_dir: Path) -> None:
    async with open_house() as house:
        await house.say("hello", NAME)
        await house.settle()
        holder = sqlite3.connect(data_dir / "shoulder.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        await house.app.intake.accept(house.action(FORGET, user=NAME))
        await asyncio.sleep(0.5)
        assert len(house.door.delivered) == 1  # nothing is claimed before it is true
        holder.rollback()
        holder.close()
        await house.door.wait_for(2, 15)
        assert not await known(house)


async def known(house: House) -> bool:
    async with house.app.store.database.read() as tx:
        return await house.app.store.people.get(tx, house.person(NAME)) is not None


async def test_forget_does_not_wait_for_a_stuck_lane(open_house: Opener) -> None:
    async with open_house() as house:
        await house.say("hello", NAME)
        house.supporter.seconds = 2.0
        house.clock.turn(seconds=10)
        await house.app.intake.accept(house.message("a slow one", NAME))
        await asyncio.sleep(0.3)
        async with asyncio.timeout(1.5):
            await house.do(house.action(FORGET, user=NAME))
        await asyncio.sleep(2.5)
        assert len(house.door.delivered) == 2 and not await known(house)


async def test_forgotten_people_stay_forgotten_after_a_restore(
    open_house: Opener, data_dir: Path, tmp_path: Path
) -> None:
    async with open_house() as house:
        await live_a_little(house)
        person = house.person(NAME)
    shutil.copy(data_dir / "shoulder.db", tmp_path / "backup.db")
    async with open_house() as house:
        await house.do(house.action(FORGET, user=NAME))
    for leftover in data_dir.glob("shoulder.db*"):
        leftover.unlink()
    shutil.copy(tmp_path / "backup.db", data_dir / "shoulder.db")
    assert found_in(data_dir, person) != []
    async with open_house() as house:
        assert not await known(house)
    assert found_in(data_dir, person) == []


async def test_an_interrupted_erasure_is_finished_at_the_next_start(
    open_house: Opener, data_dir: Path
) -> None:
    async with open_house() as house:
        await live_a_little(house)
        person = house.person(NAME)
        mark = house.app.store.vault.mark("erased", person)
        house.app.eraser._keys.ledger_begin(mark, 2**45)
    async with open_house() as house:
        assert not await known(house)
        assert not house.app.store.vault.has_key(person)
    assert found_in(data_dir, person) == []


async def test_taking_back_the_yes_erases_but_keeps_the_no(open_house: Opener) -> None:
    async with open_house() as house:
        await live_a_little(house)
        answer = await house.do(house.action("memory_no", user=NAME))
        assert "keep nothing" in answer[0]
        await asyncio.sleep(0.3)
        assert not await known(house)
        assert await house.say("me again", NAME) == ["re: me again"]  # no notice: they were asked
        assert house.supporter.requests[-1].profile.name == ""
