"""What must never be said back: slurs, insults, sexual and threatening wording, harsh self-judgement.

The wordings live in `prompts/phrases/never_echo.yaml`; design §5 ("Never echo").
"""

from __future__ import annotations

import re
from functools import cache

import prompts

_MASKED = re.compile(r"\b\w*[*#$@%]{2,}\w*|\b\w+[*]+\w+", re.I)  # f***, b*tch, ####


_CLEAR = ("insults", "self", "sexual", "threat")
_OF_YOU = re.compile(r"\b(?:i|im|me|my|you|your)\b", re.I)


def is_harsh(text: str, *, wary: bool = True) -> bool:
    """Whether `text` holds an insult, a slur, sexual or threatening wording, or words that people
    judge themselves with. Errs on the side of yes: a frame that is left out harms nobody.

    Words that are harmless elsewhere ("bed", "the dog") count only when `wary`: in a message that
    tells of abuse, harassment or threats."""
    if _pattern(*_groups(wary)).search(text) or _MASKED.search(text):
        return True
    return any(
        _OF_YOU.search(part) and _pattern("verdicts").search(part)
        for part in re.split(r"[.!?\n]", text)
    )


def harsh_spans(text: str, *, wary: bool = True) -> list[tuple[int, int]]:
    """Where `text` has wording that must not come back, as (start, end) in code points."""
    return [m.span() for m in _pattern(*_groups(wary)).finditer(text)]


def without_swearing(text: str) -> str:
    """`text` without swear words and filler abbreviations, spaces closed up."""
    return re.sub(r"\s{2,}", " ", _pattern("swearing").sub("", text)).strip()


def _groups(wary: bool) -> tuple[str, ...]:
    return (*_CLEAR, "touchy", "verdicts") if wary else _CLEAR


@cache
def _pattern(*groups: str) -> re.Pattern[str]:
    table = prompts.read("phrases/never_echo.yaml")
    stems = "|".join(stem for group in groups for stem in table[group])
    return re.compile(rf"\b(?:{stems})\w*", re.I)
