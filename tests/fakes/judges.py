"""A measure without weights: it counts what the coach's patterns see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.practice.judges import SIX
from bot.practice.reading import read
from bot.practice.turns import Turn

_MARKS = {
    "validating_emotions": ("validating",), "encouraging_elaboration": ("invite",),
    "demonstrating_understanding": ("understanding",), "advice_giving": ("advice",),
    "self_oriented": ("self",), "dismissing_emotions": ("dismissing", "insult"),
}  # fmt: skip


@dataclass(frozen=True)
class FakeScores:
    validating_emotions: float
    encouraging_elaboration: float
    demonstrating_understanding: float
    advice_giving: float
    self_oriented: float
    dismissing_emotions: float
    confidence: Mapping[str, float] = field(default_factory=lambda: dict.fromkeys(SIX, 0.5))

    @property
    def overall(self) -> float:
        good = (
            self.validating_emotions
            + self.encouraging_elaboration
            + self.demonstrating_understanding
        )
        return good - self.advice_giving - self.self_oriented - self.dismissing_emotions


class FakeJudges:
    def conversation(self, turns: Sequence[Turn]) -> FakeScores:
        said = [read(t.text) for t in turns if t.role == "supporter"]
        share = {
            name: sum(bool(r.marks & set(marks)) for r in said) / max(1, len(said))
            for name, marks in _MARKS.items()
        }
        return FakeScores(**{name: min(5.0, 1 + 5 * part) for name, part in share.items()})

    def message(self, turns: Sequence[Turn]) -> FakeScores:
        return self.conversation([t for t in turns if t.role == "supporter"][-1:])
