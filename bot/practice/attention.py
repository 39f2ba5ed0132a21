"""Which of a partner's details a message asks for or speaks of: by the scenario's own word beginnings, and by
words they share."""

from __future__ import annotations

import re
from collections.abc import Sequence

import prompts
from bot.practice.reading import Reading, stems
from bot.practice.scenario import Fact, Scenario

_CLEAR = 0.6  # what a closed question must hold to be about a detail
_ASKING = re.compile(
    r"^(?:how|what|why|who|when|where|which|are you|is |did |does |do |tell|anyone|anybody|happen)"
)


def asked(reading: Reading, scenario: Scenario) -> list[Fact]:
    """The details that the message's questions are about, best first; [] when none is meant."""
    asking = " ".join(s.text for s in reading.asks).lower().replace("’", "'")
    scored = []
    for number, fact in enumerate(scenario.facts):
        hits = {m.lower() for m in fact.pattern.findall(asking)}
        if hits:
            scored.append((-sum(map(_weight, hits)), number, fact))
    open_ended = "invite" in reading.marks
    clear = [s for s in scored if open_ended or -s[0] >= _CLEAR]
    return [fact for *_, fact in sorted(clear, key=lambda s: s[:2])]


def _weight(beginning: str) -> float:
    """Long and telling beginnings count most."""
    faint = beginning in prompts.read("coach/questions.yaml")["faint"]
    return 0.3 if faint else 0.5 + float((len(beginning) / 6) ** 1.5)


def mentioned(reading: Reading, told: Sequence[Fact]) -> list[Fact]:
    """Those of `told` that the message says something back of, the latest first among equals."""
    words = stems(reading.text)
    scored = []
    for number, fact in enumerate(told):
        shared = words & stems(fact.tell)
        named = [c for c in fact.cue if len(c) > 3 and not _ASKING.match(c)]
        hits = sum(bool(re.search(rf"\b{re.escape(c)}", reading.text, re.I)) for c in named)
        if shared or (hits and fact.id == "opener"):
            scored.append((-len(shared) - 0.5 * hits, -number, fact))
    return [fact for *_, fact in sorted(scored, key=lambda s: s[:2])]
