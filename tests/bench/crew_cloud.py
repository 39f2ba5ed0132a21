"""What an attacker believes where moods move: many made-up crews that all explain what was told so far.

A picture stands until five feel otherwise (`bot/crew/held.py`), so what a week tells depends on what
everybody said weeks ago. That is too much to count in full, as `crew_belief.py` does; here each of many
thousand crews carries the whole state, and whichever doesn't tell what was told is dropped (a particle
filter). With every crew the same rules are followed as in the package: `tests/bot/crew/test_outsider.py`
holds them against each other, and the beliefs against exact ones.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bot.crew.anonymity import Rules, left_out
from bot.crew.held import FOR, LASTS
from tests.bench.crew_belief import Seen, World, bits

CROWD = 12_000
_ENOUGH, _TRIES = CROWD // 8, 12  # crews that must be left, and how often a week is drawn for it
_NO = -1  # no answer, no picture
_X, _A, _B = 0, 1, 2  # columns; the others follow
Answers = np.ndarray  # crews × people, 0 low, 1 so-so, 2 good, -1 none


@dataclass
class Drawn:
    """What stands in each crew: the side (-1 for nothing), since which week, and what each had said."""

    side: np.ndarray
    at: np.ndarray
    said: Answers

    def pick(self, which: np.ndarray) -> Drawn:
        return Drawn(self.side[which], self.at[which], self.said[which])


def tells(
    said: Answers, last: Answers, left_in: np.ndarray, stood: Drawn, week: int, rules: Rules
) -> tuple[np.ndarray, Drawn]:
    """(the side that each crew is told, -1 for no picture; what stands then). `last`: what each said
    last, in four weeks with this one."""
    counted = said * left_in + _NO * ~left_in
    low, good = (counted == 0).sum(axis=1), (counted == 2).sum(axis=1)
    n = (counted != _NO).sum(axis=1)
    anew = np.where(
        (low >= rules.people) & (2 * low > n), 0,
        np.where((good >= rules.people) & (2 * good > n), 2, 1),
    )  # fmt: skip
    both = (last != _NO) & (stood.said != _NO) & left_in
    moved = (both & (last != stood.said)).sum(axis=1) >= rules.people
    moved |= ~both.any(axis=1) & (week - stood.at < LASTS)
    shown = n >= rules.answered
    draws = shown & (moved | (stood.side == _NO) | (week - stood.at >= LASTS))
    side = np.where(draws, anew, stood.side)
    now = Drawn(side, np.where(draws, week, stood.at), np.where(draws[:, None], last, stood.said))
    return np.where(shown, side, _NO), now


class Cloud:
    """The same questions as to `Belief`, about x in a crew of x, two helpers and others."""

    def __init__(
        self, size: int, world: World, rules: Rules, seed: int, crowd: int = CROWD
    ) -> None:
        self._rng = np.random.default_rng(seed)
        self.world, self.rules, self._week, self._crowd = world, rules, 0, crowd
        self._size = size
        self._here = np.ones(size, dtype=bool)
        self._moods = self._feel((crowd, size))
        self._past = np.full((FOR - 1, crowd, size), _NO, dtype=np.int8)
        nothing = np.full(crowd, _NO, dtype=np.int8)
        self._stood = Drawn(nothing, nothing.astype(int), np.full((crowd, size), _NO, np.int8))
        self._left_in: np.ndarray = self._lot()
        self._says: Answers | None = None

    # --- what happens

    def redraw(self, *, x: bool, a: bool, b: bool) -> None:
        """The lot is drawn anew, with or without each of the three."""
        self._here[[_X, _A, _B]] = x, a, b
        self._left_in = self._lot()

    def see(self, seen: Seen) -> None:
        """Only those crews stay that tell this."""
        side = _NO if seen.told is None else ("low", "mixed", "good").index(seen.told[2])
        kept: list[tuple[np.ndarray, Answers, Drawn]] = []
        found = 0
        for turn in range(_TRIES):
            if self._says is None or turn:
                self._says = self._answers(hidden=seen.away or seen.left)
            said = self._with(self._says, seen.helpers)
            told, stands = self._tells(said)
            (which,) = np.nonzero(told == side)
            kept.append((which, said[which], stands.pick(which)))
            found += len(which)
            if found >= _ENOUGH:
                break
        if not found:
            raise AssertionError("no made-up crew explains what was told")
        which = np.concatenate([k[0] for k in kept])
        again = self._rng.integers(0, found, self._crowd)
        from_ = which[again]
        said = np.concatenate([k[1] for k in kept])[again]
        stands = Drawn(
            np.concatenate([k[2].side for k in kept])[again],
            np.concatenate([k[2].at for k in kept])[again],
            np.concatenate([k[2].said for k in kept])[again],
        )
        self._moods, self._left_in = self._moods[from_], self._left_in[from_]
        self._stood = stands
        self._past = np.concatenate([said[None], self._past[:-1, from_]])
        self._says = None

    def week(self) -> None:
        """People's moods move on."""
        moves = self._rng.random(self._moods.shape) >= self.world.keeps
        self._moods = np.where(moves, self._feel(self._moods.shape), self._moods)
        self._week += 1

    # --- what is believed

    def of_x(self) -> np.ndarray:
        """P(low), P(so-so), P(good)."""
        return np.bincount(self._moods[:, _X], minlength=3) / self._crowd

    def of_another(self) -> np.ndarray:
        """The same of anybody else."""
        others = self._moods[:, _B + 1 :]
        return np.bincount(others.ravel(), minlength=3) / others.size

    def worth(self, helpers: tuple[int | None, int | None], *, away: bool) -> tuple[float, float]:
        """(bits about x, bits about everything) that a week is expected to bring if the helpers say this."""
        if self._says is None:
            self._says = self._answers(hidden=away)
        told, _ = self._tells(self._with(self._says, helpers))
        joint = np.zeros((4, 3))
        np.add.at(joint, (told + 1, self._moods[:, _X]), 1 / self._crowd)
        whole = bits(joint.sum(axis=1))
        return whole + bits(joint.sum(axis=0)) - bits(joint.ravel()), whole

    # --- inside

    def _feel(self, shape: tuple[int, ...]) -> np.ndarray:
        return self._rng.choice(3, shape, p=self.world.mix).astype(np.int8)

    def _lot(self) -> np.ndarray:
        """Who is left in: in each crew as many as the rules leave out are out, anybody."""
        order = self._rng.random((self._crowd, self._size))
        order[:, ~self._here] = 2  # not in the cohort
        out = left_out(int(self._here.sum()))
        edge = np.partition(order, out - 1, axis=1)[:, [out - 1]]
        return np.asarray((order > edge) & self._here)

    def _answers(self, *, hidden: bool) -> Answers:
        """What everybody but the helpers says this week."""
        speaks = self._rng.random(self._moods.shape) < self.world.answers
        if hidden or not self._here[_X]:
            speaks[:, _X] = False
        said = np.where(speaks, self._moods, np.int8(_NO))
        said[:, [_A, _B]] = _NO
        return said

    def _with(self, said: Answers, helpers: tuple[int | None | str, int | None | str]) -> Answers:
        said = said.copy()
        for column, answer in zip((_A, _B), helpers, strict=True):
            if isinstance(answer, int):
                said[:, column] = answer
        return said

    def _tells(self, said: Answers) -> tuple[np.ndarray, Drawn]:
        last = said
        for before in self._past:
            last = np.where(last == _NO, before, last)
        told, stands = tells(said, last, self._left_in, self._stood, self._week, self.rules)
        if self._here.sum() < self.rules.smallest:
            return np.full_like(told, _NO), self._stood
        return told, stands
