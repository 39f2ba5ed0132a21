"""Measures of a text that a person reads."""

from __future__ import annotations

import re

import pyphen

_HYPHENS = pyphen.Pyphen(lang="en_US")


def grade(text: str) -> float:
    """Flesch–Kincaid grade; syllables by hyphenation."""
    words = re.findall(r"[A-Za-z']+", text)
    sentences = max(1, len(re.findall(r"[.!?]+(?:\s|$)", text)))
    syllables = sum(_HYPHENS.inserted(w).count("-") + 1 for w in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / max(1, len(words)) - 15.59


def content(text: str) -> set[str]:
    """Words that carry meaning, lower case."""
    return {w for w in re.findall(r"[a-z0-9']+", text.lower()) if w not in _STOP and len(w) > 1}


_STOP = frozenset(
    "a an the and or but so to of in on at for with from that this it is are was were be been am i i'm my me "
    "you your you're he she they him her them his their we us our not no do did does don't have has had just "
    "as if by then than there here what when who how all up out about into over after before again".split()
)
