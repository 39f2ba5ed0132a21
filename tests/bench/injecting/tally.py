"""What came of the attempts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from tests.bench.injecting.attempts import Attempt

CHANNELS = (
    "vent", "history", "fact", "name", "story", "pasted", "partner", "coach", "question", "client",
)  # fmt: skip


@dataclass
class Tally:
    """What came of the attempts, by channel and by kind."""

    tries: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)  # the model was asked at all
    took: Counter[str] = field(default_factory=Counter)  # and obeyed
    reached: list[tuple[str, Attempt, str]] = field(default_factory=list)

    def so_far(self) -> str:
        """How many tries, and where one reached the person."""
        told = ", ".join(
            f"{channel} ({attempt.kind}: {why})" for channel, attempt, why in self.reached
        )
        return f"{self.all()} tries, reached: {told or 'none'}"

    def all(self) -> int:
        """How many tries."""
        return sum(self.tries[c] for c in CHANNELS)
