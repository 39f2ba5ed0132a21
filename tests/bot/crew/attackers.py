"""Three ways to try to name somebody from all digests of a year.

What stands is given to the attacker who is told no such thing (`Week.stood`). Success is strict. `Certain`: some answer of a member nobody colludes with, or whether they answered at
all, is certain, or even one of the four possibilities is ruled out. `Better`: the attacker's own exact
belief is nine to one or better, and three times the odds that a bet on the answer would have without the
digest. `Difference`: the same bar, where a bet on anyone else in the crew would not have met it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import combinations, product
from math import comb, factorial
from typing import Any

from bot.crew.anonymity import Picture, Rules, Said, Scale, left_out, picture
from tests.bot.crew.histories import STATES, History, State, Week

SURE, ODDS = 0.9, 3.0
_RULES = Rules()


# --- worlds in which the lot falls as the attacker supposes


def world(size: int, out: Sequence[str], said: dict[str, Said], rules: Rules = _RULES) -> Any:
    """What the digest tells when exactly `out` are left out. Members are x, a, b and m0, m1, …"""
    people = frozenset(["x", "a", "b", *(f"m{i}" for i in range(size - 3))])
    return picture(people, said, rules, lambda *p: ("0" if p[-1] in out else "1") + p[-1])


Helped = tuple[Said | None, Said | None]


NOTHING_STOOD: frozenset[str] = frozenset()


def deniable(told: Any, size: int, helped: Helped, stood: frozenset[str] = NOTHING_STOOD) -> bool:
    """Whether somebody nobody colludes with could have said anything or nothing, and still this would
    have been told. Looks for a world in which they are left out, and so for all of it at once; not to
    find one counts as the attacker's success. `stood` are parts that say nothing of this week."""
    if told is None:
        return _told(size, helped, 0) is None
    return any(
        _fits(
            told,
            size,
            tuple(s and (None if n in gone else s) for n, s in zip("ab", helped, strict=True)),
            len(gone),
            stood,
        )
        for gone in ("", "a", "b", "ab")
        if len(gone) < left_out(size)
    )


def _fits(told: Any, size: int, helped: Helped, gone: int, stood: frozenset[str]) -> bool:
    for present in range(size - 2 - left_out(size) + gone, -1, -1):
        some = _anything(size, (bool(helped[0]), bool(helped[1])), present, gone)
        if some is None or (some.people, some.half) != (told.people, told.half):
            continue
        free: Split = (0, 0, 0)
        mood = free if "mood" in stood else _split(
            told.mood, size, _only(helped, "mood"), present, gone, "mood"
        )  # fmt: skip
        energy = free if "energy" in stood and told.energy else _split(
            told.energy, size, _only(helped, "energy"), present, gone, "energy"
        )  # fmt: skip
        drawn = tuple(load for load in told.loads if load not in stood)
        loads = _picks(drawn, size, _only(helped, "loads"), present, gone)
        if None not in (mood, energy, loads):
            got = _told(size, helped, present, gone, mood, energy, loads)
            if got is not None and got.loads == drawn and _but(got, told, stood) == told:
                return True
    return False


def _but(got: Picture, told: Picture, stood: frozenset[str]) -> Picture:
    """Parts that only stand are as they stand; there is an energy where one is told."""
    mood = told.mood if "mood" in stood else got.mood
    energy = told.energy if "energy" in stood and got.energy and told.energy else got.energy
    return replace(got, mood=mood, energy=energy, loads=told.loads)


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
        _changed(a, b) >= _RULES.people
        for one, other in _lots(then, now, 1)
        for a in _ways(then, one)
        for b in _ways(now, other)
    ):
        return True
    in_both = ({s: False for s in STATES}, {s: False for s in STATES})
    for one, other in _lots(then, now, 0):
        for ways in product(_ways(then, one), _ways(now, other)):
            if _changed(*ways) < _RULES.people:
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
        for low, good in product(_tries(present), repeat=2):
            middle = present - low - good
            if middle < 0:
                continue
            answers = (low + known["low"], middle + known["middle"], good + known["good"])
            if told_of(draw.size, *answers) == draw.told:
                found.append((low, middle, good))
        if draw.size > 16 and len(found) > 60:
            break
    return tuple(found)


Counts = tuple[int, int, int]


def _changed(a: Counts, b: Counts) -> int:
    """How many at most can be in both weeks with another answer (Hall: whoever has changed did not say
    one of the three in one of the weeks)."""
    most = min(sum(a) - x + sum(b) - y for x, y in zip(a, b, strict=True))
    return min(sum(a), sum(b), most)


