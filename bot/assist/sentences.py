"""Sentences of what somebody wrote in a chat."""

from __future__ import annotations

import re

_ENDS = re.compile(r"(?<=[.!?\n])\s+")


def without(said: str, ruled_out: re.Pattern[str] | None) -> str:
    """In: what was said. Out: the same without the sentences that are ruled out ("Are you kidding?" is no
    question)."""
    if ruled_out is None:
        return said
    return " ".join(s for s in sentences(said) if not ruled_out.search(s))


def sentences(said: str) -> list[str]:
    """In: what was said. Out: its sentences."""
    return _ENDS.split(said)
