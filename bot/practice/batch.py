"""The batch tasks `seek` and `coach`: one object in, one out."""

from __future__ import annotations

from typing import Any

from bot.practice.coach import Coach
from bot.practice.scenario import scenario
from bot.practice.seeker import Seeker
from bot.practice.turns import Turn

_ROLES = ("seeker", "supporter")


def seek(item: dict[str, Any], seeker: Seeker) -> dict[str, Any]:
    """In: `scenario` and `turns` ([] for the opener). Out: `text` and `done`; after the end an empty text.

    Raises KeyError (no such exercise) or ValueError (not the partner's turn).
    """
    said = seeker.reply(scenario(str(item["scenario"])), turns_of(item))
    return {"text": said.text, "done": said.done}


def coach(item: dict[str, Any], coach: Coach) -> dict[str, Any]:
    """In: `turns`. Out: `feedback` and `bars`, 0 to 10. Raises KeyError or ValueError."""
    told = coach.feedback(turns_of(item))
    return {"feedback": told.text, "bars": dict(told.bars)}


def turns_of(item: dict[str, Any]) -> list[Turn]:
    """The `turns` of an object. Raises KeyError or ValueError if they are none."""
    turns = item["turns"]
    if not isinstance(turns, list) or any(turn["role"] not in _ROLES for turn in turns):
        raise ValueError("turns")
    return [Turn(turn["role"], str(turn["text"])) for turn in turns]
