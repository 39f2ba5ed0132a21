"""The six criteria of a talk by a language model: one call for each, a few examples, a score and nothing else, at
temperature 0 (arXiv 2506.10150: with reasoning before the score, models agree less with experts, not more).

Models hear far more dismissing, and more advice, than experts do; `Calibration` takes that out of the scores.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import fmean
from typing import Any

from pydantic import BaseModel, Field

import prompts
from bot.model.engine import Engine, Line
from bot.model.instructions import instructions
from bot.practice.criteria import NAMES, Scores
from bot.practice.turns import Turn

_TOKENS = 20
_LOW, _HIGH = 1.0, 5.0


class Score(BaseModel):
    """One criterion's."""

    score: int = Field(ge=1, le=5)


@dataclass(frozen=True, slots=True)
class Judged:
    """`raw` as the model said, `scores` calibrated."""

    raw: Mapping[str, int]
    scores: Scores


@dataclass(frozen=True, slots=True)
class Calibration:
    """By criterion: what the model gives on average, and what experts give. Between that point and the ends of the
    scale the line is straight, so that 1 stays 1 and 5 stays 5, and no order is turned round."""

    means: Mapping[str, tuple[float, float]]

    @classmethod
    def published(cls) -> Calibration:
        """From the means that were published for the two criteria that models get wrong."""
        return cls({name: (a, b) for name, (a, b) in _table()["published"].items()})

    @classmethod
    def none(cls) -> Calibration:
        """The model's own scores."""
        return cls({})

    @classmethod
    def fitted(
        cls, raw: Mapping[str, Sequence[float]], experts: Mapping[str, Sequence[float]]
    ) -> Calibration:
        """From the same talks scored by both; use talks that nothing is measured on. Raises ValueError when one
        side has more of them."""
        for name in raw:
            if len(raw[name]) != len(experts[name]) or not raw[name]:
                raise ValueError(name)
        return cls({name: (fmean(raw[name]), fmean(experts[name])) for name in raw})

    def of(self, name: str, score: float) -> float:
        """What experts would give where the model gives `score`."""
        ours, theirs = self.means.get(name, (3.0, 3.0))
        if not _LOW < ours < _HIGH:
            return score
        if score <= ours:
            return _LOW + (score - _LOW) * (theirs - _LOW) / (ours - _LOW)
        return _HIGH - (_HIGH - score) * (_HIGH - theirs) / (_HIGH - ours)


class ModelJudge:
    """Six calls a talk. `at_once`: how many run together."""

    def __init__(
        self, engine: Engine, calibration: Calibration | None = None, at_once: int = 6
    ) -> None:
        self._engine = engine
        self._calibration = calibration or Calibration.published()
        self._free = asyncio.Semaphore(at_once)

    async def conversation(self, turns: Sequence[Turn]) -> Judged:
        """In: a talk with at least one message of the supporter (else ValueError). Raises ModelError."""
        if not any(t.role == "supporter" and t.text.strip() for t in turns):
            raise ValueError("nothing to judge")
        scores = await asyncio.gather(*(self._score(name, turns) for name in NAMES))
        raw = dict(zip(NAMES, scores, strict=True))
        fair = (round(self._calibration.of(name, raw[name]), 2) for name in NAMES)
        v, e, u, a, s, d = fair
        return Judged(raw, Scores(v, e, u, a, s, d, dict(_table()["trust"])))

    async def _score(self, name: str, turns: Sequence[Turn]) -> int:
        async with self._free:
            answer = await self._engine.ask(lines(name, turns), Score, tokens=_TOKENS)
        return answer.score


def lines(name: str, turns: Sequence[Turn]) -> list[Line]:
    """The prompt for one criterion."""
    talk = "\n".join(f"{t.role.upper()}: {' '.join(t.text.split())}" for t in turns)
    system = instructions(f"judge_{name}").render()
    return [Line("system", system), Line("user", f"<data>\n{talk}\n</data>")]


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = prompts.read("system/judge.yaml")
    return table
