"""A head start changes when something is worked out, never what comes of it."""

from __future__ import annotations

import asyncio
import gc
import weakref

import pytest

from bot.ahead import Ahead


class Work:
    """Notes what it was asked for; waits until `go`."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.go = asyncio.Event()
        self.fails = 0

    async def __call__(self, text: str) -> str:
        self.asked.append(text)
        await self.go.wait()
        if self.fails:
            self.fails -= 1
            raise ValueError(text)
        return text.upper()


async def test_it_is_worked_out_once_whenever_it_was_begun() -> None:
    work = Work()
    ahead = Ahead(work)
    ahead.begin("one")
    await asyncio.sleep(0)
    assert work.asked == ["one"]
    work.go.set()
    assert (await ahead.of("one"), await ahead.of("two")) == ("ONE", "TWO")
    assert work.asked == ["one", "two"]


async def test_nothing_of_it_stays_once_it_was_taken_or_nobody_came() -> None:
    work = Work()
    ahead = Ahead(work, kept=0.01)
    work.go.set()
    ahead.begin("one")
    ahead.begin("two")
    await ahead.of("one")
    await asyncio.sleep(0.05)
    assert not ahead._begun


async def test_nothing_holds_the_text_after_its_turn() -> None:
    class Mark(str):
        """A text that can be asked whether it is still there."""

    work = Work()
    ahead = Ahead(work)
    work.go.set()
    text = Mark("a word")
    gone = weakref.ref(text)
    ahead.begin(text)
    await ahead.of(text)
    work.asked.clear()
    del text
    await asyncio.sleep(0)
    gc.collect()
    assert gone() is None


async def test_what_went_wrong_ahead_is_tried_again() -> None:
    work = Work()
    ahead = Ahead(work)
    work.fails = 1
    ahead.begin("one")
    work.go.set()
    assert await ahead.of("one") == "ONE"
    work.fails = 1
    with pytest.raises(ValueError, match="two"):
        await ahead.of("two")


async def test_a_crowd_is_not_read_before_its_turns() -> None:
    work = Work()
    ahead = Ahead(work)
    for number in range(20):
        ahead.begin(str(number))
    await asyncio.sleep(0)
    assert work.asked == ["0", "1"]
    work.go.set()
    assert await ahead.of("7") == "7"


async def test_who_gives_up_waiting_takes_nothing_along() -> None:
    work = Work()
    ahead = Ahead(work)
    ahead.begin("one")
    waiting = asyncio.create_task(ahead.of("one"))
    await asyncio.sleep(0)
    waiting.cancel()
    work.go.set()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await ahead.of("one") == "ONE"
