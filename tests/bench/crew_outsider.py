"""Another author's attacker on a crew's pictures: small crews, belief over a whole year, two helpers who
say each week what teaches the lead most, and all that a lead may know besides.

    python -m tests.bench crew_outsider      `SHOULDER_TEST_CREW_OUTSIDER` is how many years of each kind

In each kind of year something happens that sets one member apart. A bet is made when belief in one of
low, so-so and good is nine to one or better, three times the odds from the start, and three times the odds
of a bet on anybody else. *Ruled out*: one of the three has become impossible. Where nobody's mood changes
belief is exact (`crew_belief.py`), elsewhere it is weighed by thousands of made-up crews (`crew_cloud.py`).

The same attacker first tries pictures that are drawn anew each week, as before `bot/crew/held.py`: a 0 means
nothing if it could not have won anything.
"""

from __future__ import annotations

import hashlib
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.crew.anonymity import Mark, Picture, Rules, Said, picture
from bot.crew.held import Stands, told
from tests.bench.crew_belief import FEELS, Belief, Seen, Told, World
from tests.bench.crew_cloud import Cloud

YEARS = int(os.environ.get("SHOULDER_TEST_CREW_OUTSIDER", "20"))
SIZES = (12, 13, 14)
MIXES = ((0.33, 0.34, 0.33), (0.2, 0.3, 0.5), (0.5, 0.3, 0.2))
KINDS = (
    "nothing",
    "vacation",
    "long sick leave",
    "away from the first",
    "away after a year",
    "leaves",
    "leaves, lots drawn on purpose",
    "raised",
)
WORLDS = {
    "moods never change, all answer": (1.0, 1.0),
    "moods never change, four of five answer": (0.8, 1.0),
    "forty-nine of fifty moods last, four of five answer": (0.8, 0.98),
    "nineteen of twenty moods last, four of five answer": (0.8, 0.95),
    "four of five moods last, four of five answer": (0.8, 0.8),
    "moods are new each week, nine of ten answer": (0.9, 0.0),
}
_SILENT, _GONE = None, "gone"
_EACH: tuple[int | None, ...] = (0, 1, 2, _SILENT)
_SAYS = tuple((a, b) for a in _EACH for b in _EACH)


@dataclass
class Score:
    """Of all years of a kind in a world."""

    years: int = 0
    bets: int = 0
    won: int = 0
    ruled_out: int = 0
    best: tuple[float, float, float] = (
        0.5,
        0.5,
        1.0,
    )  # belief, of anyone else, gain in odds over them


@dataclass
class Year:
    """What is true, and what happens when."""

    rng: random.Random
    size: int
    world: World
    kind: str
    mark: Mark
    held: bool = True  # a side stands until five feel otherwise; drawn anew each week if not
    moods: dict[str, int] = field(default_factory=dict)
    said: dict[int, dict[str, Said]] = field(default_factory=dict)
    stands: Stands | None = None

    def people(self, week: int) -> list[str]:
        """Who is in the cohort, under the ids the hash gets."""
        x, a, b = self.three(week)
        others = [f"m{i}" for i in range(self.size - 3)]
        return [*others, *(name for name in (x, a, b) if name)]

    def three(self, week: int) -> tuple[str, str, str]:
        """The ids of x and the helpers, "" for who is gone."""
        x = "" if self.kind.startswith("leaves") and week >= 26 else "x"
        if self.kind != "leaves, lots drawn on purpose":
            return x, "a", "b"
        # each helper may leave once, for good: newcomers wait for six more
        return x, "" if week >= 40 else "a", "" if week >= 12 else "b"

    def away(self, week: int) -> bool:
        """Whether everybody knows that x says nothing."""
        weeks = {
            "vacation": (*range(14, 16), 30),
            "long sick leave": range(20, 32),
            "away from the first": range(4),
            "away after a year": range(46, 52),
        }
        return week in weeks.get(self.kind, ())

    def rules(self, week: int) -> Rules:
        return Rules(6) if self.kind == "raised" and week >= 26 else Rules()

    def feel(self) -> None:
        """A week goes by."""
        for name in [f"m{i}" for i in range(self.size - 3)] + ["x"]:
            if name not in self.moods or self.rng.random() >= self.world.keeps:
                (self.moods[name],) = self.rng.choices(range(3), self.world.mix)


