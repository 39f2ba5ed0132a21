"""The batch tasks `score` and `tag`: one object in, one out."""

from __future__ import annotations

from typing import Any

from bot.practice.criteria import NAMES, Criteria
from bot.practice.tactics import Tactics
from bot.practice.turns import Turn

_ROLES = ("seeker", "supporter")
_USED = 0.5


def score(item: dict[str, Any], criteria: Criteria) -> dict[str, Any]:
    """In: `turns`, each with `role` and `text`. Out: `criteria`, `overall` and `confidence`.

    Raises KeyError or ValueError if it is not such an object.
    """
    turns = item["turns"]
    if not isinstance(turns, list) or any(turn["role"] not in _ROLES for turn in turns):
        raise ValueError("turns")
    scores = criteria.conversation([Turn(turn["role"], str(turn["text"])) for turn in turns])
    return {
        "criteria": dict(zip(NAMES, scores.values(), strict=True)),
        "overall": scores.overall,
        "confidence": dict(scores.confidence),
    }


def tag(item: dict[str, Any], tactics: Tactics) -> dict[str, Any]:
    """In: `text`, a sentence, and the `response` it stands in. Out: `tactics`, 0 or 1 for each of ten.

    Raises KeyError if there is no text.
    """
    text = str(item["text"])
    found = tactics.sentence(text, str(item.get("response") or text))
    return {"tactics": {name: int(p >= _USED) for name, p in found.items()}}
