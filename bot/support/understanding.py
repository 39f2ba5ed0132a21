"""What was understood of one message: the shape that policy, composing and evaluation share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ASKS = ("vent", "reframe", "advice", "celebrate", "smalltalk", "other")


@dataclass(frozen=True, slots=True)
class Frame:
    """A concrete bit worth echoing, verbatim: `text == message[start:end]` in code points."""

    text: str
    start: int
    end: int
    kind: str  # "amount", "deed_to", "deed_by", "body", "thing", "when", "quote"


@dataclass(frozen=True, slots=True)
class Understanding:
    """Emotions and incidents carry independent probabilities 0–1 for every label of
    `prompts/labels.yaml`; `intensity` is 0–3; `ask` is one of `ASKS`; `language` is ISO 639-1
    (`hi` for romanised Hindi too)."""

    emotions: Mapping[str, float] = field(default_factory=dict)
    incidents: Mapping[str, float] = field(default_factory=dict)
    intensity: int = 0
    ask: str = "vent"
    language: str = "en"
    frames: tuple[Frame, ...] = ()
