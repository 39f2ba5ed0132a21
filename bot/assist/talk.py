"""What goes into the assist and the simulated client, and what comes out. Platform-free, no logic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.safety.crisis import Danger

Role = Literal["client", "rep"]
LABELS = (
    "very_negative",
    "negative",
    "slightly_negative",
    "neutral",
    "slightly_positive",
    "positive",
    "very_positive",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chat between a client and a rep, oldest first in any sequence."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Reframe:
    """A thought the rep may be having, and another way to see it."""

    thought: str
    reframe: str


@dataclass(frozen=True, slots=True)
class CardSet:
    """The cards to the last client line of a chat. `label` is one of LABELS, `score` -3..3.

    `reframe` is None when none is needed, or when seeing it differently would be an insult: then
    `boundary` says what to do instead (set the limit, hand it up, report it), else it is (). `safety`: it is
    about somebody's safety and not about the rep's limit.
    """

    label: str
    score: int
    uncivil: bool
    danger: Danger
    reframe: Reframe | None
    boundary: tuple[str, ...]
    cues: tuple[str, ...]
    steps: tuple[str, ...]
    message: str
    safety: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """Whom the simulated client plays. Slugs as in `bot/assist/catalog.py`. `harder` is chosen only."""

    domain: str
    category: str
    civil: bool
    grateful: bool = False
    ranting: bool = False
    expressive: bool = False
    harder: bool = False
    seed: int = 0


@dataclass(frozen=True, slots=True)
class ClientLine:
    """What the client says next. `stars` (1-5) is None until `done`."""

    text: str
    done: bool = False
    stars: int | None = None
