"""The terminal door: `shoulder chat`, readable over ssh."""

from __future__ import annotations

import asyncio
import getpass
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count
from uuid import uuid4

from bot.messages import Action, Address, Answer, Command, Event, Message
from bot.queue.intake import Intake, NotTaken
from handlers.screen import Screen, Typed


class TerminalDoor:
    """One person at one keyboard, and the bot in the same process."""

    platform = "terminal"

    def __init__(self, screen: Screen | None = None) -> None:
        self._screen = screen or Screen()
        self.address = Address("terminal", "local", getpass.getuser(), "tty")
        self._shown: set[str] = set()
        self._answered = asyncio.Event()
        self._session = uuid4().hex
        self._numbers = count(1)

    async def deliver(self, address: Address, reply_id: str, answer: Answer) -> str:
        """Print an answer."""
        if reply_id not in self._shown:
            self._shown.add(reply_id)
            self._screen.show(answer)
        self._answered.set()
        return reply_id

    async def find(self, address: Address, reply_id: str) -> str | None:
        """Whether it stands on the screen."""
        return reply_id if reply_id in self._shown else None

    async def heard(self, address: Address) -> None:
        """Nothing to show: the answer comes at once."""

    async def retract(self, address: Address, platform_ids: Sequence[str]) -> int:
        """What is printed is printed."""
        return 0

    async def talk(self, intake: Intake) -> None:
        """Read lines until the person leaves."""
        self._screen.hello("hello")
        while (typed := await self._screen.read()) is not None:
            self._answered.clear()
            try:
                await intake.accept(self._event(typed))
            except NotTaken:
                self._screen.note("not_taken")
                continue
            try:
                await asyncio.wait_for(self._answered.wait(), 60)
            except TimeoutError:
                self._screen.note("late")

    def _event(self, typed: Typed) -> Event:
        now = datetime.now(UTC)
        id = f"{int(now.timestamp() * 1000):015d}-{self._session}-{next(self._numbers)}"
        if typed.kind == "action":
            return Action(id, self.address, typed.name, typed.text, now, typed.values)
        if typed.kind == "command":
            return Command(id, self.address, typed.name, typed.text, now)
        return Message(id, self.address, typed.text, now)
