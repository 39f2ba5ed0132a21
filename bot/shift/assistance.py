"""Cards and clients off the event loop, in a model's words for whom that is fine, and the pasted texts that they
were asked about."""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import TypeVar

from bot.assist.talk import CardSet, ClientLine, Line, Setting
from bot.model.parts.service import Parts
from bot.ports import Assists, Clients
from bot.shift.pasted import Pasted
from bot.shift.play import Speaks
from bot.shift.run import Encounter, Run
from memory.people import Person

_KEPT = 300  # card sets of simulated chats: looking again must show the same ones

T = TypeVar("T")


class Assistance:
    """One per process. `pasted` holds what a client wrote, in memory only. Without a person, or when they have
    not agreed to the model, all words are the house's own."""

    def __init__(
        self, assist: Assists, clients: Clients, pasted: Pasted, thinking: Executor, parts: Parts
    ) -> None:
        self._assist = assist
        self._clients = clients
        self._thinking = thinking
        self._parts = parts
        self._shown: OrderedDict[str, CardSet] = OrderedDict()
        self.pasted = pasted

    async def cards(
        self, lines: Sequence[Line], domain: str = "", category: str = "", seed: int = 0,
        person: Person | None = None,
    ) -> CardSet:  # fmt: skip
        """The cards to the client's last line."""
        local = await self.think(lambda: self._assist.of(domain, category, lines, seed))
        if person is None:
            return local
        return await self._parts.cards(person, lines, domain, category, local)

    async def cards_for(self, one: Encounter, person: Person | None = None) -> CardSet:
        """The cards to what a simulated client said last; the same when they are looked at again."""
        setting = one.setting
        said = "\n".join(f"{line.role}:{line.text}" for line in one.lines)
        whose = person.id if person else ""
        key = hashlib.sha256(f"{whose}\n{setting}\n{said}".encode()).hexdigest()
        if key not in self._shown:
            self._shown[key] = await self.cards(
                one.lines, setting.domain, setting.category, setting.seed, person
            )
        self._shown.move_to_end(key)
        found = self._shown[key]
        while len(self._shown) > _KEPT:
            self._shown.popitem(last=False)
        return found

    async def play(
        self, run: Run, move: Callable[[Run, Speaks], Run], person: Person | None = None
    ) -> Run:
        """What a move of `bot/shift/play.py` that lets the client speak makes of the run. The local client
        decides what is done; a model may find the words."""
        heard: list[tuple[Setting, tuple[Line, ...], ClientLine]] = []

        def speaks(setting: Setting, lines: Sequence[Line]) -> ClientLine:
            answer = self._clients.next(setting, lines)
            heard.append((setting, tuple(lines), answer))
            return answer

        moved = await self.think(lambda: move(run, speaks))
        if person is None or not heard:
            return moved
        setting, lines, local = heard[-1]
        said = await self._parts.client(person, setting, lines, local)
        return moved if said == local else move(run, lambda *_: said)

    async def think(self, work: Callable[[], T]) -> T:
        """Anything that takes a moment, in a thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thinking, work)
