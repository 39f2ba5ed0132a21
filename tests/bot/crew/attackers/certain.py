"""Certainty of an answer or a silence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from bot.crew.anonymity import Picture
from tests.bot.crew.attackers.deniable import deniable
from tests.bot.crew.attackers.redraws import Draw, changeable
from tests.bot.crew.histories import History, Week


@dataclass
class Certain:
    """Certainty, week by week, of an answer or a silence, or that it was not one of the four."""

    judge: Callable[..., bool] = deniable
    tried: int = 0
    named: int = 0
    redrawn: int = 0
    _known: dict[Any, bool] = field(default_factory=dict)

    def attack(self, year: History) -> bool:
        """Whether anything about anyone became certain."""
        broken = False
        drawn: dict[str, Draw] = {}
        for week in year.weeks:
            inside = [h for h in year.helpers if h in week.cohort]
            if len(week.cohort) < 4:
                continue
            self.tried += len(week.cohort) - len(inside)
            a, b = (week.said.get(h) if h in inside else None for h in year.helpers)
            key = (week.told, len(week.cohort), (a, b), *([week.stood] if week.stood else []))
            if key not in self._known:
                self._known[key] = self.judge(*key)
            broke = not self._known[key] or not self._redraw(week, year.helpers, drawn)
            self.named += broke
            broken |= broke
        return broken

    def _redraw(self, week: Week, helpers: tuple[str, str], drawn: dict[str, Draw]) -> bool:
        """That mood is drawn anew says that five have changed: could have been without anyone's help?"""
        if not isinstance(week.told, Picture) or "mood" in week.stood:
            return True
        a, b = (week.states[h] if h in week.cohort else "absent" for h in helpers)
        told = (week.told.people, week.told.half, week.told.mood)
        then, now = drawn.get(week.crew), Draw(told, len(week.cohort), (a, b))
        drawn[week.crew] = now
        if (
            then is None or then.size < now.size
        ):  # the first, or newcomers: drawn anew whatever is said
            return True
        self.redrawn += 1
        return changeable(then, now)


def subtract(year: History) -> int:
    """How often two digests of one week are about the same people but for one the attacker does not
    know: what they differ by is that person's answer."""
    weeks: dict[int, list[Week]] = defaultdict(list)
    for week in year.weeks:
        if week.told:
            weeks[week.number].append(week)
    pairs = (pair for told in weeks.values() for pair in combinations(told, 2))
    differ = ((one.cohort ^ two.cohort) - set(year.helpers) for one, two in pairs)
    return sum(len(people) == 1 for people in differ)
