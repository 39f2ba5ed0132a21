"""Whether what was told leaves everything possible: looks for a world in which it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

from bot.crew.anonymity import Picture, Said, left_out
from tests.bot.crew.attackers.worlds import Helped, tries, world

Split = tuple[int, int, int]  # how many say low, how many good, and how many nothing
NOTHING_STOOD: frozenset[str] = frozenset()
_NOTHING = Said(3)


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


def counts_deniable(told: Any, size: int, helped: Helped) -> bool:
    """The same question to exact counts: what is left without the helpers must hold every possibility."""
    if told is None:
        return True
    left = list(told)
    for said in helped:
        if said is not None:
            left[int(said.mood) - 2] -= 1
    return all(left) and sum(left) < size - 2


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
        for low, good in product(tries(present - nothing), repeat=2):
            split = (low, good, nothing)
            if low + good <= present - nothing:
                got = _told(size, helped, present, gone, **{what: split})  # type: ignore[arg-type]
                if got is not None and getattr(got, what) == want:
                    return split
    return None


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
