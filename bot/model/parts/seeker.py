"""The partner of an exercise in a model's words. What they do now, how they are and which detail they tell is the
local partner's (`bot/practice/seeker.py`): the model finds other words for it, or its own line stays.

Role rules after the partner of arXiv 2603.15245: short, one detail at a time and only when asked, never asks for
what it wants outright, pushes back on advice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pydantic import BaseModel, Field

import prompts
from bot.model.engine import Engine, Line
from bot.model.hostile import obeyed
from bot.model.instructions import instructions
from bot.model.parts.checks import numbers_from, outgoing, plays_a_part, tidy
from bot.practice.scenario import Fact, Scenario
from bot.practice.seeker import Said, state_of
from bot.practice.turns import Turn

_TOKENS = 160
_MOST = 55  # words
_SHOWN = 8  # lines of the talk


class Spoken(BaseModel):
    """What the partner says."""

    text: str = Field(max_length=600)


async def say(engine: Engine, story: Scenario, turns: Sequence[Turn], local: Said) -> Said:
    """In: the talk with the supporter's line last, and what the local partner would say. Out: the same in other
    words, or `local` when they do not hold to it. Raises ModelError."""
    lines = _prompt(story, turns, local)
    spoken = tidy((await engine.ask(lines, Spoken, tokens=_TOKENS, temperature=0.7)).text)
    return replace(local, text=spoken) if _holds(spoken, story, turns, local, lines) else local


def _prompt(story: Scenario, turns: Sequence[Turn], local: Said) -> list[Line]:
    words = prompts.read("system/parts.yaml")["seeker"]
    level, bad = state_of(story, turns)
    told = [f.tell for f in story.facts if any(f.told_in(t.text) for t in _theirs(turns))]
    system = instructions("seeker").render(
        name=story.name, who=story.who, scene=story.scene, feelings=", ".join(story.feelings),
        opener=story.opener.tell, told=" / ".join(told) or words["nothing"],
        mood=words["mood"][max(-2, min(2, round(level / 2)))],
        bad=words["bad"] if bad else "", act=words["act"].get(local.act, words["act"]["other"]),
        sketch=local.text, end=words["end"] if local.done else "",
    )  # fmt: skip
    talk = [
        Line("user", outgoing(t.text, story.name)) if t.role == "supporter"
        else Line("assistant", t.text)
        for t in turns[-_SHOWN:]
    ]  # fmt: skip
    return [Line("system", system), *talk]


def _holds(
    text: str, story: Scenario, turns: Sequence[Turn], local: Said, lines: Sequence[Line]
) -> bool:
    if not 0 < len(text.split()) <= _MOST or not plays_a_part(text):
        return False
    if any(fact.told_in(text) != (fact.id in local.told) for fact in _open(story, turns)):
        return False
    before = _theirs(turns)
    known = [story.who, story.scene, *(f.tell for f in (story.opener, *story.facts))]
    known += [e for f in (story.opener, *story.facts) for e in f.echo]
    known += [local.text, story.name, *(t.text for t in turns)]
    if any(text.lower() == t.text.lower() for t in before) or not numbers_from(text, known):
        return False
    return not obeyed(text, lines, given=known)


def _theirs(turns: Sequence[Turn]) -> list[Turn]:
    return [t for t in turns if t.role == "seeker"]


def _open(story: Scenario, turns: Sequence[Turn]) -> list[Fact]:
    """The details that were not told yet."""
    return [f for f in story.facts if not any(f.told_in(t.text) for t in _theirs(turns))]
