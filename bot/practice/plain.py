"""Answers that fit any partner: to questions that ask for none of their details, and to other languages.

An exercise's own "I don't know" speaks of what happened; asked "have you eaten?", it would miss. Words from
`prompts/coach/plain.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

import prompts
from bot.practice.reading import Sentence

FOREIGN = "foreign"


def plain(asks: Sequence[Sentence]) -> Sequence[str]:
    """In: the questions of a message. Out: lines that answer the last of them; () where the exercise's own do better."""
    if not asks:
        return ()
    text = asks[-1].text.replace("’", "'").strip()
    return next((lines for asked, lines in _table().values() if asked and asked.search(text)), ())


def not_understood() -> Sequence[str]:
    """What they say to a language they don't have."""
    return _table()[FOREIGN][1]


def every() -> tuple[str, ...]:
    """All these lines."""
    return tuple(line for _, lines in _table().values() for line in lines)


@cache
def _table() -> Mapping[str, tuple[re.Pattern[str] | None, tuple[str, ...]]]:
    return {
        entry["id"]: (
            re.compile(entry["asks"], re.I) if entry["asks"] else None,
            tuple(entry["lines"]),
        )
        for entry in prompts.read("coach/plain.yaml")
    }
