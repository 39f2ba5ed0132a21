"""Ordinary trouble at work that a fitted reader takes for danger: a board with numbers on it, dumped work, wild talk about
a caller's own things.

In: a message. Out: whether it is of such a kind and of nothing graver. Wordings are in `prompts/crisis/everyday.yaml`.
"""

from __future__ import annotations

import re

from bot.safety.wordings import pattern, plain

_LONG = 70  # words: in a longer one there is room for something else
_CLASSES = ("things", "colleague", "own")


def quarrel(text: str) -> bool:
    """Whether `text` tells of a quarrel among coworkers or of a ranking, and of nothing that hurts anybody."""
    return _is(text, "quarrel", "grave")


def wild(text: str) -> bool:
    """Whether `text` tells of wild talk at a distance, about things that are nobody else's."""
    return _is(text, "wild", "far")


def _is(text: str, kind: str, never: str) -> bool:
    said = plain(text)
    if len(said.split()) > _LONG:
        return False
    return bool(_pattern(kind).search(said)) and not _pattern(never).search(said)


def _pattern(name: str) -> re.Pattern[str]:
    return pattern("everyday", name, _CLASSES)
