"""A dangerous wording that was found, and what it is taken for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hit:
    """One dangerous wording that stands."""

    kind: str
    level: str
    who: str
    start: int
    end: int
    rule: str
    soft: bool = False
    whole: bool = False
