"""Reading a message while it is still on its way to its turn: inbox and lane take longer than reading it does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

R = TypeVar("R")

_AT_ONCE = 2  # a crowd's turns must not wait behind what nobody has asked for yet
_KEPT = (
    30.0  # seconds; nothing of a message stays here once its turn had it, or for longer than this
)


@dataclass(frozen=True, slots=True)
class _Begun(Generic[R]):
    task: asyncio.Task[R]
    end: asyncio.TimerHandle


class Ahead(Generic[R]):
    """`work`, which is a function of the text alone, with a head start where there is room for it."""

    def __init__(self, work: Callable[[str], Coroutine[Any, Any, R]], kept: float = _KEPT) -> None:
        self._work = work
        self._kept = kept
        self._begun: dict[str, _Begun[R]] = {}

    def begin(self, text: str) -> None:
        """Somebody will ask for this text soon."""
        under_way = sum(not begun.task.done() for begun in self._begun.values())
        if text in self._begun or under_way >= _AT_ONCE:
            return
        task = asyncio.create_task(self._work(text))
        task.add_done_callback(_heard_of)
        end = asyncio.get_running_loop().call_later(self._kept, self._begun.pop, text, None)
        self._begun[text] = _Begun(task, end)

    async def of(self, text: str) -> R:
        """What comes of `text`, begun before or not. Raises what `work` raises."""
        begun = self._begun.pop(text, None)
        if begun is not None:
            begun.end.cancel()  # or it would hold the text until then
            await asyncio.wait({begun.task})
            if not begun.task.cancelled() and begun.task.exception() is None:
                return begun.task.result()
        return await self._work(text)  # whatever went wrong ahead of time may go right now


def _heard_of(task: asyncio.Task[R]) -> None:
    """Whoever asks for it is told of its error by a second try; nobody else has to be."""
    if not task.cancelled():
        task.exception()
