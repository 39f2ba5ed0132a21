"""The spots that people get caught in, and the lines that name them (`prompts/phrases/binds.yaml`).

A saying that fits every incident helps nobody. These lines are said only where the message tells, in plain
words, of the very spot that they are about. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import prompts

_END = re.compile(r"(?<=[.!?])\s+")
_TOGETHER = 2  # sentences in which all of it must be told
_LIKELY = 0.3  # from when on something counts as what happened
MOST = 1_500  # characters of a message that are searched: a rant tells of everything somewhere


@dataclass(frozen=True, slots=True)
class Bind:
    """One spot: how a message tells of it, and the `lines` that name it, each of which is a `move`. One of
    `incidents`, if there are any, must be likely."""

    id: str
    move: str
    told: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None
    incidents: frozenset[str]
    lines: tuple[str, ...]

    def fits(self, plain: str, near: Sequence[str]) -> bool:
        """Whether `plain` (lower case, without apostrophes) tells of it, in one of the stretches `near`."""
        if not any(all(pattern.search(part) for pattern in self.told) for part in near):
            return False
        return self.unless is None or not self.unless.search(plain)


def spots(text: str, incidents: Mapping[str, float]) -> frozenset[str]:
    """The ids of the binds that a message tells of; `incidents`: how likely each thing is to have happened."""
    plain = re.sub(r"['’]", "", text[:MOST].lower())
    plain = re.sub(r"\s+", " ", plain)
    sentences = _END.split(plain)
    near = [" ".join(sentences[n : n + _TOGETHER]) for n in range(max(1, len(sentences) - 1))]
    likely = (b for b in binds() if not b.incidents or _any(b.incidents, incidents))
    return frozenset(bind.id for bind in likely if bind.fits(plain, near))


def named(found: frozenset[str]) -> bool:
    """Whether one of the binds `found` (`spots`) is no good news."""
    return any(bind.id in found and bind.move == "validate" for bind in binds())


def _any(wanted: frozenset[str], incidents: Mapping[str, float]) -> bool:
    return any(incidents.get(name, 0.0) >= _LIKELY for name in wanted)


@cache
def binds() -> tuple[Bind, ...]:
    """All binds that ship."""
    return tuple(_bind(entry) for entry in prompts.read("phrases/binds.yaml"))


def _bind(entry: Mapping[str, Any]) -> Bind:
    unless = entry.get("unless")
    return Bind(
        id=str(entry["id"]), move=str(entry.get("move", "validate")),
        told=tuple(re.compile(pattern) for pattern in entry["told"]),
        unless=re.compile(unless) if unless else None,
        incidents=frozenset(entry.get("incidents", ())), lines=tuple(entry["lines"]),
    )  # fmt: skip
