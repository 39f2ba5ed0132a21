"""The other author's attacker plays by the package's rules, knows what can be known, and could win."""

from __future__ import annotations

import random

import numpy as np
import pytest

from bot.crew.anonymity import Rules, Said
from bot.crew.held import FOR, Stands, told
from tests.bench.crew_belief import FEELS, Belief, Seen, World
from tests.bench.crew_cloud import Cloud, Drawn, tells
from tests.bench.crew_outsider import Score, attack, made

_SIDES = {"low": 0, "mixed": 1, "good": 2}


@pytest.mark.parametrize("seed", range(40))
def test_made_up_crews_are_told_what_a_real_one_would_be(seed: int) -> None:
    """One crew as rows of numbers and as the package reads it: the same side, week by week."""
    rng = random.Random(seed)
    size, answers, keeps = rng.choice((12, 13, 14)), rng.choice((0.7, 0.9)), rng.choice((0.5, 0.9))
    people = [f"p{i:02}" for i in range(size)]
    rules, out = Rules(), set(rng.sample(range(size), 2))

    def mark(*parts: str) -> str:
        return ("0" if parts[-1] in {people[i] for i in out} else "1") + parts[-1]

    left_in = np.array([[i not in out for i in range(size)]])
    nothing = np.full(1, -1)
    stood = Drawn(nothing, nothing, np.full((1, size), -1))
    stands: Stands | None = None
    said: dict[int, dict[str, Said]] = {}
    moods = [rng.randrange(3) for _ in people]
    rows: list[np.ndarray] = []
    for week in range(20):
        moods = [m if rng.random() < keeps else rng.randrange(3) for m in moods]
        row = [m if rng.random() < answers else -1 for m in moods]
        said[week] = {p: Said(FEELS[m]) for p, m in zip(people, row, strict=True) if m >= 0}
        rows.append(np.array([row]))
        last = rows[-1]
        for before in rows[-2 : -FOR - 1 : -1]:
            last = np.where(last == -1, before, last)
        sides, stood = tells(rows[-1], last, left_in, stood, week, rules)
        now = told(frozenset(people), week, said, stands, rules, mark)
        assert sides[0] == (-1 if now is None else _SIDES[now[0].mood.level])
        stands = now[1] if now else stands


def test_made_up_crews_believe_what_counting_says() -> None:
    """Where moods never change both ways can be taken; one first week with a side, then it stands."""
    world = World(0.8, (0.5, 0.3, 0.2), 1.0)
    exact, cloud = Belief(12, world, Rules()), Cloud(12, world, Rules(), 1, crowd=200_000)
    for week in range(6):
        seen = Seen((7, True, "good") if week != 2 else None, (2, 2), away=week == 3)
        for belief in (exact, cloud):
            belief.see(seen)
            belief.week()
        exact.held = True
        assert np.abs(exact.of_x() - cloud.of_x()).max() < 0.015
        assert np.abs(exact.of_another() - cloud.of_another()).max() < 0.015
    assert exact.of_x()[2] > 0.25  # it has learnt something


def test_the_attacker_wins_against_pictures_that_are_drawn_anew_each_week() -> None:
    """A 0 means nothing if nobody could have won."""
    anew, held = Score(), Score()
    for seed, kind in ((8, "vacation"), (10, "vacation"), (2, "long sick leave")):
        attack(made(seed, kind, 1.0, 1.0, held=False), anew)
        attack(made(seed, kind, 1.0, 1.0), held)
    assert anew.years == 3 and anew.ruled_out > 0
    assert held.bets == held.ruled_out == 0 and held.best[2] < 1.01


@pytest.mark.parametrize("kind", ["long sick leave", "leaves, lots drawn on purpose"])
def test_where_moods_hardly_change_nobody_is_set_apart(kind: str) -> None:
    score = Score()
    attack(made(1, kind, 0.8, 0.95), score)
    assert score.bets == 0 and score.best[2] < 3
