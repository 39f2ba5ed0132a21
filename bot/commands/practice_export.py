"""One practice run as it stands in an export."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import prompts
from bot.practice.scenario import scenario
from memory.practices import Practice


def exported(run: Practice, key: Mapping[str, str], when: Callable[[int], str]) -> dict[str, Any]:
    """In: a run, the export's words for keys, and how a moment is written. Out: plain keys and words."""
    words = prompts.read("coach/session.yaml")
    names, items = words["progress"]["six"], words["report"]["items"]
    try:
        title, partner = scenario(run.result.scenario).title, scenario(run.result.scenario).name
    except KeyError:
        title, partner = run.result.scenario, run.result.scenario
    who = {"seeker": partner, "supporter": prompts.read("phrases/commands.yaml")["export"]["me"]}
    told: dict[str, Any] = {
        "exercise": title,
        "started": when(run.started_ms),
        "scores": {names[name]: score for name, score in run.result.scores.items()},
        "overall": round(run.result.overall, 1) if run.result.scores else None,
        "own": {items[item]: n for item, n in run.result.own.items()},
        "messages": [{key["who"]: who[role], key["text"]: text} for role, text in run.words.turns],
        "coach": run.words.feedback,
        "questions": [{key["question"]: q, key["answer"]: a} for q, a in run.words.asked],
    }
    return {key[name]: part for name, part in told.items() if part}