Split = tuple[int, int, int]  # how many say low, how many good, and how many nothing
_NOTHING = Said(3)


def _only(helped: Helped, what: str) -> Helped:
    """The helpers' answers without the rest, so that fewer searches differ."""
    a, b = (s and replace(_NOTHING, **{what: getattr(s, what)}) for s in helped)
    return a, b


def _told(
    size: int, helped: Helped, present: int, gone: int = 0, mood: Split | None = None,
    energy: Split | None = None, loads: Mapping[str, int] | None = None,
) -> Any:  # fmt: skip
    """x is left out, and `gone` of the helpers, who are None then; of the others so many say this."""
    first = left_out(size) - 1 - gone
    said = {name: s for name, s in zip("ab", helped, strict=True) if s is not None}
    for i in range(present):
        picks = frozenset(x for x, n in (loads or {}).items() if i < n)
        feels = _value(i, mood or (0, 0, 0), present) or 3
        said[f"m{first + i}"] = Said(feels, _value(i, energy or (0, 0, present), present), picks)
    silent = [name for name, s in zip("ab", helped, strict=True) if s is None][:gone]
    return world(size, ["x", *silent, *(f"m{i}" for i in range(first))], said)


def _value(i: int, split: Split, present: int) -> int:
    low, good, nothing = split
    return 0 if i >= present - nothing else 2 if i < low else 4 if i < low + good else 3


@cache
def _anything(size: int, helped: tuple[bool, bool], present: int, gone: int) -> Any:
    a, b = (_NOTHING if here else None for here in helped)
    return _told(size, (a, b), present, gone)


@cache
def _split(
    want: Any, size: int, helped: Helped, present: int, gone: int, what: str
) -> Split | None:
    some = {max(0, present - n) for n in (*range(7), 7, 8, 19, 20, 21, present)}
    for nothing in (0,) if what == "mood" else sorted(some):
        for low, good in product(_tries(present - nothing), repeat=2):
            split = (low, good, nothing)
            if low + good <= present - nothing:
                got = _told(size, helped, present, gone, **{what: split})  # type: ignore[arg-type]
                if got is not None and getattr(got, what) == want:
                    return split
    return None


def _tries(n: int) -> list[int]:
    return sorted({c for q in range(5) for d in (-1, 0, 1) if 0 <= (c := q * n // 4 + d) <= n})


@cache
def _picks(
    want: tuple[str, ...], size: int, helped: Helped, present: int, gone: int
) -> Mapping[str, int] | None:
    """The first named as often as the second or more often, all others by nobody."""
    for first, gap in product(range(present, -1, -1), (1, 0, 2, 3)):
        picks = {load: first - gap * i for i, load in enumerate(want)}
        got = _told(size, helped, present, gone, loads=picks)
        if got is not None and got.loads == want:
            return picks
        if not want:
            break
    return None


def counts_deniable(told: Any, size: int, helped: Helped) -> bool:
    """The same question to exact counts: what is left without the helpers must hold every possibility."""
    if told is None:
        return True
    left = list(told)
    for said in helped:
        if said is not None:
            left[int(said.mood) - 2] -= 1
    return all(left) and sum(left) < size - 2


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


# --- belief


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
                gain = _odds(now) / _odds(was)
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


@cache
def told_of(size: int, low: int, middle: int, good: int) -> Any:
    """What the digest tells when those who are counted and answered are so many."""
    first = left_out(size)
    names = ["x", "a", "b", *(f"m{i}" for i in range(size - 3))]
    values = [2] * low + [3] * middle + [4] * good
    said = {name: Said(v) for name, v in zip(names[first:], values, strict=False)}
    told = world(size, names[:first], said)
    return told and (told.people, told.half, told.mood)


def _splits(n: int) -> Any:
    return ((i, j, k) for i in range(n + 1) for j in range(n + 1 - i) for k in range(n + 1 - i - j))


@cache
def _multinomial(counts: tuple[int, ...], chance: tuple[float, ...]) -> float:
    ways, p = factorial(sum(counts)), 1.0
    for n, c in zip(counts, chance, strict=True):
        ways //= factorial(n)
        p *= c**n
    return ways * p


def _odds(p: float) -> float:
    return p / (1 - p) if p < 1 else float("inf")


# --- differences


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
            if _odds(belief) / _odds(usual) > _odds(self.best[0]) / (_odds(self.best[1]) or 1):
                self.best = belief, usual
            if belief >= SURE and _odds(belief) >= ODDS * _odds(usual):
                self.bets += 1
                self.won += guess == clue.truth
        return self.won
