"""Calls that come at the same time are made as one."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from bot.queue.together import Together


class Work:
    """Doubles numbers, slowly; odd things may go wrong."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.away = 0

    async def __call__(self, asked: Sequence[int]) -> list[int | Exception]:
        self.batches.append(list(asked))
        await asyncio.sleep(0.01)
        if self.away:
            self.away -= 1
            raise OSError
        return [ValueError(str(n)) if n < 0 else 2 * n for n in asked]


async def test_alone_at_once_and_together_as_one() -> None:
    work = Work()
    together: Together[int, int] = Together(work)
    assert await together.of(1) == 2
    assert await asyncio.gather(*map(together.of, range(5))) == [0, 2, 4, 6, 8]
    assert work.batches == [[1], [0], [1, 2, 3, 4]]


async def test_one_result_may_be_an_error() -> None:
    together: Together[int, int] = Together(Work())
    found = await asyncio.gather(*map(together.of, (3, -1, 4)), return_exceptions=True)
    assert found[0] == 6 and isinstance(found[1], ValueError) and found[2] == 8


async def test_what_fails_is_said_to_all_at_once_and_the_next_call_begins_afresh() -> None:
    work = Work()
    work.away = 2
    together: Together[int, int] = Together(work)
    found = await asyncio.gather(*map(together.of, (1, 2, 3, 4)), return_exceptions=True)
    assert [type(x) for x in found] == [OSError] * 4
    assert work.batches == [[1], [2, 3, 4]]
    assert await together.of(5) == 10


async def test_whoever_is_cut_off_holds_up_nobody() -> None:
    together: Together[int, int] = Together(Work())
    tasks = [asyncio.create_task(together.of(n)) for n in range(4)]
    await asyncio.sleep(0.001)
    tasks[0].cancel()
    tasks[2].cancel()
    assert await asyncio.wait_for(asyncio.gather(tasks[1], tasks[3]), 1) == [2, 6]
    with pytest.raises(asyncio.CancelledError):
        await tasks[2]
    assert await together.of(5) == 10
