"""Against values worked out by hand, and against scikit-learn where it has the same."""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.evaluation.statistics import (
    bootstrap,
    correlation,
    kappa,
    middle,
    percentile,
    superiority,
    wilson,
)


def test_wilson_by_hand() -> None:
    # z = 1.96: (0.9 + 3.8416/20 ± 1.96·sqrt(0.009 + 3.8416/400)) / 1.38416
    found = wilson(9, 10)
    assert (found.value, found.low, found.high) == pytest.approx((0.9, 0.59585, 0.98212), abs=1e-4)
    assert wilson(0, 10).low == 0 and wilson(0, 10).high == pytest.approx(0.27754, abs=1e-4)
    assert math.isnan(wilson(0, 0).value)


def test_kappa_by_hand() -> None:
    # observed (0 + 0 + 1 + 0)/4; expected over all 16 pairs: (0+1+4+4 + 1+0+1+1 + 4+1+0+0 + 4+1+0+0)/16
    assert kappa([1, 2, 3, 3], [1, 2, 2, 3]) == pytest.approx(1 - 0.25 / _expected())
    assert kappa([1, 5], [5, 1]) == pytest.approx(-1)
    assert math.isnan(kappa([3, 3], [3, 3])) and math.isnan(kappa([], []))


def _expected() -> float:
    return fmean((a - b) ** 2 for a in (1, 2, 3, 3) for b in (1, 2, 2, 3))


@pytest.fixture(scope="module")
def cohen() -> Callable[..., float]:
    """scikit-learn's, which takes a second to read."""
    from sklearn.metrics import cohen_kappa_score

    score: Callable[..., float] = cohen_kappa_score
    return score


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=2, max_size=40))
def test_kappa_is_scikit_learns(cohen: Callable[..., float], pairs: list[tuple[int, int]]) -> None:
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    ours = kappa(first, second)
    if math.isnan(ours):
        assert len({*first, *second}) == 1
        return
    theirs = cohen(first, second, labels=[1, 2, 3, 4, 5], weights="quadratic")
    assert ours == pytest.approx(theirs)


def test_the_small_ones_by_hand() -> None:
    assert percentile([1, 2, 3, 4], 0.5) == 2.5 and percentile([10, 20], 0.95) == pytest.approx(
        19.5
    )
    assert math.isnan(percentile([], 0.5)) and math.isnan(middle([math.nan]))
    assert middle([math.nan, 1, 3]) == 2
    assert superiority([1, 3], [2, 3]) == (0 + 0 + 1 + 0.5) / 4
    assert correlation([1, 2, 3], [2, 4, 6]) == pytest.approx(1)
    assert math.isnan(correlation([1, 1], [1, 2]))


def test_a_bootstrap_is_the_same_each_time_and_holds_the_value() -> None:
    values = [0.0] * 50 + [1.0] * 50

    def mean(at: object) -> list[float]:
        return [fmean(values[i] for i in at)]  # type: ignore[attr-defined]

    (first,), (second,) = bootstrap(100, mean), bootstrap(100, mean)
    assert first == second and first.value == 0.5
    assert first.low == pytest.approx(0.4, abs=0.03) and first.high == pytest.approx(0.6, abs=0.03)
