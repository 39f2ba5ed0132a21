"""What an attacker believes about one person after every digest of a stretch of weeks: exact, by counting.

Everything nobody knows is a state: how the person feels, who is left out, and how many of the others feel
how, among those who are counted and those who are not. One week rules out the states that could not have
told what was told. It asks `picture` itself what a week of such counts would tell. A week whose side only
stands (`held`) tells no more than that there is a picture: exact where nobody's mood changes, since then
nothing but the first picture is drawn. Written apart from `tests/bot/crew/attackers.py`, by somebody else;
no code is shared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import comb, factorial, log2

import numpy as np

from bot.crew.anonymity import Rules, Said, left_out, picture

Counts = tuple[int, int, int]  # low, so-so, good
FEELS = (1, 3, 5)  # what each of them checks in as
Told = tuple[int, bool | None, str] | None


@dataclass(frozen=True)
class World:
    """How people are, as the attacker knows: how often they answer, how they feel on the whole, and how
    often somebody feels as the week before anyway."""

    answers: float
    mix: tuple[float, float, float]
    keeps: float


@dataclass(frozen=True)
class Seen:
    """One week as the attacker saw it. `helpers`: what each of the two said, None for nothing, "gone"
    when they are not in the cohort. `away`: the person is known to say nothing this week; `left`: they
    are in the cohort no more."""

    told: Told
    helpers: tuple[int | None | str, int | None | str]
    away: bool = False
    left: bool = False


@cache
def tells(size: int, counts: Counts, rules: Rules) -> Told:
    """What is told when of a cohort so large these answers are counted."""
    people = [f"p{i:02}" for i in range(size)]
    out = left_out(size)
    feels = [mood for mood, n in zip(FEELS, counts, strict=True) for _ in range(n)]
    said = {who: Said(mood) for who, mood in zip(people[out:], feels, strict=False)}

    def mark(*parts: str) -> str:  # the first ones are the lot
        return parts[-1]

    told = picture(frozenset(people), said, rules, mark)
    return None if told is None else (told.people, told.half, told.mood.level)


@cache
def splits(n: int) -> tuple[Counts, ...]:
    """All ways in which n people can feel."""
    return tuple((i, j, n - i - j) for i in range(n + 1) for j in range(n + 1 - i))


@cache
def _falls(n: int, mix: tuple[float, float, float]) -> np.ndarray:
    """How likely each of them is."""
    ways = [
        factorial(n) // (factorial(i) * factorial(j) * factorial(k)) * mix[0]**i * mix[1]**j * mix[2]**k
        for i, j, k in splits(n)
    ]  # fmt: skip
    return np.array(ways)


@cache
def _moves(n: int, world: World) -> np.ndarray:
    """From how n people feel to how they feel a week later."""
    index = {counts: i for i, counts in enumerate(splits(n))}
    out = np.zeros((len(index), len(index)))
    for at, counts in enumerate(splits(n)):
        for kept in product(*(range(c + 1) for c in counts)):
            p = 1.0
            for c, k in zip(counts, kept, strict=True):
                p *= comb(c, k) * world.keeps**k * (1 - world.keeps) ** (c - k)
            if not p:
                continue
            for fresh, q in zip(
                splits(n - sum(kept)), _falls(n - sum(kept), world.mix), strict=True
            ):
                out[at, index[tuple(k + f for k, f in zip(kept, fresh, strict=True))]] += p * q  # type: ignore[index]
    return out


@cache
def _heard(
    n: int, world: World, plus: Counts, size: int, rules: Rules
) -> Mapping[Told, np.ndarray]:
    """Told → how likely, for every way in which the n others who are counted may feel; `plus` are the
    answers of those who are known."""
    out: dict[Told, np.ndarray] = {}
    for at, counts in enumerate(splits(n)):
        for there in product(*(range(c + 1) for c in counts)):
            p = 1.0
            for c, t in zip(counts, there, strict=True):
                p *= comb(c, t) * world.answers**t * (1 - world.answers) ** (c - t)
            if p:
                low, middle, good = (t + x for t, x in zip(there, plus, strict=True))
                told = tells(size, (low, middle, good), rules)
                out.setdefault(told, np.zeros(len(splits(n))))[at] += p
    return out


@dataclass(frozen=True)
class Lot:
    """Who of the three who are known is left out, and how many others."""

    x: bool
    a: bool
    b: bool
    others: int


class Belief:
    """About x, in a crew of x, two helpers and others of whom nothing is known."""

    def __init__(self, size: int, world: World, rules: Rules) -> None:
        self.world, self.rules = world, rules
        self.held = False
        self._others = size - 3
        self._size = size
        self._there = (True, True, True)  # x, a, b are in the cohort
        feels = np.array(world.mix)
        whole = np.einsum("x,s->xs", feels, _falls(self._others, world.mix))
        self._states = self._draw(whole)

    # --- what happens

    def redraw(self, *, x: bool, a: bool, b: bool) -> None:
        """The lot is drawn anew, with or without each of the three."""
        whole = self._whole()
        self._there = (x, a, b)
        self._size = self._others + x + a + b
        self._states = self._draw(whole)

    def see(self, seen: Seen) -> None:
        """Rule out what cannot have been, and go on to the week after."""
        for lot, state in self._states.items():
            state *= self._likely(lot, seen, seen.told)
        total = sum(state.sum() for state in self._states.values())
        if not total:
            raise AssertionError("the attacker's model does not explain what was told")
        for lot in self._states:
            self._states[lot] /= total

    def week(self) -> None:
        """People's moods move on."""
        keeps, mix = self.world.keeps, np.array(self.world.mix)
        own = keeps * np.eye(3) + (1 - keeps) * np.outer(np.ones(3), mix)
        for lot, state in self._states.items():
            inside, out = self._others - lot.others, lot.others
            self._states[lot] = np.einsum(
                "xio,xy,ij,op->yjp", state, own, _moves(inside, self.world), _moves(out, self.world),
                optimize=True,
            )  # fmt: skip

    # --- what is believed

    def of_x(self) -> np.ndarray:
        """P(low), P(so-so), P(good)."""
        return sum((state.sum(axis=(1, 2)) for state in self._states.values()), np.zeros(3))

    def of_another(self) -> np.ndarray:
        """The same of anybody else."""
        whole = self._whole().sum(axis=0)
        of_each: np.ndarray = np.array(splits(self._others)).T @ whole / self._others
        return of_each

    def worth(self, helpers: tuple[int | None, int | None], *, away: bool) -> tuple[float, float]:
        """(bits about x, bits about everything) that a week is expected to bring if the helpers say this."""
        seen = Seen(None, helpers, away)
        by_x: dict[Told, np.ndarray] = {}
        for lot, state in self._states.items():
            for told, chance in self._chances(lot, seen).items():
                by_x.setdefault(told, np.zeros(3))
                by_x[told] += (state * chance).sum(axis=(1, 2))
        joint = np.array(list(by_x.values()))
        whole = bits(joint.sum(axis=1))
        return whole + bits(joint.sum(axis=0)) - bits(joint.ravel()), whole

    # --- inside

    def _draw(self, whole: np.ndarray) -> dict[Lot, np.ndarray]:
        out_of = left_out(self._size)
        states = {}
        for x, a, b in product((False, True), repeat=3):
            if any(
                is_out and not here for is_out, here in zip((x, a, b), self._there, strict=True)
            ):
                continue
            out = out_of - x - a - b
            if out < 0:
                continue
            p = comb(self._others, out) / comb(self._size, out_of)
            states[Lot(x, a, b, out)] = p * np.einsum(
                "xs,sio->xio", whole, _parted(self._others, out)
            )
        return states

    def _whole(self) -> np.ndarray:
        total = np.zeros((3, len(splits(self._others))))
        for lot, state in self._states.items():
            total += np.einsum("xio,sio->xs", state, _parted(self._others, lot.others) > 0)
        return total

    def _likely(self, lot: Lot, seen: Seen, told: Told) -> np.ndarray:
        if self.held and told is not None:
            told = (told[0], told[1], "")
        return self._chances(lot, seen).get(told, np.zeros((1, 1, 1)))

    def _chances(self, lot: Lot, seen: Seen) -> Mapping[Told, np.ndarray]:
        known = [0, 0, 0]
        for said, is_out in zip(seen.helpers, (lot.a, lot.b), strict=True):
            if isinstance(said, int) and not is_out:
                known[said] += 1
        hidden = lot.x or seen.away or seen.left
        by_x = _by_x(
            self._others - lot.others, self.world, tuple(known), hidden, self._size, self.rules
        )  # fmt: skip
        return _without_sides(by_x) if self.held else by_x


