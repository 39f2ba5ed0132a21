"""Belief, exact, from one week's digest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import comb, factorial
from typing import Any

from bot.crew.anonymity import left_out
from tests.bot.crew.attackers.bar import ODDS, SURE, odds
from tests.bot.crew.attackers.worlds import told_of
from tests.bot.crew.histories import STATES, History, State


@dataclass
class Better:
    """Exact belief about one member's week, from what was told that week and how answers usually fall."""

    bets: int = 0
    best: float = 0.0  # the highest belief in anything that is not likely from the start
    gain: float = 0.0  # the largest gain in odds
    won: int = 0
    largest: int = 16  # members; belief about larger crews is weaker and slow to work out

    def attack(self, year: History) -> bool:
        """Whether a bet met the bar and was right."""
        hit = False
        for week in year.weeks:
            if not 4 <= len(week.cohort) <= self.largest or not set(year.helpers) <= week.cohort:
                continue
            helped = tuple(sorted(week.states[h] for h in year.helpers))
            mood = week.told.mood if week.told and "mood" not in week.stood else None
            level = (week.told.people, week.told.half, mood) if week.told else None
            belief = beliefs(level, len(week.cohort), helped, year.rates)  # type: ignore[arg-type]
            taking, *mix = year.rates
            prior = dict(zip(STATES, (1 - taking, *(taking * m for m in mix)), strict=True))
            claims = [(belief[s], prior[s], (s,)) for s in STATES]
            claims.append((1 - belief["absent"], taking, STATES[1:]))
            for now, was, what in claims:
                if was >= 1 or was <= 0:
                    continue
                gain = odds(now) / odds(was)
                self.gain = max(self.gain, gain)
                if gain >= ODDS:
                    self.best = max(self.best, now)
                if now >= SURE and gain >= ODDS:
                    members = week.cohort - set(year.helpers)
                    self.bets += len(members)
                    right = sum(week.states[m] in what for m in members)
                    self.won += right
                    hit |= right > 0
        return hit


@cache
def beliefs(
    level: Any, size: int, helped: tuple[State, State], rates: tuple[float, ...]
) -> dict[State, float]:
    """P(x's state | what was told), over every lot and everyone else's states. A level without a mood
    (`(people, half, None)`) is that of a week whose side only stood."""
    out, stood = left_out(size), level is not None and level[2] is None
    taking, *mix = rates
    chance = (1 - taking, *(taking * m for m in mix))
    total = dict.fromkeys(STATES, 0.0)
    for a, b, x in product((True, False), repeat=3):
        inside = a + b + x
        others = size - out - inside
        lots = comb(size - 3, others) if 0 <= others <= size - 3 else 0
        if not lots:
            continue
        known = Counter(s for s, here in zip(helped, (a, b), strict=True) if here)
        there = {s: known + Counter([s] if x else []) for s in STATES}
        plus = [(s, chance[i], *(there[s][p] for p in STATES[1:])) for i, s in enumerate(STATES)]
        for absent, low, middle in _splits(others):
            good = others - absent - low - middle
            weight = lots * _multinomial((absent, low, middle, good), chance)
            if weight:
                for state, p, in_low, in_middle, in_good in plus:
                    got = told_of(size, low + in_low, middle + in_middle, good + in_good)
                    if (got and (*got[:2], None) if stood else got) == level:
                        total[state] += weight * p
    whole = sum(total.values()) or 1.0
    return {state: value / whole for state, value in total.items()}


def _splits(n: int) -> Any:
    return ((i, j, k) for i in range(n + 1) for j in range(n + 1 - i) for k in range(n + 1 - i - j))


@cache
def _multinomial(counts: tuple[int, ...], chance: tuple[float, ...]) -> float:
    ways, p = factorial(sum(counts)), 1.0
    for n, c in zip(counts, chance, strict=True):
        ways //= factorial(n)
        p *= c**n
    return ways * p
