"""Ending an exercise in plain words: whoever says stop, means it."""

from __future__ import annotations

import re
from functools import cache

import prompts


def says_stop(text: str) -> bool:
    """Whether the whole message only asks for the exercise to end."""
    said = text.strip().lower().replace("’", "'").rstrip(".!? ")
    return any(pattern.fullmatch(said) for pattern in _patterns())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    found: list[str] = prompts.read("exercise/stop.yaml")["patterns"]
    return tuple(re.compile(f"(?:{pattern})") for pattern in found)
