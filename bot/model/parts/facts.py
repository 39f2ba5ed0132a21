"""A small lasting fact to ask a person about ("Shall I remember that …?"), seen by a model where the local patterns
(`bot/support/loops.py`) see none. Nothing is remembered without their yes.

It costs no call: where a message has a word of something lasting in it, the model may write the fact on a line of its
own below its answer, and that line is taken off before anything is shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import prompts
from bot.model.engine import Line
from bot.model.parts.checks import numbers_from, sound, tidy
from bot.practice.reading import stems

MARK = "Keep:"
_MARKED = re.compile(r"^\W*keep\s*:\W*(?P<fact>.*)$", re.I | re.S)
_MOST = 14  # words
_LONGEST = 160  # characters
_NEW = 1  # words that carry meaning and were not theirs


def lasting(text: str) -> bool:
    """Whether a message may hold something that outlives it."""
    return bool(_pattern("lasting").search(text))


def marked(sentence: str) -> str | None:
    """The words behind the mark, as they came ("" for none); None when a sentence is no such line."""
    found = _MARKED.match(sentence)
    return found["fact"] if found else None


def proposed(words: str, text: str, lines: Sequence[Line]) -> str:
    """In: what the model marked, the message without other people's data, and the prompt. Out: the fact in you-form,
    "" when it must not be offered."""
    found = tidy(words[:_LONGEST]).strip(" .\"'")
    return found if found and _holds(found, text, lines) else ""


def _holds(found: str, text: str, lines: Sequence[Line]) -> bool:
    """Theirs, small, about how their days are; nothing of health, feelings, judgement or other people."""
    if _pattern("private").search(found) or not re.match(r"you\b|your\b|\w+days?\b", found, re.I):
        return False
    if len(stems(found) - stems(text)) > _NEW or not numbers_from(found, [text]):
        return False
    return sound(found, lines, [text], words=(3, _MOST), questions=False)


def _pattern(name: str) -> re.Pattern[str]:
    words: list[str] = prompts.read("system/parts.yaml")["facts"][name]
    return re.compile("|".join(f"(?:{w})" for w in words), re.I)
