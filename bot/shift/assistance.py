"""Cards and clients off the event loop, and the pasted texts that they were asked about."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import TypeVar

from bot.assist.talk import CardSet, Line
from bot.ports import Assists, Clients
from bot.shift.pasted import Pasted
from bot.shift.play import Speaks
from bot.shift.run import Encounter, Run

T = TypeVar("T")


class Assistance:
    """One per process. `pasted` holds what a client wrote, in memory only."""

    def __init__(
        self, assist: Assists, clients: Clients, pasted: Pasted, thinking: Executor
    ) -> None:
        self._assist = assist
        self._clients = clients
        self._thinking = thinking
        self.pasted = pasted

    async def cards(
        self, lines: Sequence[Line], domain: str = "", category: str = "", seed: int = 0
    ) -> CardSet:
        """The cards to the client's last line."""
        return await self.think(lambda: self._assist.of(domain, category, lines, seed))

    async def cards_for(self, one: Encounter) -> CardSet:
        """The cards to what a simulated client said last."""
        setting = one.setting
        return await self.cards(one.lines, setting.domain, setting.category, setting.seed)

    async def play(self, run: Run, move: Callable[[Run, Speaks], Run]) -> Run:
        """What a move of `bot/shift/play.py` that lets the client speak makes of the run."""
        return await self.think(lambda: move(run, self._clients.next))

    async def think(self, work: Callable[[], T]) -> T:
        """Anything that takes a moment, in a thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thinking, work)
