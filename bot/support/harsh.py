"""What must never be said back: slurs, insults, sexual and threatening wording, harsh self-judgement.

The wordings live in `prompts/phrases/never_echo.yaml`; design §5 ("Never echo").
"""

from __future__ import annotations

import re
from functools import cache

import prompts

_MASKED = re.compile(r"\b\w*[*#$@%]{2,}\w*|\b\w+[*]+\w+", re.I)  # f***, b*tch, ####


def is_harsh(text: str) -> bool:
    """Whether `text` holds an insult, a slur, sexual or threatening wording, or words that people
    judge themselves with. Errs on the side of yes: a frame that is left out harms nobody."""
    return bool(
        _pattern("insults", "self", "sexual", "threat").search(text) or _MASKED.search(text)
    )


def harsh_spans(text: str) -> list[tuple[int, int]]:
    """Where `text` has wording that must not come back, as (start, end) in code points."""
    return [m.span() for m in _pattern("insults", "self", "sexual", "threat").finditer(text)]


def without_swearing(text: str) -> str:
    """`text` without swear words and filler abbreviations, spaces closed up."""
    return re.sub(r"\s{2,}", " ", _pattern("swearing").sub("", text)).strip()


@cache
def _pattern(*groups: str) -> re.Pattern[str]:
    table = prompts.read("phrases/never_echo.yaml")
    stems = "|".join(stem for group in groups for stem in table[group])
    return re.compile(rf"\b(?:{stems})\w*", re.I)
