"""A small lasting fact to ask a person about ("Shall I remember that …?"), found by a model where the local patterns
(`bot/support/loops.py`) see none. Nothing is remembered without their yes.

Asked only when a message has a word of something lasting in it: most answers stay at one call.
"""

from __future__ import annotations

import re

from pydantic import BaseModel, Field

import prompts
from bot.model.engine import Engine, Line
from bot.model.instructions import instructions
from bot.model.parts.checks import numbers_from, outgoing, sound, tidy
from bot.practice.reading import stems

_TOKENS = 60
_MOST = 14  # words
_SHOWN = 2_000
_NEW = 1  # words that carry meaning and were not theirs


class Found(BaseModel):
    """The fact in you-form, "" for none."""

    fact: str = Field(default="", max_length=160)


def lasting(text: str) -> bool:
    """Whether a message may hold something that outlives it."""
    return bool(_pattern("lasting").search(text))


async def fact(engine: Engine, text: str) -> str:
    """In: a message without other people's data. Out: a fact of it, "" for none. Raises ModelError."""
    lines = [
        Line("system", instructions("facts").render()),
        Line("user", f"<data>\n{outgoing(text[:_SHOWN])}\n</data>"),
    ]
    found = tidy((await engine.ask(lines, Found, tokens=_TOKENS)).fact).strip(" .")
    return found if found and _holds(found, text, lines) else ""


def _holds(found: str, text: str, lines: list[Line]) -> bool:
    """Theirs, small, about how their days are; nothing of health, feelings, judgement or other people."""
    if _pattern("private").search(found) or not re.match(r"you\b|your\b|\w+days?\b", found, re.I):
        return False
    if len(stems(found) - stems(text)) > _NEW or not numbers_from(found, [text]):
        return False
    return sound(found, lines, [text], words=(3, _MOST), questions=False)


def _pattern(name: str) -> re.Pattern[str]:
    words: list[str] = prompts.read("system/parts.yaml")["facts"][name]
    return re.compile("|".join(f"(?:{w})" for w in words), re.I)
