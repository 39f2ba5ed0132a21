"""What the measure takes a message for, when no pattern knows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from bot.practice.judges import Judges
from bot.practice.turns import Turn

Opinion: TypeAlias = Callable[[Sequence[Turn]], str]
_SURE = 3.0  # a criterion from which a message counts as doing it
_ACTS = (
    ("dismissing_emotions", "dismissed"), ("self_oriented", "hijacked"), ("advice_giving", "advised"),
    ("encouraging_elaboration", "asked"), ("demonstrating_understanding", "heard"), ("validating_emotions", "heard"),
)  # fmt: skip


def opinion_of(judges: Judges, turns: Sequence[Turn]) -> str:
    """In: a talk that ends with the supporter's message. Out: one of the acts of `mood.py`, or "" when it is unsure."""
    scores = judges.message(turns)
    best = max(_ACTS, key=lambda pair: float(getattr(scores, pair[0])))
    return best[1] if getattr(scores, best[0]) >= _SURE else ""
