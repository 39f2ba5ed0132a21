"""What danger is said to be: its kind, level and person, and what another reader makes of a text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.safety.hit import Hit
from bot.safety.lexicon import LEVELS

MEDICAL = "medical"
DRIVING = "driving"
INSIDE = (MEDICAL, DRIVING)  # nothing outside the bot is told of these kinds
VIOLENCE = frozenset(("violence_threat", "violence_assault"))
BY_SOMEBODY = ("violence_threat", "violence_assault", "sexual_harassment")
DEATHS = ("self_harm_self", "self_harm_other")
_ORDER = (
    "self_harm_self",
    "self_harm_other",
    "violence_assault",
    "violence_threat",
    "sexual_harassment",
    "abuse_or_violence_other",
    "online_harassment",
    "workplace_harassment",
    "medical",
    "driving",
)


@dataclass(frozen=True, slots=True)
class Danger:
    """What the screen found. `cues` are spans of the original text; `kind` is "none" when the text is safe."""

    kind: str = "none"
    level: str = "none"
    who: str = "none"
    cues: tuple[tuple[int, int], ...] = ()

    @property
    def preempts(self) -> bool:
        """True when a fixed text must go out at once, ahead of everything else."""
        return self.level in ("elevated", "imminent")


SAFE = Danger()


@dataclass(frozen=True, slots=True)
class Opinion:
    """What another reader makes of a text: `sure` that it is `danger`, or that it may well be
    (`possible`). Neither: it sees none. `unlikely`: it is as good as sure that there is none."""

    danger: Danger = SAFE
    sure: bool = False
    possible: bool = False
    unlikely: bool = False


SecondOpinion = Callable[[Sequence[str]], "Opinion | None"]


def of_client(danger: Danger) -> Danger:
    """The same danger, where a client said "I": the words were theirs."""
    kind = "self_harm_other" if danger.kind == "self_harm_self" else danger.kind
    return replace(danger, kind=kind, who="client") if danger.who == "self" else danger


def is_own(danger: Danger) -> bool:
    """One's own suicide, unless it is low, comes before anything else that is reported."""
    return danger.kind == "self_harm_self" and danger.preempts


def gravest(found: Sequence[Hit]) -> Danger:
    """In: what wordings found. Out: the gravest of it, one's own suicide before all else; `SAFE` for nothing."""
    if not found:
        return SAFE
    best = min(
        found,
        key=lambda h: (
            h.kind != "self_harm_self" or h.level == "low",
            -LEVELS.index(h.level),
            _ORDER.index(h.kind),
            h.who != "self",
            h.who == "client",
        ),
    )
    cues = sorted({(h.start, h.end) for h in found if h.kind == best.kind})
    return Danger(best.kind, best.level, best.who, tuple(cues))
