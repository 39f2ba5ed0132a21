"""Lines for "what should I have said?": one about what it was over, one that sets a limit, from
`prompts/phrases/acts/sayable.yaml`. They are for a rep to say, so they stand in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

import prompts
from bot.support.novelty import pick
from bot.support.talk import Utterance

_LIKELY = 0.35
_GRAVE = {"harassment_sexual", "threat_violence", "discrimination"}
_OURS = {"manager_bullying", "coworker_conflict"}  # said to somebody at work


def sayable(
    text: str, incidents: Mapping[str, float], history: Sequence[Utterance], rng: Random
) -> str:
    """A lead and two lines that fit what `text` tells, none that this talk has had."""
    words: dict[str, Any] = prompts.read("phrases/acts/sayable.yaml")
    limit = _limit(words["limits"], incidents)
    topic = next(t for t in words["topics"] if re.search(t["match"], text, re.I))
    alone = (_GRAVE | _OURS) & set(limit["incidents"])
    first = "" if alone else pick(topic["lines"], history, rng)  # no service for a threat
    rest = [line for line in limit["lines"] if line != first]
    second = pick(rest, history, rng)
    if not first:
        left = [line for line in rest if line != second]
        first, second = second, pick(left, history, rng)
    return " ".join((pick(words["leads"], history, rng), first, second))


def _limit(
    limits: Sequence[Mapping[str, Any]], incidents: Mapping[str, float]
) -> Mapping[str, Any]:
    """The entry for the likeliest thing that happened; what is grave comes first."""

    def likely(entry: Mapping[str, Any]) -> float:
        most = max((incidents.get(name, 0.0) for name in entry["incidents"]), default=0.0)
        return most + (most >= _LIKELY and bool(_GRAVE & set(entry["incidents"])))

    best = max(limits, key=likely)
    return best if likely(best) >= _LIKELY else limits[-1]
