"""Differences around somebody's leaving, over a year."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.crew.anonymity import Picture
from tests.bot.crew.attackers.bar import ODDS, SURE, odds
from tests.bot.crew.histories import STATES, History, State, Week


@dataclass(frozen=True)
class Clue:
    """What was told around somebody's leaving, what was true of them, of how many who stayed, and how
    usual that is anyway."""

    seen: Any
    truth: State
    others: Mapping[State, float]


def clues(year: History, around: int) -> list[Clue]:
    """Every time that exactly one person the attacker does not know leaves a counted cohort, is missing
    from a crew made anew, or is known to be away; with so many weeks before and after."""
    found = []
    by_crew: dict[str, list[Week]] = defaultdict(list)
    for week in sorted(year.weeks, key=lambda w: w.number):
        if week.cohort:
            by_crew["main" if week.crew == "again" else week.crew].append(week)
    for weeks in by_crew.values():
        found += _absences(year, weeks, around)
        for index in range(1, len(weeks)):
            before, after = weeks[index - 1], weeks[index]
            gone, come = before.cohort - after.cohort, after.cohort - before.cohort
            stayed = after.cohort - set(year.helpers)
            if len(gone) != 1 or come or gone & set(year.helpers) or not stayed:
                continue
            past = [w for w in weeks[max(0, index - around) : index] if w.cohort == before.cohort]
            then = [w for w in weeks[index : index + around] if w.cohort == after.cohort]
            (x,) = gone
            found.append(_clue(year, before, x, stayed, _change(past, then)))
    return found


def _absences(year: History, weeks: list[Week], around: int) -> list[Clue]:
    """The same for the one who is known to be away for a while: nobody leaves, no lot is drawn."""
    out = []
    for index in range(1, len(weeks)):
        before, after = weeks[index - 1], weeks[index]
        x = year.away.get(after.number)
        if x is None or year.away.get(before.number) or before.cohort != after.cohort:
            continue
        stayed = after.cohort - {*year.helpers, x}
        if x in after.cohort and stayed:
            past = [w for w in weeks[max(0, index - around) : index] if w.cohort == before.cohort]
            then = [w for w in weeks[index : index + around] if year.away.get(w.number) == x]
            out.append(_clue(year, before, x, stayed, ("away", _change(past, then))))
    return out


def _clue(year: History, before: Week, x: str, stayed: frozenset[str], change: Any) -> Clue:
    seen = (year.regime, year.rates[1:], change)
    counts = Counter(before.states[m] for m in stayed)
    taking, *mix = year.rates
    prior = dict(zip(STATES, (1 - taking, *(taking * m for m in mix)), strict=True))
    others = {s: max(counts[s] / len(stayed), prior[s]) for s in STATES}
    return Clue(seen, before.states[x], others)


def _change(past: list[Week], then: list[Week]) -> Any:
    last, first = past[-1].told, then[0].told
    if isinstance(last, tuple) and isinstance(first, tuple):  # exact counts: what they differ by
        return tuple(b - a for b, a in zip(last, first, strict=True))
    return _tally(past), _tally(then)


def _tally(weeks: list[Week]) -> Any:
    levels = (w.told.mood.level if isinstance(w.told, Picture) else str(w.told) for w in weeks)
    return tuple(sorted(Counter(levels).items()))


@dataclass
class Difference:
    """Learns from one half of the years what such a change means, and bets on the other half."""

    support: int = 30
    bets: int = 0
    won: int = 0
    chances: int = 0
    best: tuple[float, float] = (0.0, 0.0)  # the belief with the largest gain, and how usual it is

    def attack(self, known: Sequence[Clue], new: Sequence[Clue]) -> int:
        """How many bets that met the bar were right."""
        leavers: dict[Any, Counter[State]] = defaultdict(Counter)
        stayers: dict[Any, Counter[State]] = defaultdict(Counter)
        for clue in known:
            leavers[clue.seen][clue.truth] += 1
            stayers[clue.seen].update(clue.others)  # type: ignore[arg-type]
        for clue in new:
            n = sum(leavers[clue.seen].values())
            if n < self.support:
                continue
            self.chances += 1
            guess, times = leavers[clue.seen].most_common(1)[0]
            belief, usual = (times + 0.5) / (n + 1), stayers[clue.seen][guess] / n
            if odds(belief) / odds(usual) > odds(self.best[0]) / (odds(self.best[1]) or 1):
                self.best = belief, usual
            if belief >= SURE and odds(belief) >= ODDS * odds(usual):
                self.bets += 1
                self.won += guess == clue.truth
        return self.won
