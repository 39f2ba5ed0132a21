"""What may be told about a crew's week, and to whom it can never point. Pure; nothing is drawn fresh.

Every number a lead ever sees comes out of `picture`, and stands as `bot/crew/held.py` lets it stand. The
argument why nobody can be named from all of them together, with two members helping the lead, is in
docs/anonymity.md; the words here are its words:

- *cohort*: who may be counted in a week. Nobody is in two cohorts (`cohorts`), and newcomers are let in
  many at a time, never one by one.
- *lot*: the few of a cohort who are left out, chosen by a keyed hash of the cohort itself. The same
  people give the same lot, so that asking again teaches nothing. Nobody knows who is left out.
- *picture*: majorities and bands, never a count. Whatever is told could have come about without any
  one person, whoever that is and whatever they said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

PEOPLE, PICKED = 5, 10  # the least that may be asked for
COLLUDING = 2  # members who tell the lead what they said themselves
_SPARE = COLLUDING + 1  # people who must not have picked a load that is named
_LOADS = 2  # loads that are named
_FINE = 20  # answers from which the low share is told in quarters
_STEPS = (_FINE, 50, 100, 200, 500, 1000)  # how many answered, told as "at least"

Mark = Callable[..., str]
"""A keyed hash that nobody outside can compute: `Vault.mark`."""

Part = Literal["low", "middle", "good"]
Level = Literal["low", "mixed", "good"]


@dataclass(frozen=True, slots=True)
class Rules:
    """How many people must stand behind a number, and behind a load. Raises ValueError below 5 and 10."""

    people: int = PEOPLE
    picked: int = PICKED

    def __post_init__(self) -> None:
        if self.people < PEOPLE or self.picked < PICKED:
            raise ValueError(
                f"A crew picture needs {PEOPLE} people or more, a load {PICKED} or more."
            )

    @property
    def answered(self) -> int:
        """The fewest answers behind a picture: enough without those who would tell."""
        return self.people + COLLUDING

    @property
    def batch(self) -> int:
        """The fewest newcomers who are let in together."""
        return self.people + COLLUDING

    @property
    def smallest(self) -> int:
        """The smallest cohort that can have a picture: even if those who would tell keep silent, one
        more may be missing without anybody noticing."""
        size = self.answered
        while size - left_out(size) - COLLUDING <= self.answered:
            size += 1
        return size


@dataclass(frozen=True, slots=True)
class Said:
    """What one person said in one week, all check-ins together. `energy` is 0 when none was given."""

    mood: float
    energy: float = 0.0
    loads: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Scale:
    """Mood or energy of a week: what more than half said, and for 20 answers or more how many quarters
    of them the low ones exceed (0 to 3)."""

    level: Level
    low: int | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """All that a lead may learn about a week. At least `people` answered; `half`: whether half of those
    who are counted did, None where that would tell too much. `loads` are named, the commonest first."""

    people: int
    half: bool | None
    mood: Scale
    energy: Scale | None = None
    loads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """Who said yes to a crew and has not left, and who leads it. Ids are opaque, one per human."""

    crew: str
    members: frozenset[str]
    leads: frozenset[str] = frozenset()


def cohorts(
    rosters: Sequence[Roster], before: Mapping[str, frozenset[str]], rules: Rules
) -> dict[str, frozenset[str]]:
    """Who is counted where, from the rosters (the oldest crew first) and who was counted a week before.

    A person stays where they are counted until they leave that crew or lead it; a place elsewhere can
    only be theirs after that. Newcomers wait until enough have come. The answer never depends on what
    anybody said.
    """
    out: dict[str, frozenset[str]] = {}
    taken: set[str] = set()
    for roster in rosters:
        stay = before.get(roster.crew, frozenset()) & (roster.members - roster.leads)
        out[roster.crew] = stay - taken
        taken |= stay
    for roster in rosters:
        stay = out[roster.crew]
        waiting = roster.members - roster.leads - taken
        if len(waiting) >= (rules.batch if stay else rules.smallest):
            out[roster.crew] = stay | waiting
            taken |= waiting
    return out


def left_out(size: int) -> int:
    """How many of a cohort are left out: one of eleven, two from twelve, a tenth from thirty."""
    return max(1, min(2, size // 6), size // 10)


def counted(cohort: Iterable[str], mark: Mark) -> frozenset[str]:
    """The cohort without its lot. A change of one person draws the whole lot anew."""
    people = sorted(cohort)
    whole = mark("crew cohort", *people)
    drawn = sorted(people, key=lambda person: mark("crew lot", whole, person))
    return frozenset(drawn[left_out(len(people)) :])


def picture(
    cohort: frozenset[str], said: Mapping[str, Said], rules: Rules, mark: Mark
) -> Picture | None:
    """What may be told of a week in which the cohort said that; None when nothing may."""
    if len(cohort) < rules.smallest:
        return None
    there = counted(cohort, mark)
    answers = [said[person] for person in sorted(there) if person in said]
    if len(answers) < rules.answered:
        return None
    people = _at_least(len(answers), len(there), rules)
    fine = people >= _FINE
    mood = _scale([a.mood for a in answers], fine, rules)
    energies = [a.energy for a in answers if a.energy]
    energy = None
    if len(energies) >= rules.answered:
        energy = _scale(energies, fine and len(energies) >= _FINE, rules)
    loads = commonest(picks(answers, len(there), rules))
    return Picture(people, _half(len(answers), len(there), rules), mood, energy, loads)


def part(value: float) -> Part:
    """Which third of the scale 1 to 5 a value is in."""
    return "low" if value < 2.5 else "good" if value >= 3.5 else "middle"


def _at_least(answers: int, there: int, rules: Rules) -> int:
    """A step that was reached. Only steps that can be reached without a quarter of those counted."""
    reached = (s for s in _STEPS if rules.answered < s <= min(answers, 0.75 * there))
    return max(reached, default=rules.answered)


def _half(answers: int, there: int, rules: Rules) -> bool | None:
    """Told only where less than half can still be many different numbers."""
    if there <= 2 * rules.answered:
        return True
    return None if there < 2 * (rules.answered + COLLUDING + 1) else 2 * answers >= there


def _scale(values: Sequence[float], fine: bool, rules: Rules) -> Scale:
    """A side is named when it is the majority and enough people are on it; else all are one."""
    parts = Counter(part(value) for value in values)
    level: Level = "mixed"
    for side in ("low", "good"):
        if parts[side] >= rules.people and 2 * parts[side] > len(values):
            level = "low" if side == "low" else "good"
    if not fine:
        return Scale(level)
    low = parts["low"] if parts["low"] >= rules.people else 0
    return Scale(level, sum(4 * low > quarter * len(values) for quarter in (1, 2, 3)))


def names_loads(there: int, rules: Rules) -> bool:
    """Whether of so many who are left in enough can pick a load, and enough not."""
    return there - COLLUDING >= rules.picked + 2 * _SPARE


def picks(answers: Sequence[Said], there: int, rules: Rules) -> dict[str, int]:
    """The loads that enough people picked and enough did not, and how many did. Not for telling."""
    if not names_loads(there, rules):
        return {}
    picked = Counter(load for answer in answers for load in answer.loads)
    return {x: n for x, n in picked.items() if rules.picked <= n <= len(answers) - _SPARE}


def commonest(picked: Mapping[str, int]) -> tuple[str, ...]:
    """The loads that are named, the commonest first."""
    return tuple(sorted(picked, key=lambda load: (-picked[load], load))[:_LOADS])
