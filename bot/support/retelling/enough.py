"""How much of a message there is to say back."""

from __future__ import annotations

from collections.abc import Sequence

from bot.support.retelling.echo import Echo, overlap

_TELLING = (
    "story",
    "clause",
    "deed",
    "state",
    "note",
    "cause",
    "because",
    "setting",
    "often",
    "long",
)
_SCANT = 16  # words


def tells(echoes: Sequence[Echo]) -> bool:
    """Whether something among them is worth saying back."""
    return any(e.slot in _TELLING for e in echoes)


def scant(echoes: Sequence[Echo]) -> bool:
    """Whether what can be said back is hardly a sentence."""
    told: list[Echo] = []
    for echo in echoes:
        if echo.slot in _TELLING and not any(overlap(echo, other) for other in told):
            told.append(echo)
    return sum(len(echo.text.split()) for echo in told) < _SCANT
