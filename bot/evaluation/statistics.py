"""The few statistics that the reports stand on. Plain Python: the sets are small."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean

_Z = 1.96  # 95 %
_SEED = 0
DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Figure:
    """A value between the ends of its 95 % interval; any of them may be NaN where nothing can be said."""

    value: float
    low: float
    high: float


def wilson(hits: int, n: int) -> Figure:
    """The share of hits with Wilson's interval (1927), which holds for few cases and at 0 and 1 too. NaN without
    cases."""
    if not n:
        return Figure(math.nan, math.nan, math.nan)
    p = hits / n
    middle = (p + _Z * _Z / (2 * n)) / (1 + _Z * _Z / n)
    half = _Z * math.sqrt(p * (1 - p) / n + _Z * _Z / (4 * n * n)) / (1 + _Z * _Z / n)
    return Figure(p, max(0.0, middle - half), min(1.0, middle + half))


def kappa(first: Sequence[int], second: Sequence[int]) -> float:
    """Cohen's kappa with quadratic weights (1968), in closed form. NaN for one and the same rating throughout,
    where there is no chance to agree beyond."""
    if not first:
        return math.nan
    a, b = fmean(first), fmean(second)
    chance = fmean((x - a) ** 2 for x in first) + fmean((y - b) ** 2 for y in second) + (a - b) ** 2
    apart = fmean((x - y) ** 2 for x, y in zip(first, second, strict=True))
    return 1 - apart / chance if chance else math.nan


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Pearson's r. NaN where one side never varies."""
    if not xs:
        return math.nan
    a, b = fmean(xs), fmean(ys)
    top = sum((x - a) * (y - b) for x, y in zip(xs, ys, strict=True))
    down = math.sqrt(sum((x - a) ** 2 for x in xs) * sum((y - b) ** 2 for y in ys))
    return top / down if down else math.nan


def superiority(ones: Sequence[float], others: Sequence[float]) -> float:
    """How likely one of `ones` is above one of `others`, draws counted half (Mann and Whitney 1947)."""
    pairs = [(x > y) + (x == y) / 2 for x in ones for y in others]
    return fmean(pairs) if pairs else math.nan


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0-1) of `values` lie, straight between neighbors. NaN without values."""
    if not values:
        return math.nan
    ordered = sorted(values)
    at = share * (len(ordered) - 1)
    low = math.floor(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (at - low) * (ordered[high] - ordered[low])


def bootstrap(
    n: int, measure: Callable[[Sequence[int]], Sequence[float]], draws: int = DRAWS
) -> list[Figure]:
    """In: `n` cases, and what measures any of them, by index. Out: each measure with its percentile interval
    (Efron 1979). The draws are the same each time; those that say nothing (NaN) are left out."""
    random = Random(_SEED)  # noqa: S311 - not for secrets
    drawn = [measure(random.choices(range(n), k=n)) for _ in range(draws if n else 0)]
    found = []
    for at, value in enumerate(measure(range(n))):
        seen = [row[at] for row in drawn if not math.isnan(row[at])]
        found.append(Figure(value, percentile(seen, 0.025), percentile(seen, 0.975)))
    return found


def middle(values: Sequence[float]) -> float:
    """The median of those that say something; NaN if none does."""
    return percentile([v for v in values if not math.isnan(v)], 0.5)
