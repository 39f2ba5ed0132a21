"""What an answer stands on before there are words: understood, decided, and found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from bot.support.policy import Kind, Plan
from bot.support.talk import CrewStory, Source, SupportRequest
from bot.support.understand import Heard
from memory.library import Hit


@dataclass(frozen=True, slots=True)
class Ground:
    """The same for composed words and for a model's.

    `text` is what is answered, `asked` what it asks for by itself; `previous` are the moves of the answers
    before; `orders` are the moves that fit, best first when equal; `extra` holds sentences of the library
    by move, `tail` the steps below; `seen` are the phrases and passages used before; `words` is how long
    an answer should be; `facts` are what was told of (`memory/presumed.py`). `fits` is the story of a colleague that stands below the answer or behind a
    button; no model is given it. `lead` stands in front of the answer, whoever finds the words. `spots` are the binds that the
    message tells of (`bot/support/binds.py`). `cleared`: a danger text counts no longer once this is said.
    """

    request: SupportRequest
    text: str
    heard: Heard
    asked: str
    plan: Plan
    previous: tuple[Sequence[str], ...]
    orders: tuple[tuple[str, ...], ...]
    hits: tuple[Hit, ...]
    extra: Mapping[str, str]
    sources: tuple[Source, ...]
    tail: str
    seen: frozenset[str]
    words: tuple[int, int]
    rng: Random
    facts: frozenset[str] = frozenset()
    fits: tuple[CrewStory, float] | None = None
    lead: str = ""
    spots: frozenset[str] = frozenset()
    cleared: bool = False

    @property
    def kind(self) -> Kind:
        """What kind of answer is due."""
        return self.plan.kind
