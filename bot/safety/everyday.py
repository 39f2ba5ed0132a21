"""Ordinary trouble at work that a fitted reader takes for danger: a board with numbers on it, dumped work, wild talk about
a caller's own things.

In: a message. Out: whether it is of such a kind and of nothing graver. Wordings are in `prompts/crisis/everyday.yaml`.
"""

from __future__ import annotations

import re
from functools import cache

import prompts

_LONG = 70  # words: in a longer one there is room for something else
_CLASSES = ("things", "colleague", "own")


def quarrel(text: str) -> bool:
    """Whether `text` tells of a quarrel among coworkers or of a ranking, and of nothing that hurts anybody."""
    return _is(text, "quarrel", "grave")


def wild(text: str) -> bool:
    """Whether `text` tells of wild talk at a distance, about things that are nobody else's."""
    return _is(text, "wild", "far")


def _is(text: str, kind: str, never: str) -> bool:
    plain = _plain(text)
    if len(plain.split()) > _LONG:
        return False
    return bool(_pattern(kind).search(plain)) and not _pattern(never).search(plain)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", re.sub(r"['’]", "", text.lower())))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    table = prompts.read("crisis/everyday.yaml")
    wordings = table[name]
    pattern = wordings if isinstance(wordings, str) else "|".join(wordings)
    for word in _CLASSES:
        pattern = pattern.replace(f"{{{word}}}", str(table[word]))
    return re.compile(pattern)
