"""Mood is drawn anew where five have changed: what a redraw itself says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from bot.crew.anonymity import Scale, left_out
from tests.bot.crew.attackers.worlds import RULES, told_of, tries
from tests.bot.crew.histories import STATES, State

Counts = tuple[int, int, int]


@dataclass(frozen=True)
class Draw:
    """Mood as it was drawn in one week, with what the attacker knows of that week."""

    told: tuple[int, bool | None, Scale]
    size: int
    helped: tuple[State, State]


@cache
def changeable(then: Draw, now: Draw) -> bool:
    """Whether mood could be told so in both weeks, five or more having changed, when somebody is left
    out, whoever that is; or, where only the helpers can be who is left out, whether that somebody could
    still have said anything or nothing in both. The helpers' own changes are not even needed."""
    if any(
        _changed(a, b) >= RULES.people
        for one, other in _lots(then, now, 1)
        for a in _ways(then, one)
        for b in _ways(now, other)
    ):
        return True
    in_both = ({s: False for s in STATES}, {s: False for s in STATES})
    for one, other in _lots(then, now, 0):
        for ways in product(_ways(then, one), _ways(now, other)):
            if _changed(*ways) < RULES.people:
                continue
            for could, draw, counts in zip(in_both, (then, now), ways, strict=True):
                could["absent"] |= sum(counts) < draw.size - 2
                for state, n in zip(STATES[1:], counts, strict=True):
                    could[state] |= n > 0
    return all(could[s] for could in in_both for s in STATES)


def _lots(then: Draw, now: Draw, x: int) -> Iterator[tuple[str, str]]:
    """Which helpers may be left out in both weeks, besides somebody (`x` is 1) or nobody else but helpers
    (0). The same people have the same lot."""
    for one, other in product(("", "a", "b", "ab"), repeat=2):
        if then.size == now.size and one != other:
            continue
        fit = (
            len(gone) < left_out(d.size) if x else len(gone) == left_out(d.size)
            for gone, d in ((one, then), (other, now))
        )
        if all(fit):
            yield one, other


@cache
def _ways(draw: Draw, gone: str) -> tuple[Counts, ...]:
    """Low, so-so and good among those who are free, so that mood is told so; in large crews some ways."""
    known = Counter(s for n, s in zip("ab", draw.helped, strict=True) if n not in gone)
    found = []
    # without the helpers, and those others who are left out: the helpers among them, the fewer others
    free = draw.size - 2 - (left_out(draw.size) - len(gone))
    for present in range(free, -1, -1):
        for low, good in product(tries(present), repeat=2):
            middle = present - low - good
            if middle < 0:
                continue
            answers = (low + known["low"], middle + known["middle"], good + known["good"])
            if told_of(draw.size, *answers) == draw.told:
                found.append((low, middle, good))
        if draw.size > 16 and len(found) > 60:
            break
    return tuple(found)


def _changed(a: Counts, b: Counts) -> int:
    """How many at most can be in both weeks with another answer (Hall: whoever has changed did not say
    one of the three in one of the weeks)."""
    most = min(sum(a) - x + sum(b) - y for x, y in zip(a, b, strict=True))
    return min(sum(a), sum(b), most)
