"""Words that are shown while an answer is still being written."""

from __future__ import annotations

from typing import Protocol


class Interrupted(Exception):
    """The person pressed stop, or danger came first: say no more."""


class Voice(Protocol):
    """One answer's way to the screen before it is decided. Where a door can't show words as they come,
    nothing happens, and the answer comes whole."""

    def clear_throat(self) -> None:
        """The words are about to come: get ready, in the background."""
        ...

    async def say(self, words: str) -> None:
        """More words, which stand from now on. Raises Interrupted."""
        ...


class Silent:
    """Shows nothing."""

    def clear_throat(self) -> None:
        """Nothing to get ready."""

    async def say(self, words: str) -> None:
        """Not shown."""
