"""Counting in messages: length, reading grade, openings, variety, marked phrases."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from statistics import fmean, pstdev

import prompts
from bot.support.guard import opening

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_END = re.compile(r"[.!?…]+(?=[\"'”’)\]]*(?:\s|$))")
_SELF = frozenset({"i", "me", "my", "mine", "myself", "i'm", "i've", "i'd", "i'll"})
_WE = frozenset({"we", "us", "our", "ours", "ourselves", "we're", "we've", "we'd", "we'll"})
OPENINGS = 4


def words(text: str) -> list[str]:
    """The words as they stand, contractions and compounds in one."""
    return _WORD.findall(text)


def sentences(text: str) -> int:
    """How many sentences; what has words has one at least."""
    ended = len(_END.findall(text.strip()))
    open_end = bool(_WORD.search(_END.split(text.strip())[-1]))
    return max(1, ended + open_end) if _WORD.search(text) else 0


def grade(text: str) -> float:
    """Coleman and Liau's grade (1975): letters and sentences per 100 words. 0 without words."""
    found = words(text)
    if not found:
        return 0.0
    letters = sum(character.isalnum() for word in found for character in word)
    return 5.88 * letters / len(found) - 29.6 * sentences(text) / len(found) - 15.8


def types(text: str) -> float:
    """Different words per word. 0 without words."""
    found = [word.lower() for word in words(text)]
    return len(set(found)) / len(found) if found else 0.0


def commonest(texts: Sequence[str]) -> tuple[int, list[tuple[str, int]]]:
    """How many begin with one of the four commonest three words, and which these are."""
    top = Counter(map(opening, texts)).most_common(OPENINGS)
    return sum(n for _, n in top), top


def spread(values: Sequence[float], digits: int = 1) -> str:
    """ "30.1 (15.5)": mean and standard deviation."""
    return f"{fmean(values):.{digits}f} ({pstdev(values):.{digits}f})"


def counts(texts: Sequence[str]) -> dict[str, str]:
    """In: messages, at least one. Out: every count of papers on Care-Pilot, as it is printed, by id."""
    every = [w.lower().replace("’", "'") for text in texts for w in words(text)] or [""]
    found = {
        "messages": str(len(texts)),
        "words": spread([len(words(text)) for text in texts]),
        "sentences": f"{fmean(map(sentences, texts)):.2f}",
        "grade": spread([grade(text) for text in texts]),
        "types": f"{fmean(map(types, texts)):.3f}",
        "openings": f"{commonest(texts)[0] / len(texts):.3f}",
        "self": _percent(sum(w in _SELF for w in every), len(every), 1),
        "we": _percent(sum(w in _WE for w in every), len(every), 1),
        "questions": f"{100 * sum(text.count('?') for text in texts) / len(texts):.1f}",
    }
    for name, pattern in _marks().items():
        hits = sum(bool(pattern.search(text.replace("’", "'"))) for text in texts)
        found[name] = _percent(hits, len(texts), 0)
    return found


def _percent(part: int, whole: int, digits: int) -> str:
    return f"{100 * part / whole:.{digits}f} %"


@cache
def _marks() -> dict[str, re.Pattern[str]]:
    table = prompts.read("evaluation/marks.yaml")
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in table.items()}
