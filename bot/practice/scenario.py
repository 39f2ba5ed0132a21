"""The exercises: who has the trouble, what they know, how they sound. Data from `prompts/scenarios/`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import prompts
from bot.practice.reading import stems

FOLDER = "scenarios"
_FEW, _CLOSE = (
    4,
    0.6,
)  # words that carry meaning, and the share of them that makes it the same detail
_CONDITION = re.compile(r"\((\w+)\) ")
_KNOWN_BY_OTHERS = re.compile(r"\b(?:they|nobody|us|ask|video|pay)\b", re.I)
CLEAN = "clean"  # a condition: nothing unkind or bossy was said so far


@dataclass(frozen=True, slots=True)
class Line:
    """Something the partner may say; `after` names a fact that must have been told, or is `clean`."""

    text: str
    after: str = ""


@dataclass(frozen=True)
class Fact:
    """A detail, told only when asked. `cue`: beginnings of words that ask for it or speak of it; `ask`: questions
    for it; `tell`: the detail; `echo`: when it is said back; `say`: what a good listener could have said to it."""

    id: str
    cue: tuple[str, ...]
    ask: tuple[str, ...]
    tell: str
    echo: tuple[str, ...]
    say: tuple[str, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds each of `cue`, at the start of a word; "tell me" is no telling."""
        every = (*prompts.read("coach/questions.yaml").get(self.id, ()), *self.cue)
        words = (
            re.escape(word) + (r"(?! me)" if word == "tell" else "")
            for word in sorted(every, key=len, reverse=True)
        )
        return re.compile(r"\b(?:" + "|".join(words) + ")", re.I)

    def told_in(self, text: str) -> bool:
        """Whether `text` tells it, in its own words or close to them."""
        if self.tell in text:
            return True
        told = stems(self.tell)
        return len(told) >= _FEW and len(told & stems(text)) >= _CLOSE * len(told)


@dataclass(frozen=True)
class Scenario:
    """One exercise. `opener` is the first fact: told unasked. `lines` by what they answer to; each list goes
    from a little to a lot, so that somebody who is not heard sounds sadder each time."""

    id: str
    title: str
    kind: str  # "work" or "personal"
    hard: bool
    warning: str
    name: str
    pronoun: str
    who: str
    scene: str
    feelings: tuple[str, ...]
    need: str
    worse: str
    opener: Fact
    facts: tuple[Fact, ...]
    lines: Mapping[str, tuple[Line, ...]]

    def fact_told(self, text: str) -> Fact | None:
        """The fact (or the opener) that stands in `text`."""
        return next((f for f in (*self.facts, self.opener) if f.told_in(text)), None)


def scenarios() -> tuple[Scenario, ...]:
    """All that ship, in the order of `prompts/scenarios/order.yaml`."""
    return tuple(_all().values())


def scenario(id: str) -> Scenario:
    """The exercise of that id. Raises KeyError."""
    return _all()[id]


def opened_with(text: str) -> Scenario | None:
    """The exercise that begins with this line."""
    return next((s for s in scenarios() if s.opener.tell == text.strip()), None)


def parse(entry: Mapping[str, Any]) -> Scenario:
    """One file. Raises KeyError or TypeError when something is missing: `scenario_check.py` says it better."""
    first = entry["opener"]
    opener = Fact(
        "opener",
        tuple(map(str, first["cue"])),
        (),
        first["line"],
        tuple(first["echo"]),
        tuple(first["say"]),
    )
    facts = tuple(
        Fact(f["id"], tuple(map(str, f["cue"])), tuple(f["ask"]), f["tell"], (f["echo"],), (f["say"],))
        for f in entry["facts"]
    )  # fmt: skip
    lines = {name: tuple(map(_line, entry[name])) for name in LISTS}
    lines["unsure"] = tuple(
        sorted(lines["unsure"], key=lambda line: bool(_KNOWN_BY_OTHERS.search(line.text)))
    )
    lines |= {f"close_{mood}": tuple(map(_line, entry["close"][mood])) for mood in CLOSES}
    return Scenario(
        entry["id"], entry["title"], entry["kind"], entry["hard"], entry.get("warning", ""), entry["name"], entry["pronoun"],
        entry["who"], entry["scene"], tuple(entry["feelings"]), entry["need"], entry["worse"],
        opener, facts, lines,
    )  # fmt: skip


LISTS = (
    "heard", "warm", "sorry", "offered", "permission", "unsure", "advised", "dismissed", "hijacked",
    "insulted", "silly", "short", "greeted", "bait", "drift",
)  # fmt: skip
CLOSES = ("warm", "mixed", "cold")


def _line(text: str) -> Line:
    match = _CONDITION.match(text)
    return Line(text[match.end() :], match[1]) if match else Line(text)


@cache
def _all() -> Mapping[str, Scenario]:
    return {
        id: parse(prompts.read(f"{FOLDER}/{id}.yaml"))
        for id in prompts.read(f"{FOLDER}/order.yaml")
    }
