"""One line of a practice conversation, as everything in this folder takes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Turn:
    """Who said it, and what: the seeker has the trouble, the supporter is the person who practises."""

    role: Literal["seeker", "supporter"]
    text: str
