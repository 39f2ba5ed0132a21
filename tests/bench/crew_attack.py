"""An attacker who leads every crew, with two members' help, against the digests of 10,000 made-up years.

`SHOULDER_TEST_CREW_YEARS` makes it fewer. The same attacks are tried on exact counts from five answers
on, to show that they work: a figure of 0 means nothing if nobody could have done better."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

from tests.bot.crew.attackers.bar import ODDS, SURE
from tests.bot.crew.attackers.better import Better
from tests.bot.crew.attackers.certain import Certain, subtract
from tests.bot.crew.attackers.deniable import counts_deniable, deniable
from tests.bot.crew.attackers.difference import Clue, Difference, clues
from tests.bot.crew.histories import history, plain, shoulder

YEARS = int(os.environ.get("SHOULDER_TEST_CREW_YEARS", "10000"))
_COMPARED = 400  # years of exact counts: enough to see


def run() -> Iterator[str]:
    """Both digests."""
    yield f"bar for a bet: {SURE:.0%} sure and {ODDS:.0f} times the odds without the digest"
    yield from attacked("Shoulder", YEARS, shoulder, deniable)
    yield from attacked("exact counts", min(_COMPARED, YEARS), plain, counts_deniable)


def attacked(
    name: str, years: int, how: Callable[..., Any], judge: Callable[..., bool]
) -> Iterator[str]:
    """Every attack on so many years."""
    certain, better = Certain(judge), Better()
    sure = bets = pairs = shown = weeks = 0
    seen: dict[int, list[list[Clue]]] = {1: [[], []], 4: [[], []]}
    for seed in range(years):
        year = history(seed, how=how)
        sure += certain.attack(year)
        bets += how is shoulder and better.attack(year)
        pairs += subtract(year) > 0
        for around, halves in seen.items():
            halves[seed % 2] += clues(year, around)
        cohorts = [week for week in year.weeks if week.cohort]
        weeks += len(cohorts)
        shown += sum(week.told is not None for week in cohorts)
    yield f"{name}: {years} years, {weeks} crew weeks, {shown} with a picture"
    yield f"  certain (of {certain.tried} answers and silences): {certain.named}, in {sure} years"
    if how is shoulder:
        yield (
            f"  belief about one week: {better.won} of {better.bets} bets won, in {bets} years; "
            f"highest belief with such a gain {better.best:.3f}"
        )
    yield f"  years with digests that differ by one person: {pairs}"
    for around, (half, rest) in seen.items():
        attack = Difference()
        attack.attack(half, rest)
        attack.attack(rest, half)
        yield (
            f"  one person gone, {around} week(s) before and after: {attack.won} of {attack.bets} "
            f"bets won ({attack.chances} chances); belief with the largest gain {attack.best[0]:.2f}, "
            f"for anyone who stayed {attack.best[1]:.2f}"
        )
