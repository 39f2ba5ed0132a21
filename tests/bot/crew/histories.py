"""Made-up years of made-up crews, and an adaptive attacker's two helpers in each. Seeded, no storage.

The attacker leads every crew, knows who is a member of what and since when (more than a lead is ever
shown), and two members do as they are told and tell what they said. `Plain` is what a digest without
`bot/crew/anonymity.py` would be: exact counts from five answers on. The attacks are tried on both.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.crew.anonymity import Mark, Roster, Rules, Said, cohorts
from bot.crew.held import LASTS, Stands
from bot.crew.held import told as tell

State = Literal["absent", "low", "middle", "good"]
STATES: tuple[State, ...] = ("absent", "low", "middle", "good")
VALUES: dict[str, int] = {"low": 2, "middle": 3, "good": 4}
Regime = Literal["fresh", "sticky", "frozen"]
Policy = Literal["honest", "silent", "balance", "probe"]
LOADS = ("back_to_back", "rude_customers", "systems")


def keyed(key: str) -> Mark:
    """A stand-in for `Vault.mark`."""
    secret = key.encode()

    def mark(*parts: str) -> str:
        return hashlib.blake2b("\x1f".join(parts).encode(), key=secret, digest_size=12).hexdigest()

    return mark


@dataclass(frozen=True)
class Week:
    """One crew's week: whom the attacker knows to be counted, what was told, and the truth. `stood`: the
    parts of the picture that were not drawn this week; nobody is told which, and attackers get it anyway."""

    number: int
    crew: str
    cohort: frozenset[str]
    told: Any
    stood: frozenset[str]
    states: Mapping[str, State]
    said: Mapping[str, Said]


@dataclass
class History:
    """A year. `rates` are how often people take part and how the answers fall: the attacker knows them."""

    regime: Regime
    policy: Policy
    helpers: tuple[str, str]
    rates: tuple[float, float, float, float]
    away: dict[int, str] = field(default_factory=dict)  # week → who is known to be away in it
    weeks: list[Week] = field(default_factory=list)

    def of(self, crew: str) -> list[Week]:
        """One crew's weeks."""
        return [week for week in self.weeks if week.crew == crew]


Digest = Callable[[str, int, frozenset[str], Mapping[str, Said]], tuple[Any, frozenset[str]]]
"""Crew, week, who is counted, what they said → what is told, and which parts of it only stood."""
Counting = Callable[[Sequence[Roster], Mapping[str, frozenset[str]]], dict[str, frozenset[str]]]


def shoulder(seed: int, rules: Rules) -> tuple[Counting, Digest]:
    """What this project does."""
    held = Held(rules, keyed(f"key {seed}"))
    return (lambda rosters, before: cohorts(rosters, before, rules)), held.digest


class Held:
    """What is told of each crew, and what stands, as `bot/crew/telling.py` keeps it."""

    def __init__(self, rules: Rules, mark: Mark) -> None:
        self._rules, self._mark = rules, mark
        self._said: dict[int, Mapping[str, Said]] = {}
        self._stands: dict[str, Stands] = {}
        self._before: dict[str, frozenset[str]] = {}

    def digest(
        self, crew: str, week: int, cohort: frozenset[str], said: Mapping[str, Said]
    ) -> tuple[Any, frozenset[str]]:
        """One crew's week, in order."""
        self._said[week] = said
        before = self._before.get(crew, frozenset())
        if before and cohort - before:
            self._stands.pop(crew, None)
        self._before[crew] = cohort
        stood = self._stands.get(crew)
        now = tell(cohort, week, self._said, stood, self._rules, self._mark)
        if now is None:
            return None, frozenset()
        told, self._stands[crew] = now
        return told, _stood(week, stood, now[1]) if stood else frozenset()


def _stood(week: int, before: Stands, now: Stands) -> frozenset[str]:
    """Mood, energy, and loads by name. Where changes are only counted anew, after a year, nothing is drawn."""

    def drawn(at: int, was: int) -> bool:
        return at == week and week - was < LASTS

    parts = {"mood": drawn(now.mood_at, before.mood_at)}
    parts["energy"] = drawn(now.energy_at, before.energy_at) or before.energy is None
    for load in LOADS:
        at, was = (s.loads.get(load, (0, s.loads_at))[1] for s in (now, before))
        parts[load] = drawn(at, was)
    return frozenset(part for part, anew in parts.items() if not anew)


def plain(seed: int, rules: Rules) -> tuple[Counting, Digest]:
    """Exact counts of everyone in the crew, from five answers on."""

    def counts(
        crew: str, week: int, cohort: frozenset[str], said: Mapping[str, Said]
    ) -> tuple[tuple[int, ...] | None, frozenset[str]]:
        values = [said[p].mood for p in cohort if p in said]
        told = tuple(sum(v == VALUES[part] for v in values) for part in ("low", "middle", "good"))
        return (told if len(values) >= rules.people else None), frozenset()

    return (lambda rosters, before: {r.crew: r.members - r.leads for r in rosters}), counts


REGIMES: tuple[Regime, ...] = ("fresh", "sticky", "frozen")
POLICIES: tuple[Policy, ...] = ("honest", "silent", "balance", "probe")
RATES = (0.5, 0.65, 0.8, 0.9, 1.0)
MIXES = (  # how answers fall: even, mostly fine, mostly low, all but one mind
    (0.33, 0.34, 0.33), (0.2, 0.3, 0.5), (0.5, 0.3, 0.2), (0.05, 0.05, 0.9), (0.9, 0.05, 0.05),
)  # fmt: skip