@cache
def _by_x(
    n: int, world: World, known: Counts, hidden: bool, size: int, rules: Rules
) -> Mapping[Told, np.ndarray]:
    """Told → chance, by how x feels and how the n others who are counted feel."""
    found: dict[Told, np.ndarray] = {}
    speaks = 0.0 if hidden else world.answers
    for feels in range(3):
        for there, p in ((0, 1 - speaks), (1, speaks)):
            if not p:
                continue
            plus = list(known)
            plus[feels] += there
            for told, chance in _heard(n, world, tuple(plus), size, rules).items():
                found.setdefault(told, np.zeros((3, len(splits(n)), 1)))
                found[told][feels, :, 0] += p * chance
    return found


def _without_sides(by_x: Mapping[Told, np.ndarray]) -> Mapping[Told, np.ndarray]:
    out: dict[Told, np.ndarray] = {}
    for told, chance in by_x.items():
        key = told and (told[0], told[1], "")
        out[key] = out[key] + chance if key in out else chance
    return out


@cache
def _parted(n: int, out: int) -> np.ndarray:
    """P(how those who stay in feel, how those who are left out feel | how all n do)."""
    table = np.zeros((len(splits(n)), len(splits(n - out)), len(splits(out))))
    inside = {counts: i for i, counts in enumerate(splits(n - out))}
    for s, counts in enumerate(splits(n)):
        for o, gone in enumerate(splits(out)):
            rest = tuple(c - g for c, g in zip(counts, gone, strict=True))
            if min(rest) >= 0:
                ways = np.prod([comb(c, g) for c, g in zip(counts, gone, strict=True)])
                table[s, inside[rest], o] = ways / comb(n, out)  # type: ignore[index]
    return table


def bits(chances: np.ndarray) -> float:
    """Entropy."""
    return float(-sum(p * log2(p) for p in chances if p > 0))
