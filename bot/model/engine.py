"""What the house asks of a language model, whoever serves it."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

from pydantic import BaseModel

M = TypeVar("M", bound=BaseModel)

# unavailable: not there, or broken on its side      slow: no word, or the rest not in time
# refused: it does not want to answer that           malformed: what came is no answer
# spent: today's cap is reached                      limited: this person asked very often just now
Kind = Literal["unavailable", "slow", "refused", "malformed", "spent", "limited"]


class ModelError(Exception):
    """There is no (more) answer from the model. Whoever catches it goes on without one."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Line:
    """One message of a prompt, already without other people's data."""

    role: Literal["system", "user", "assistant"]
    text: str


class Engine(Protocol):
    """One HTTP call per answer."""

    @property
    def name(self) -> str:
        """What reports and `/privacy` show, e.g. "openai:gpt-4o-mini"."""
        ...

    def stream(
        self, lines: Sequence[Line], *, tokens: int, temperature: float = 0.7
    ) -> AsyncGenerator[str, None]:
        """The answer piece by piece, at most `tokens` long. Raises ModelError, also after the first
        piece. Close the generator (`contextlib.aclosing`) to hang up early."""
        ...

    async def ask(
        self, lines: Sequence[Line], shape: type[M], *, tokens: int, temperature: float = 0.0
    ) -> M:
        """A validated answer of that shape, in one try. Raises ModelError."""
        ...
