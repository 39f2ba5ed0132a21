"""A whole sentence is answered at once; if it was the first of several, one answer stands in the end.

The clock stands still unless a test turns it, so that a slow machine changes nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest

from tests.bot.commands.helpers import met
from tests.conftest import House, Opener, StoodClock
from tests.fakes.door import GrowingDoor

ONE, TWO, THREE = "She yelled at me.", "Then she hung up.", "And she called back."
QUIET = 1.25  # seconds; longer than the longest pause in a breath


@pytest.fixture
def growing(open_house: Opener) -> Any:
    """A house whose door can take back what it said."""

    def opened(**given: Any) -> AbstractAsyncContextManager[House]:
        wanted = {"door": GrowingDoor(), "clock": StoodClock(), "settle_seconds": 1.2}
        return open_house(**{**wanted, **given})

    return opened


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not true():
            await asyncio.sleep(0.02)


async def more(house: House, text: str, after: float = 0.4) -> None:
    """A message that follows; nobody waits for its answer."""
    house.clock.turn(seconds=after)
    await house.app.intake.accept(house.message(text))


async def settle(house: House) -> None:
    """The person is quiet, and everything is answered and sent."""
    house.clock.turn(seconds=QUIET)
    await house.settle(20)


def screen(house: House) -> list[str]:
    assert isinstance(house.door, GrowingDoor)
    return list(house.door.screen.values())


async def transcript(house: House) -> list[str]:
    async with house.app.store.database.read() as tx:
        kept = await house.app.store.conversations.recent(tx, house.person(), 0)
    return [said.text for said in kept]


async def test_a_burst_of_whole_sentences_has_one_answer(growing: Any) -> None:
    async with growing() as house:
        await house.say(ONE)
        assert screen(house) == [f"re: {ONE}"]  # at once
        await more(house, TWO)
        await until(lambda: screen(house) == [])  # gone as soon as they go on
        await more(house, THREE)
        await settle(house)
        assert screen(house) == [f"re: {ONE}\n{TWO}\n{THREE}"]
        whole = house.door.delivered[-1][2].replies
        assert "I'm Shoulder, a bot" in whole[1].text  # the notice went with the first one
        assert await transcript(house) == [f"{ONE}\n{TWO}\n{THREE}", f"re: {ONE}\n{TWO}\n{THREE}"]
        async with house.app.store.database.read() as tx:
            assert await house.app.store.standing.begun(tx, house.person()) == []
            assert await house.app.store.outbox.counts(tx) == {"sent": 1}


async def test_who_waits_longer_gets_a_second_answer(growing: Any) -> None:
    async with growing() as house:
        await house.say(ONE)
        await more(house, TWO, after=QUIET)
        await settle(house)
        assert screen(house) == [f"re: {ONE}", f"re: {TWO}"]


async def test_twelve_seconds_are_the_longest_breath(growing: Any) -> None:
    async with growing() as house:
        await house.say(ONE)
        for _ in range(10):
            await more(house, "And on.", after=1.1)
        await more(house, "And on.", after=0.9)
        house.clock.turn(seconds=0.2)  # still not quiet, but that is long enough
        await house.settle(20)
        assert len(screen(house)) == 1
        await more(house, TWO, after=1)
        await settle(house)
        assert len(screen(house)) == 2 and screen(house)[1] == f"re: {TWO}"


@pytest.mark.parametrize("command", ["privacy", "/mood", "checkin 2"])
async def test_a_command_stands_alone(growing: Any, command: str) -> None:
    async with growing() as house:
        await house.say(ONE)
        await more(house, command)
        await settle(house)
        assert len(screen(house)) == 2 and screen(house)[0] == f"re: {ONE}"


async def test_what_a_command_did_stands(growing: Any) -> None:
    async with growing() as house:
        await house.say("checkin 2")
        await more(house, TWO)
        await settle(house)
        assert len(screen(house)) == 2


async def test_a_tap_in_between_ends_the_breath(growing: Any) -> None:
    async with growing() as house:
        await house.say(ONE)
        await house.do(house.action("memory_yes"))
        await more(house, TWO)
        await settle(house)
        assert len(screen(house)) == 3 and screen(house)[0] == f"re: {ONE}"


async def test_a_danger_card_is_never_taken_back(growing: Any) -> None:
    async with growing() as house:
        await house.say(ONE)
        await more(house, "DANGER")
        await house.settle(20)
        await more(house, TWO)
        await settle(house)
        assert screen(house)[:2] == [f"re: {ONE}", "CARD imminent"]


@pytest.mark.parametrize("name", ["edited", "deleted"])
async def test_words_that_were_changed_do_not_come_back(growing: Any, name: str) -> None:
    async with growing() as house:
        first = house.message(ONE)
        await house.do(first)
        await house.app.intake.accept(house.lifecycle(name, target=first.id, text="Never mind."))
        await more(house, TWO)
        await settle(house)
        assert screen(house) == [f"re: {ONE}", f"re: {TWO}"]
        assert ONE not in await transcript(house)


async def test_forgotten_in_between(growing: Any) -> None:
    async with growing() as house:
        await met(house)
        house.clock.turn(minutes=5)
        await house.say(ONE)
        await house.do(house.action("forget_yes"))
        await more(house, TWO)
        await settle(house)
        assert screen(house)[-1] == f"re: {TWO}"
        assert await transcript(house) == [TWO, f"re: {TWO}"]


async def test_stopped_while_they_are_listened_to(growing: Any) -> None:
    async with growing() as house:
        await house.say(ONE)
        await more(house, TWO)
        await until(lambda: screen(house) == [])
        await house.app.intake.accept(house.lifecycle("stopped"))
        await settle(house)
        assert screen(house) == [] and await transcript(house) == []


async def test_a_crash_in_between_leaves_one_answer(growing: Any) -> None:
    """It stopped when the answer was taken back in the books, and still stood there."""
    door, clock = GrowingDoor(fail_unsaying=True), StoodClock()
    async with growing(door=door, clock=clock) as house:
        await house.say(ONE)
        await more(house, TWO)
        await until(lambda: "words not taken back" in house.log.getvalue())
        assert screen(house) == [f"re: {ONE}"]
    door.fail_unsaying = False
    async with growing(door=door, clock=clock) as house:
        await settle(house)
        await until(lambda: len(door.screen) == 1)
        assert screen(house) == [f"re: {ONE}\n{TWO}"]


async def test_the_second_burst_of_a_day_is_waited_for(growing: Any) -> None:
    async with growing() as house:
        await house.say(ONE)
        await more(house, TWO)
        await settle(house)
        house.clock.turn(minutes=5)
        await more(house, "He yelled too.")
        await asyncio.sleep(0.3)
        assert len(house.door.delivered) == 2
        await more(house, "He hung up too.")
        await settle(house)
        assert len(house.door.delivered) == 3 and len(screen(house)) == 2


async def test_nothing_is_taken_back_where_nobody_is_waited_for(growing: Any) -> None:
    async with growing(settle_seconds=0) as house:
        await house.say(ONE)
        await more(house, TWO)
        await settle(house)
        assert screen(house) == [f"re: {ONE}", f"re: {TWO}"]
