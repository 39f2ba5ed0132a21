"""What a turn decided: the answer, and what to write in the same transaction as the answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from bot.messages import Answer, Choice, Text
from memory.conversations import Said
from memory.database import Tx

Effect: TypeAlias = Callable[[Tx], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`effects` run inside the transaction that closes the event: all of it happens once, or nothing.
    An effect gets the transaction and must write through it only. `said` goes into the transcript.
    `erases`: the person deleted or corrected something, so the old bytes go from the disk at once.
    `may_ask`: a question of the house's own may stand under it; `notice`: the notice may, if they have
    not seen it. `retakes`: it only listened, so that it may be taken back while nobody has read it."""

    answer: Answer
    effects: tuple[Effect, ...] = ()
    said: tuple[Said, ...] = ()
    erases: bool = False
    may_ask: bool = True
    notice: bool = True
    retakes: bool = False

    @classmethod
    def text(
        cls, words: str, *choices: Choice, effects: tuple[Effect, ...] = (), erases: bool = False,
        notice: bool = True,
    ) -> Outcome:  # fmt: skip
        """The common case: one text, perhaps with buttons."""
        return cls(Answer((Text(words, choices),)), effects, erases=erases, notice=notice)
