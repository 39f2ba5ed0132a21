"""Danger in the middle of an exercise: is it the person's own, and now, or part of what is played?

Only first-person, present danger stops an exercise at once; of anything else the person is asked. Errs towards
stopping: other languages than the exercise's, and words without anybody in them, count as the person's own.
"""

from __future__ import annotations

import re

from bot.safety.crisis import Danger
from bot.safety.written import written_in
from bot.support.retelling.segment import sentences

_FIRST = re.compile(r"\b(?:i|i'm|im|i've|ive|i'll|i'd|me|my|mine|myself|we|us|our)\b", re.I)
_OTHERS = re.compile(
    r"\b(?:you|your|you're|yourself|he|she|they|him|her|them|his|their|someone|somebody|anyone)\b",
    re.I,
)
_PAST = re.compile(
    r"\b(?:years? ago|months? ago|last (?:year|month|winter|summer|spring|fall)|used to|back then|once|when i was|"
    r"in (?:19|20)\d\d|a long time ago|long ago)\b", re.I,
)  # fmt: skip
_PLAIN = str.maketrans("’‘", "''")


def yours_and_now(text: str, danger: Danger) -> bool:
    """In: what was typed during an exercise and what the screen found in it. Out: whether it is about the person who
    practises, and present."""
    if written_in(text) != "en":
        return True
    told = [s for s in sentences(text) if _holds(s.start, s.end, danger)] or list(sentences(text))
    return any(_own(s.text.translate(_PLAIN)) for s in told)


def _holds(start: int, end: int, danger: Danger) -> bool:
    return any(a < end and b > start for a, b in danger.cues)


def _own(sentence: str) -> bool:
    if _PAST.search(sentence):
        return False
    if _FIRST.search(sentence):
        asked = sentence.rstrip().endswith("?") and _OTHERS.search(sentence)
        return not asked
    return not _OTHERS.search(sentence)
