"""How often a crew of twelve has a useful picture, how true it is, and how long a crew of 200 takes.

Useful: mood is told (low, mixed or good by majority), and how many took part at least. A side stands until
five feel otherwise (`bot/crew/held.py`), so a told side may be another than the week's own would be."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import date

import prompts
from bot.crew.anonymity import Picture, Rules, Said, picture
from bot.crew.digest import Week, digest
from bot.crew.digest_picture import digest_picture, picture_words
from bot.crew.held import told
from tests.bot.crew.histories import keyed

_CREWS, _WEEKS, _YEARS = 2000, 12, 60
_MIXES = ((0.2, 0.3, 0.5), (0.4, 0.3, 0.3), (0.6, 0.2, 0.2))
_WORDS, _LOADS = prompts.read("crew/digest.yaml"), prompts.read("crew/loads.yaml")


def run() -> Iterator[str]:
    """Utility at several sizes, then speed."""
    for size in (11, 12, 15, 20, 40):
        for exactly in (True, False):
            yield useful(size, exactly)
    for size in (12, 20, 40):
        for lasts in (0.95, 0.8, 0.5, 0.0):
            yield as_it_is(size, lasts)
    yield from quick()


def useful(size: int, exactly: bool) -> str:
    """Weeks of twelve with a picture when 80 % take part: exactly so many, or each with that chance."""
    rng, enough, total, named = random.Random(6), 0, 0, 0
    for seed in range(_CREWS):
        cohort = frozenset(f"{seed}-{n}" for n in range(size))
        weeks = [_week(rng, cohort, exactly) for _ in range(_WEEKS)]
        shown = [t for t in _told(cohort, weeks, seed) if t]
        total += len(shown)
        named += sum(t.mood.level != "mixed" for t in shown)
        enough += len(shown) >= 9
    how = "exactly 80 %" if exactly else "each with 80 %"
    return (
        f"{size} people, {how}: {total / _CREWS:.1f} of {_WEEKS} weeks with a picture on average; "
        f"{enough / _CREWS:.1%} of crews have 9 or more; {named / max(total, 1):.0%} of them name a side"
    )


def as_it_is(size: int, lasts: float) -> str:
    """How often the side that is told is the week's own, over a year, when moods last so often from one
    week to the next and the whole crew's changes every quarter."""
    rng, same, opposite, drawn, total = random.Random(7), 0, 0, 0, 0
    for seed in range(_YEARS):
        people = [f"{seed}-{n}" for n in range(size)]
        cohort, moods, mix = frozenset(people), {}, _MIXES[0]
        weeks = []
        for number in range(52):
            mix = rng.choice(_MIXES) if number % 13 == 0 else mix
            for p in people:
                if p not in moods or rng.random() >= lasts:
                    (moods[p],) = rng.choices((2, 3, 4), mix)
            weeks.append({p: Said(moods[p]) for p in people if rng.random() < 0.8})
        before = None
        for week, now in zip(weeks, _told(cohort, weeks, seed), strict=True):
            own = picture(cohort, week, Rules(), keyed(str(seed)))
            if now and own:
                total += 1
                same += now.mood.level == own.mood.level
                opposite += {now.mood.level, own.mood.level} == {"low", "good"}
                drawn += before is not None and before != now.mood.level
                before = now.mood.level
    return (
        f"{size} people, {lasts:.0%} of moods last a week: the side told is the week's own in "
        f"{same / total:.0%} of pictures and the opposite one in {opposite / total:.1%}; it changes "
        f"{drawn / (_YEARS):.1f} times a year"
    )


def _told(cohort: frozenset[str], weeks: list[dict[str, Said]], seed: int) -> list[Picture | None]:
    """What is told, week by week."""
    out: list[Picture | None] = []
    stands, said, mark = None, dict(enumerate(weeks)), keyed(str(seed))
    for number in said:
        now = told(cohort, number, said, stands, Rules(), mark)
        out.append(now and now[0])
        stands = now[1] if now else stands
    return out


def _week(rng: random.Random, cohort: frozenset[str], exactly: bool) -> dict[str, Said]:
    people = sorted(cohort)
    if exactly:
        there = rng.sample(people, round(0.8 * len(people)))
    else:
        there = [p for p in people if rng.random() < 0.8]
    mix = rng.choice(_MIXES)
    return {p: Said(rng.choices((2, 3, 4), mix)[0]) for p in there}


def quick() -> Iterator[str]:
    """200 people, twelve weeks, words and picture and the picture's words."""
    rng, cohort = random.Random(6), frozenset(f"p{n}" for n in range(200))
    took = []
    for seed in range(20):
        weeks = [_week(rng, cohort, False) for _ in range(_WEEKS)]
        began = time.process_time()
        pictures = _told(cohort, weeks, seed)
        shown = [Week(date.fromordinal(738000 + 7 * n), t) for n, t in enumerate(pictures)]
        digest("Night shift", shown, _WORDS, _LOADS, Rules()).text(_WORDS)
        digest_picture(shown, _WORDS["chart"]).png()
        picture_words(shown, _WORDS["chart"])
        took.append((time.process_time() - began) * 1000)
    took.sort()
    yield f"200 people, 12 weeks, with picture: median {took[10]:.0f} ms, most {took[-1]:.0f} ms of processor"
