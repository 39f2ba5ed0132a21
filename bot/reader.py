"""Reads somebody's words for danger and for other people's data, on threads of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from typing import TypeVar

from bot.model.hostile import hostile
from bot.ports import Cleaned, Redacts, Screen
from bot.safety.crisis import Danger
from bot.safety.redaction.prepare import RedactSpan
from bot.safety.veil import Veiled, veiled

MAX_WORDS_READ = 12_000  # characters of one breath that the supporter reads; danger reads them all

A = TypeVar("A")
R = TypeVar("R")


class Reader:
    """Reading computes; the event loop goes on meanwhile."""

    def __init__(self, screen: Screen, redactor: Redacts, thinking: Executor) -> None:
        self._screen = screen
        self._redactor = redactor
        self._thinking = thinking

    async def danger(self, words: str, before: Sequence[str] = ()) -> Danger:
        """What the screen says to all of them, with the messages `before` them."""
        return await self._think(lambda words: self._screen.screen(words, before), words)

    async def any_danger(self, texts: Callable[[], Iterable[str]]) -> bool:
        """Whether one of them has any, however low. They are looked up on a thread, too."""

        def read(texts: Callable[[], Iterable[str]]) -> bool:
            return any(self._screen.screen(text).level != "none" for text in texts())

        return await self._think(read, texts)

    async def redacted(self, words: str) -> Cleaned:
        """The words without other people's data, with what was taken out."""
        return await self._think(self._redactor.redact, words)

    async def veiled(self, words: str, spans: Sequence[RedactSpan]) -> Veiled:
        """The words as they may leave the machine. Whether they give orders is looked up beside it, and
        remembered for who asks (`bot.model.hostile`)."""

        def veil(words: str) -> Veiled:
            found = veiled(words, spans)
            for face in found.faces():
                hostile(face)
            return found

        return await self._think(veil, words)

    async def clean(self, words: str) -> str:
        """As much of them as is read, without other people's data."""
        return (await self.redacted(readable(words))).text

    async def _think(self, work: Callable[[A], R], argument: A) -> R:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thinking, work, argument)


def readable(words: str) -> str:
    """As much of a breath as is read and kept."""
    return words.replace("\0", "")[:MAX_WORDS_READ]