def history(
    seed: int, weeks: int = 52, how: Callable[..., tuple[Counting, Digest]] = shoulder
) -> History:
    """One random year."""
    rng = random.Random(seed)
    regime, policy = rng.choice(REGIMES), rng.choice(POLICIES)
    size = rng.choice((11, 12, 12, 13, 14, 16, 20, 26, 40))
    taking = 1.0 if regime == "frozen" else rng.choice(RATES)
    low, middle, good = rng.choice(MIXES)
    year = History(regime, policy, ("p0", "p1"), (taking, low, middle, good))
    if seed % 3 == 0:  # somebody is away for a while, and everybody knows
        first, weeks_away = random.Random(~seed).choice(((8, 1), (20, 3), (20, 10)))
        year.away = dict.fromkeys(range(first, first + weeks_away), "p2")
    people = _People(rng, year, size)
    count, digest = how(seed, Rules())
    before: dict[str, frozenset[str]] = {}
    for number in range(weeks):
        people.turn_over(number)
        rosters = people.rosters()
        before = count(rosters, before)
        states = people.states(number, year)
        said = {
            p: Said(VALUES[s], people.energy(s), people.loads())
            for p, s in states.items()
            if s != "absent"
        }
        for crew, cohort in before.items():
            told, stood = digest(crew, number, cohort, said) if cohort else (None, frozenset())
            year.weeks.append(Week(number, crew, cohort, told, stood, states, said))
    return year


class _People:
    """Who is in which crew, and how they are."""

    def __init__(self, rng: random.Random, year: History, size: int) -> None:
        self._rng, self._year, self._next = rng, year, size
        self._pace = rng.choice((0.0, 0.005, 0.02))
        everyone = [f"p{i}" for i in range(size)]
        self._in: dict[str, list[str]] = {"main": [*everyone, "lead"]}
        kind = rng.choice(("none", "all but one", "part", "close and open"))
        self._kind = kind
        if kind == "all but one":
            self._in["sub"] = [p for p in everyone if p != everyone[-1]]
        elif kind == "part":
            self._in["sub"] = everyone[: size // 2] + [f"q{i}" for i in range(size // 2)]
        self._moods: dict[str, State] = {}

    def rosters(self) -> list[Roster]:
        lead = frozenset(("lead",))
        return [Roster(crew, frozenset(people), lead) for crew, people in self._in.items()]

    def turn_over(self, number: int) -> None:
        """Some leave, some come; and once, a lead may close the crew and open it without one of them."""
        rng = self._rng
        if self._kind == "close and open" and number == 26 and "main" in self._in:
            old = [p for p in self._in.pop("main") if p != "lead"]
            self._in["again"] = [*old[:-1], "lead"]
        if number in (17, 35) and self._in.get("main") and rng.random() < 0.5:
            others = [p for p in self._in["main"] if p not in ("lead", "p0", "p1")]
            self._in["main"].remove(rng.choice(others))  # one leaves in a quiet time
        for people in self._in.values():
            for person in people[:]:
                if person not in ("lead", "p0", "p1") and rng.random() < self._pace:
                    people.remove(person)
            if rng.random() < self._pace * 10:
                people.append(f"n{self._next}")
                self._next += 1

    def states(self, number: int, year: History) -> dict[str, State]:
        """Everyone's week. The two helpers do what the attacker wants, after what was told so far."""
        out: dict[str, State] = {}
        everyone = {p for people in self._in.values() for p in people}
        for person in sorted(everyone - {"lead"}):
            mood = self._mood(person)
            out[person] = mood if self._rng.random() < year.rates[0] else "absent"
        if number in year.away and year.away[number] in out:
            out[year.away[number]] = "absent"
        for index, helper in enumerate(year.helpers):
            out[helper] = self._helped(index, out[helper])
        return out

    def energy(self, mood: State) -> int:
        return VALUES[mood] if self._rng.random() < 0.8 else 0

    def loads(self) -> frozenset[str]:
        # Two loads that most have, so that some are named, and one that few have.
        return frozenset(load for load in LOADS[:2] if self._rng.random() < 0.8)

    def _mood(self, person: str) -> State:
        keep = {"fresh": 0.0, "sticky": 0.8, "frozen": 1.0}[self._year.regime]
        if person not in self._moods or self._rng.random() >= keep:
            (drawn,) = self._rng.choices(STATES[1:], self._year.rates[1:])
            self._moods[person] = drawn
        return self._moods[person]

    def _helped(self, index: int, own: State) -> State:
        last = next((w.told for w in reversed(self._year.weeks) if w.crew == "main"), None)
        match self._year.policy:
            case "silent":
                return "absent"
            case "balance":  # push against what was told, to where one answer decides
                level = getattr(getattr(last, "mood", None), "level", "mixed")
                return {"low": "good", "good": "low"}.get(level, own)  # type: ignore[return-value]
            case "probe":
                turn = len(self._year.weeks) // max(1, len(self._in))
                return STATES[1:][(turn // (1 + 2 * index)) % 3]
        return own


def histories(n: int, weeks: int = 52, **how: Any) -> Iterator[History]:
    """The first n years."""
    for seed in range(n):
        yield history(seed, weeks, **how)
