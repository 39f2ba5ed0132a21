"""How often a crew of twelve has a useful picture, and how long a crew of 200 takes over twelve weeks.

Useful: mood is told (low, mixed or good by majority), and how many took part at least."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import date

import prompts
from bot.crew.anonymity import Rules, Said, picture
from bot.crew.digest import Week, digest
from bot.crew.digest_picture import digest_picture, picture_words
from tests.bot.crew.histories import keyed

_CREWS, _WEEKS = 2000, 12
_WORDS, _LOADS = prompts.read("crew/digest.yaml"), prompts.read("crew/loads.yaml")


def run() -> Iterator[str]:
    """Utility at several sizes, then speed."""
    for size in (11, 12, 15, 20, 40):
        for exactly in (True, False):
            yield useful(size, exactly)
    yield from quick()


def useful(size: int, exactly: bool) -> str:
    """Weeks of twelve with a picture when 80 % take part: exactly so many, or each with that chance."""
    rng, enough, total, named = random.Random(6), 0, 0, 0
    for seed in range(_CREWS):
        cohort = frozenset(f"{seed}-{n}" for n in range(size))
        told = [picture(cohort, _week(rng, cohort, exactly), Rules(), keyed(str(seed)))
                for _ in range(_WEEKS)]  # fmt: skip
        shown = [t for t in told if t]
        total += len(shown)
        named += sum(t.mood.level != "mixed" for t in shown)
        enough += len(shown) >= 9
    how = "exactly 80 %" if exactly else "each with 80 %"
    return (
        f"{size} people, {how}: {total / _CREWS:.1f} of {_WEEKS} weeks with a picture on average; "
        f"{enough / _CREWS:.1%} of crews have 9 or more; {named / max(total, 1):.0%} of them name a side"
    )


def _week(rng: random.Random, cohort: frozenset[str], exactly: bool) -> dict[str, Said]:
    people = sorted(cohort)
    if exactly:
        there = rng.sample(people, round(0.8 * len(people)))
    else:
        there = [p for p in people if rng.random() < 0.8]
    mix = rng.choice(((0.2, 0.3, 0.5), (0.4, 0.3, 0.3), (0.6, 0.2, 0.2)))
    return {p: Said(rng.choices((2, 3, 4), mix)[0]) for p in there}


def quick() -> Iterator[str]:
    """200 people, twelve weeks, words and picture and the picture's words."""
    rng, cohort = random.Random(6), frozenset(f"p{n}" for n in range(200))
    took = []
    for seed in range(20):
        weeks = [_week(rng, cohort, False) for _ in range(_WEEKS)]
        began = time.process_time()
        told = [picture(cohort, week, Rules(), keyed(str(seed))) for week in weeks]
        shown = [Week(date.fromordinal(738000 + 7 * n), t) for n, t in enumerate(told)]
        digest("Night shift", shown, _WORDS, _LOADS, Rules()).text(_WORDS)
        digest_picture(shown, _WORDS["chart"]).png()
        picture_words(shown, _WORDS["chart"])
        took.append((time.process_time() - began) * 1000)
    took.sort()
    yield f"200 people, 12 weeks, with picture: median {took[10]:.0f} ms, most {took[-1]:.0f} ms of processor"
