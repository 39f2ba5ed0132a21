"""The terminal door: `shoulder chat`, readable over ssh."""

from __future__ import annotations

import asyncio
import getpass
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from uuid import uuid4

from rich.console import Console
from rich.padding import Padding
from rich.text import Text as Styled

from bot.intake import Intake, NotTaken
from bot.messages import Action, Address, Answer, Chart, Choice, Command, Event, File, Form, Message
from bot.messages import Text as Words

_LEAVE = {"/quit", "/exit", "/bye"}


class TerminalDoor:
    """One person at one keyboard. Buttons are numbers, forms are questions."""

    platform = "terminal"

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False)
        self.address = Address("terminal", "local", getpass.getuser(), "tty")
        self._shown: set[str] = set()
        self._choices: list[Choice] = []
        self._form: Form | None = None
        self._answered = asyncio.Event()
        self._session = uuid4().hex
        self._numbers = count(1)

    async def deliver(self, address: Address, reply_id: str, answer: Answer) -> str:
        """Print an answer."""
        if reply_id not in self._shown:
            self._shown.add(reply_id)
            self._choices, self._form = [], None
            for reply in answer.replies:
                self._print(reply)
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

    async def talk(self, intake: Intake, first: str = "") -> None:
        """Read lines until the person leaves; `first` is said for them."""
        self._console.print("Shoulder, in your terminal. /quit to leave.\n", style="dim")
        while True:
            try:
                line = first or await asyncio.to_thread(self._console.input, "[bold]you[/bold]  ")
            except (EOFError, KeyboardInterrupt):
                return
            first = ""
            if line.strip() in _LEAVE:
                return
            if not line.strip():
                continue
            self._answered.clear()
            try:
                await intake.accept(await self._event(line))
            except NotTaken:
                self._say("I couldn't take that in just now. Give me a moment and send it again.")
                continue
            try:
                await asyncio.wait_for(self._answered.wait(), 60)
            except TimeoutError:
                self._say("This is taking longer than it should. I have it, the answer will come.")

    async def _event(self, line: str) -> Event:
        now = datetime.now(UTC)
        id = f"{int(now.timestamp() * 1000):015d}-{self._session}-{next(self._numbers)}"
        typed = line.strip()
        if typed.isdigit() and 0 < int(typed) <= len(self._choices):
            choice = self._choices[int(typed) - 1]
            return Action(id, self.address, choice.id, choice.value, now)
        if typed == "fill" and self._form is not None:
            values = [(f.id, await self._ask(f.label)) for f in self._form.fields]
            return Action(id, self.address, self._form.id, "", now, tuple(values))
        if typed.startswith("/") and len(typed) > 1:
            name, _, args = typed[1:].partition(" ")
            return Command(id, self.address, name.lower(), args, now)
        return Message(id, self.address, line, now)

    async def _ask(self, label: str) -> str:
        return await asyncio.to_thread(self._console.input, f"     {label}: ")

    def _print(self, reply: object) -> None:
        match reply:
            case Words():
                self._say(reply.text, "bold" if reply.tone == "care" else "")
                for choice in reply.choices:
                    self._choices.append(choice)
                    self._say(f"[{len(self._choices)}] {choice.label}", "cyan")
            case Form():
                self._form = reply
                self._say(f'{reply.title}: type "fill" to go through it.')
            case Chart():
                self._say(f"{reply.title}\n{reply.alt}")
            case File():
                path = Path(Path(reply.name).name)
                path.write_bytes(reply.content)
                self._say(f"Saved {path} here.")

    def _say(self, text: str, style: str = "") -> None:
        self._console.print(Padding(Styled(text, style=style), (0, 0, 0, 5)))
