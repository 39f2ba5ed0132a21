"""Calls that come while one is under way are made as one: a thousand reminders of one minute must not cost a
thousand transactions. Alone, a call is made at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

Asked = TypeVar("Asked")
Got = TypeVar("Got")


@dataclass(eq=False, slots=True)
class _Call(Generic[Asked]):
    asked: Asked
    done: bool = False
    got: object = None


class Together(Generic[Asked, Got]):
    """`work` is given everything that waits, in the order in which it came, and returns as many results;
    one that is an exception is raised to whoever asked for it. What `work` itself raises is raised to all
    of them: a database that hangs must not be waited for by one after the other."""

    def __init__(
        self, work: Callable[[Sequence[Asked]], Awaitable[Sequence[Got | Exception]]]
    ) -> None:
        self._work = work
        self._waiting: list[_Call[Asked]] = []
        self._turn = asyncio.Lock()

    async def of(self, asked: Asked) -> Got:
        """The result for this; `work` began after the call."""
        mine = _Call(asked)
        self._waiting.append(mine)
        try:
            async with self._turn:
                if not mine.done:
                    batch = list(self._waiting)
                    for call, got in zip(batch, await self._results(batch), strict=True):
                        call.got, call.done = got, True
                    self._waiting = [call for call in self._waiting if not call.done]
        finally:  # cut off: the next one does what still waits, and not this
            if mine in self._waiting:
                self._waiting.remove(mine)
        if isinstance(mine.got, Exception):
            raise mine.got
        return cast(Got, mine.got)

    async def _results(self, batch: Sequence[_Call[Asked]]) -> Sequence[object]:
        try:
            return await self._work([call.asked for call in batch])
        except Exception as error:  # noqa: BLE001 - whoever asked gets it
            return [error] * len(batch)
