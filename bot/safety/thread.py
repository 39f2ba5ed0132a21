"""A message that goes on with a danger told before, and tells of no other: what somebody asks about police, proof, cost
or who hears of it, that they may make too much of it, that it is over.

A fitted reader sees one message at a time: "will they send the police to my house" alone looks like somebody's plan.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

import prompts
from bot.safety.wordings import pattern, plain

Goes = Literal["asks", "practical", "doubts", "ends", ""]


def goes_on(text: str) -> Goes:
    """How `text` goes on with what was told: something `practical` is asked, anything (`asks`), they doubt
    themselves, or it `ends` for whoever was in danger. "" where it may tell of something new."""
    whole = _pattern("harmless").sub(" ", plain(text))
    if _pattern("new").search(whole):
        return ""
    parts = [plain(part) for part in re.split(r"[.!?;,\n…]+", text)]
    if any(_pattern("ends").search(p) and not _pattern("open").match(p) for p in parts):
        return "ends"
    if _pattern("doubt").search(whole):
        return "doubts"
    asked = [part for part in parts if _pattern("question").search(part)]
    if any(_words("practical").search(part) for part in asked):
        return "practical"
    return "asks" if any(_words("general").search(part) for part in asked) else ""


def hung_up(text: str) -> bool:
    """Whether the one they had on the line is gone: "then she hung up"."""
    return bool(_pattern("hung_up").search(plain(text)))


def _pattern(name: str) -> re.Pattern[str]:
    return pattern("thread", name)


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{prompts.read('crisis/thread.yaml')[name]})\b")
