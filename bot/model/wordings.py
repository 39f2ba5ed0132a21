"""The wordings of `prompts/system/hostile.yaml` as patterns: those that give orders, and those of an answer that took
one. A message is read several times over (`bot.model.disguises`) while somebody waits, so they are compiled to be quick:
in lower case, since ignoring case costs five times as much, and with what many of them begin with said once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import chain

import prompts
from bot.model.disguises import faces, leet, turned

_DO, _WORD = "{do}", r"\b"  # "here an order may begin"; a word does
_CAPITALS = re.compile(r"\\.|[A-Z]+", re.S)


class Wordings:
    """Patterns in one; "{do}" is as the file has it. They mean what they would with `re.I | re.M`, on text
    without marks over letters (`bot.model.disguises.even`)."""

    def __init__(self, patterns: Iterable[str]) -> None:
        groups: dict[str, list[str]] = {_DO: [], _WORD: [], "": []}
        for pattern in patterns:
            for branch in branches(pattern):
                begins = next(mark for mark in groups if branch.startswith(mark))
                groups[begins].append(branch.removeprefix(begins))
        whole = "|".join(f"{mark}(?:{'|'.join(found)})" for mark, found in groups.items() if found)
        self._pattern = re.compile(_lower(whole.replace(_DO, str(table()["do"]))), re.M)

    def hide_in(self, text: str) -> bool:
        """Whether one of them is in `text` once the usual disguises are taken off, or it is a disguise all over."""
        return leet(text) or turned(text) or any(map(self.search, faces(text)))

    def search(self, text: str) -> bool:
        """Whether one of them is in `text`."""
        return bool(self._pattern.search(text.lower()))


@cache
def table() -> dict[str, dict[str, list[str]]]:
    """As the file has them: by what they are for, and by group."""
    found: dict[str, dict[str, list[str]]] = prompts.read("system/hostile.yaml")
    return found


@cache
def orders() -> Wordings:
    """Those that give orders to a model."""
    return Wordings(chain.from_iterable(table()["orders"].values()))


@cache
def taken() -> dict[str, tuple[re.Pattern[str], ...]]:
    """Those of an answer that took an order, by group; for `even` text."""
    groups = table()["taken"].items()
    return {name: tuple(re.compile(p, re.I | re.M) for p in group) for name, group in groups}


def branches(pattern: str) -> list[str]:
    """What stands between the outermost bars of a regular expression."""
    found: list[str] = []
    at = depth = place = 0
    while place < len(pattern):
        sign = pattern[place]
        if sign == "[":  # a "]" right at its beginning does not end it
            place = pattern.index("]", place + 2 + (pattern[place + 1] == "^"))
            while _escaped(pattern, place):
                place = pattern.index("]", place + 1)
        elif sign == "\\":
            place += 1
        elif sign == "|" and not depth:
            found.append(pattern[at:place])
            at = place + 1
        depth += (sign == "(") - (sign == ")")
        place += 1
    return [*found, pattern[at:]]


def _escaped(pattern: str, place: int) -> bool:
    before = pattern[:place]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _lower(pattern: str) -> str:
    """A pattern for text in lower case; what stands behind a backslash is no letter."""
    return _CAPITALS.sub(
        lambda found: found[0] if found[0][0] == "\\" else found[0].lower(), pattern
    )
