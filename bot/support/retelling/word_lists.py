"""The word lists of `prompts/phrases/frame_words.yaml`: whole words, and stems marked with a star."""

from __future__ import annotations

from functools import cache

import prompts


def listed(word: str, name: str) -> bool:
    """Whether `word` (lower case) is in the list `name`, as itself or by one of its stems."""
    return word in words(name) or word.startswith(_stems(name))


@cache
def words(name: str) -> frozenset[str]:
    """The whole words of a list."""
    return frozenset(w for w in _entries(name) if not w.endswith("*"))


@cache
def _stems(name: str) -> tuple[str, ...]:
    return tuple(w[:-1] for w in _entries(name) if w.endswith("*"))


def _entries(name: str) -> list[str]:
    text: str = prompts.read("phrases/frame_words.yaml")[name]
    return text.split()
