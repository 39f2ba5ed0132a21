"""Worlds in which the lot falls as the attacker supposes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from bot.crew.anonymity import Rules, Said, left_out, picture

RULES = Rules()
Helped = tuple[Said | None, Said | None]  # what the two who help the attacker said


def world(size: int, out: Sequence[str], said: dict[str, Said], rules: Rules = RULES) -> Any:
    """What the digest tells when exactly `out` are left out. Members are x, a, b and m0, m1, …"""
    people = frozenset(["x", "a", "b", *(f"m{i}" for i in range(size - 3))])
    return picture(people, said, rules, lambda *p: ("0" if p[-1] in out else "1") + p[-1])


@cache
def told_of(size: int, low: int, middle: int, good: int) -> Any:
    """What the digest tells when those who are counted and answered are so many."""
    first = left_out(size)
    names = ["x", "a", "b", *(f"m{i}" for i in range(size - 3))]
    values = [2] * low + [3] * middle + [4] * good
    said = {name: Said(v) for name, v in zip(names[first:], values, strict=False)}
    told = world(size, names[:first], said)
    return told and (told.people, told.half, told.mood)


def tries(n: int) -> list[int]:
    """How many of `n` to suppose: around its quarters, where what is told changes."""
    return sorted({c for q in range(5) for d in (-1, 0, 1) if 0 <= (c := q * n // 4 + d) <= n})
