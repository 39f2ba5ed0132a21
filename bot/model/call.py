"""One call of a model while it runs: how long it may still take, what has come, and what it comes to."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from bot.model.engine import Line, ModelError
from bot.model.provider import Piece, Usage


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds until the first word and between two pieces, and for a whole answer."""

    first: float = 10.0
    total: float = 45.0


@dataclass(slots=True)
class Call:
    """One answer under way. `sent`: it may have cost something. `heard`: the endpoint is well."""

    ends: float
    asked: int
    sent: bool = False
    heard: bool = False
    said: int = 0
    usage: Usage | None = None

    def left(self, most: float) -> float:
        """Seconds that may still be waited, `most` at most. Raises ModelError."""
        left = min(most, self.ends - time.monotonic())
        if left <= 0:
            raise ModelError("slow")
        return left

    def note(self, piece: Piece) -> None:
        """What has come. Raises ModelError for a refusal."""
        self.usage = piece.usage or self.usage
        self.said += len(piece.text)
        self.heard = self.heard or bool(piece.text)
        if piece.refused:
            raise ModelError("refused")


def estimated(lines: Sequence[Line]) -> int:
    """Tokens of a prompt, roughly: four characters each, and some for every message."""
    return sum(len(line.text) // 4 + 5 for line in lines) + 3