def run() -> Iterator[str]:
    """All kinds of years in all worlds."""
    yield f"crews of {SIZES}, {YEARS} years of each kind, 52 weeks, belief about one member"
    for name, (answers, keeps) in WORLDS.items():
        for held in (False, True) if keeps == 1 else (True,):
            yield name + ("" if held else ", pictures drawn anew each week")
            for kind in KINDS:
                score = Score()
                for seed in range(YEARS):
                    attack(made(seed, kind, answers, keeps, held=held), score, seed)
                yield (
                    f"  {kind}: {score.won} of {score.bets} bets won, in {score.years} years; ruled out "
                    f"{score.ruled_out}; largest gain over the others {score.best[2]:.1f} times the odds "
                    f"(belief {score.best[0]:.2f}, anyone else {score.best[1]:.2f})"
                )


def made(seed: int, kind: str, answers: float, keeps: float, *, held: bool = True) -> Year:
    """A year that is the same whenever it is made."""
    rng = random.Random(f"{seed} {kind} {answers} {keeps}")  # noqa: S311 - not secret
    key = rng.randbytes(16)

    def mark(*parts: str) -> str:
        return hashlib.blake2b("\0".join(parts).encode(), key=key).hexdigest()

    world = World(answers, rng.choice(MIXES), keeps)
    return Year(rng, rng.choice(SIZES), world, kind, mark, held)


def attack(year: Year, score: Score, seed: int = 0) -> None:
    """Through the year, week by week."""
    belief: Belief | Cloud
    if year.world.keeps < 1:
        belief = Cloud(year.size, year.world, year.rules(0), seed)
    else:
        belief = Belief(year.size, year.world, year.rules(0))
    before, won = year.people(0), 0
    for week in range(52):
        year.feel()
        belief.rules = year.rules(week)
        x, a, b = year.three(week)
        now = year.people(week)
        if now != before:
            belief.redraw(x=bool(x), a=bool(a), b=bool(b))
            before = now
        if isinstance(belief, Belief) and year.held:
            belief.held = year.stands is not None
        away = year.away(week)
        said = _worth_most(belief, away or not x, (a, b))
        shown = _told(year, now, said, week)
        belief.see(Seen(shown, said, away, not x))
        won += _bet(belief, year, score)
        belief.week()
    score.years += won > 0


def _worth_most(
    belief: Belief | Cloud, apart: bool, helpers: tuple[str, str]
) -> tuple[int | None | str, int | None | str]:
    """What the helpers say: what teaches most about x when x is set apart, most about all otherwise."""

    def worth(says: tuple[int | None, int | None]) -> float:
        of_x, of_all = belief.worth(says, away=apart)
        return (20 * of_x if apart else of_x) + of_all / 10

    choices = [
        says for says in _SAYS
        if all(here or said is _SILENT for here, said in zip(helpers, says, strict=True))
    ]  # fmt: skip
    a, b = max(choices, key=worth)
    return (a if helpers[0] else _GONE), (b if helpers[1] else _GONE)


def _told(
    year: Year, people: list[str], helpers: tuple[int | None | str, int | None | str], week: int
) -> Told:
    said = {}
    for name in people:
        if name in "ab":
            answer = helpers["ab".index(name)]
            if isinstance(answer, int):
                said[name] = Said(FEELS[answer])
        elif not (name == "x" and year.away(week)) and year.rng.random() < year.world.answers:
            said[name] = Said(FEELS[year.moods[name]])
    year.said[week] = said
    shown = _picture(year, frozenset(people), week)
    return None if shown is None else (shown.people, shown.half, shown.mood.level)


def _picture(year: Year, people: frozenset[str], week: int) -> Picture | None:
    rules = year.rules(week)
    if not year.held:
        return picture(people, year.said[week], rules, year.mark)
    now = told(people, week, year.said, year.stands, rules, year.mark)
    if now is None:
        return None
    shown, year.stands = now
    return shown


def _bet(belief: Belief | Cloud, year: Year, score: Score) -> int:
    won = 0
    others = belief.of_another()
    for feels, (now, start, other) in enumerate(
        zip(belief.of_x(), year.world.mix, others, strict=True)
    ):
        gain = _odds(now) / max(_odds(other), 1e-9)
        if gain > score.best[2] and now > start:
            score.best = float(now), float(other), gain
        score.ruled_out += now < 1e-9 < other
        if now >= 0.9 and _odds(now) >= 3 * _odds(start) and gain >= 3:
            score.bets += 1
            won += year.moods["x"] == feels
    score.won += won
    return won


def _odds(p: float) -> float:
    return p / (1 - p) if p < 1 - 1e-12 else 1e12
