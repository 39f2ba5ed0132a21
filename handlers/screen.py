"""What a terminal shows and what is typed into it, whoever answers: this process or one that runs already."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.padding import Padding
from rich.text import Text as Styled

import prompts
from bot.messages import Answer, Chart, Choice, File, Form
from bot.messages import Text as Words

_LEAVE = {"/quit", "/exit", "/bye"}


@dataclass(frozen=True, slots=True)
class Typed:
    """A line as it is meant. `text` is the message, the command's arguments or the button's value."""

    kind: Literal["message", "command", "action"]
    text: str
    name: str = ""
    values: tuple[tuple[str, str], ...] = ()


class Screen:
    """Buttons are numbers, forms are questions."""

    def __init__(self, console: Console | None = None, first: str = "") -> None:
        """`first`: a line that is said for the person, before they type."""
        self._console = console or Console(highlight=False)
        self._first = first
        self._choices: list[Choice] = []
        self._form: Form | None = None

    def hello(self, words: str) -> None:
        """The first line, from `prompts/terminal.yaml`."""
        self._console.print(f"{_words(words)}\n", style="dim")

    def note(self, words: str, **slots: object) -> None:
        """A sentence of its own, from `prompts/terminal.yaml`."""
        self.say(_words(words).format(**slots))

    def say(self, text: str, style: str = "") -> None:
        """Words, where answers stand."""
        self._console.print(Padding(Styled(text, style=style), (0, 0, 0, 5)))

    def show(self, answer: Answer) -> None:
        """An answer; its buttons and its form take the place of the ones before."""
        self._choices, self._form = [], None
        for reply in answer.replies:
            self._print(reply)

    async def read(self) -> Typed | None:
        """The next line that says something, None when the person leaves."""
        while True:
            try:
                line, self._first = self._first, ""
                line = line or await asyncio.to_thread(self._console.input, "[bold]you[/bold]  ")
                if line.strip() in _LEAVE:
                    return None
                if line.strip():
                    return await self._meant(line)
            except (EOFError, KeyboardInterrupt):
                return None

    async def _meant(self, line: str) -> Typed:
        typed = line.strip()
        if typed.isdigit() and 0 < int(typed) <= len(self._choices):
            choice = self._choices[int(typed) - 1]
            return Typed("action", choice.value, choice.id)
        if typed == "fill" and self._form is not None:
            fields = [f for f in self._form.fields if f.kind != "people"]
            values = [(f.id, await self._ask(f.label, f.value)) for f in fields]
            return Typed("action", self._form.value, self._form.id, tuple(values))
        if typed.startswith("/") and len(typed) > 1:
            name, _, args = typed[1:].partition(" ")
            return Typed("command", args, name.lower())
        return Typed("message", line)

    async def _ask(self, label: str, first: str) -> str:
        shown = f"{label} [{first}]" if first else label
        question = Styled(f"     {shown}: ")
        return await asyncio.to_thread(self._console.input, question) or first

    def _print(self, reply: object) -> None:
        match reply:
            case Words():
                self.say(reply.text, "bold" if reply.tone == "care" else "")
                for choice in reply.choices:
                    self._choices.append(choice)
                    self.say(f"[{len(self._choices)}] {choice.label}", "cyan")
            case Form():
                self._form = reply
                self.note("fill", title=reply.title)
            case Chart():
                self.say(f"{reply.title}\n{reply.alt}")
            case File():
                path = Path(Path(reply.name).name)
                path.write_bytes(reply.content)
                self.note("saved", path=path)


def _words(name: str) -> str:
    return str(prompts.read("terminal.yaml")[name])
