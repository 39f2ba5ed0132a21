"""Messages that a fitted reader takes for danger and that are none: who is there now, thanks, "I'll try that"."""

from __future__ import annotations

import re
from functools import cache

import prompts

_WORDS = ("calmly", "ok", "when", "people")


def settled(text: str) -> bool:
    """Whether the whole of `text` says who is there, that somebody is safe, or thanks: whatever came before."""
    return bool(_pattern("patterns").fullmatch(_plain(text)))


def calm(text: str) -> bool:
    """Whether the whole of `text` is an everyday answer that tells of no danger unless what came before did."""
    return bool(_pattern("calm").fullmatch(_plain(text)))


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", re.sub(r"['’]", "", text.lower())))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    table = prompts.read("crisis/settled.yaml")
    pattern = "|".join(table[name])
    for word in _WORDS:
        pattern = pattern.replace(f"{{{word}}}", str(table[word]))
    return re.compile(pattern)
