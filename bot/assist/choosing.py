"""The client picks one of two things it was given to choose from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from bot.assist import asking, known, times
from bot.assist.answering import Picks
from bot.assist.cases import Case
from bot.assist.heard import hear

_LONG_TIME = 8  # words of a side that is still about its time
_LONG_NAME = 6  # words of a side that is said back
_BARE = 4  # words: then a day alone says which one is meant
_VERB = re.compile(
    r"(?:move|stay|have|get|drop|book|send|wait|give|call|come|keep|take|put|refund|replace|repair|cancel|ship|bring|go|pick|switch|leave|swap|try|"
    r"pay|transfer|fly|rebook|change|return|order|do|add|credit|text|write|mail|upgrade)\b", re.I
)  # fmt: skip


def chosen(text: str, case: Case, random: Random, pick: Picks) -> str:
    """In: the rep's line, who the client is, and what finds its words. Out: what the client picks."""
    found = asking.options(text)
    if found is None:
        return pick("prefer", "more")
    sides = (found.first, found.second)
    n = _nearer(sides, case, random)
    if when := _by_time(sides, n):
        return pick("choose", "choose_second" if n else "choose_first", fact=when)
    short = asking.said_short(sides[n])
    if short and _VERB.match(short):
        return pick("choose_to" if found.served else "choose_own", "prefer", fact=short)
    if short and n == 1 and len(short.split()) <= _LONG_NAME:
        return pick("choose", "prefer", fact=short)
    return pick("choose_second" if n else "choose_first", "prefer")


def _by_time(sides: Sequence[str], n: int) -> str:
    """The time of the side that was picked, where the times are what sets the two apart."""
    when = [times.best(side) for side in sides]
    exact = re.search(r"\d|noon|midnight", when[n]) or len(sides[n].split()) <= _BARE
    return (
        when[n] if all(when) and exact and all(len(s.split()) < _LONG_TIME for s in sides) else ""
    )


def _nearer(sides: Sequence[str], case: Case, random: Random) -> int:
    """Which of two is nearer to what they came for: 0 or 1."""
    worth = []
    for side in sides:
        acts = hear(f"I can {side}.", case).offers
        worth.append(
            min((case.ends.index(a) for a in acts if a in case.ends), default=len(case.ends))
        )
    if worth[0] != worth[1]:
        return int(worth[1] < worth[0])
    theirs = known.stems(f"{case.want} {' '.join(case.more)}")
    near = [len(known.stems(side) & theirs) for side in sides]
    return random.randrange(2) if near[0] == near[1] else int(near[1] > near[0])
