"""The scale that the practice measure is put on when it is fitted."""

from __future__ import annotations

import numpy as np

from training.practice.scale import kappa, ratings, stretched
from training.practice.talks import Talk


def rated(first: int, second: int = 0, author: str = "first") -> Talk:
    return Talk(
        "x", "job_loss", [], (first,) * 6, (second,) * 6 if second else (), author
    )  # fmt: skip


def test_kappa_is_one_for_the_same_and_nought_for_a_constant():
    assert kappa(np.array([1, 2, 3, 5]), np.array([1.2, 1.8, 3.3, 4.6])) == 1
    assert kappa(np.array([1, 2, 3, 4]), np.full(4, 2.4)) < 0.01


def test_a_second_rater_who_is_harsher_changes_the_order_and_not_the_level():
    rows = [rated(1, 3), rated(1, 4), rated(2, 5), rated(2, 4)]
    both = ratings(rows)[:, 0]
    assert np.isclose(both.mean(), 1.5)
    assert both[0] < both[1] < both[3] < both[2]


def test_scores_that_are_too_tame_get_spread_and_mean_of_the_ratings():
    rows = [rated(n) for n in (1, 2, 3, 4, 5)]
    tame = np.repeat([[2.4], [2.7], [3.0], [3.3], [3.6]], 6, axis=1)
    scaled = stretched(rows, tame)(tame)
    assert scaled.std() > 1.5 * tame.std()
    assert np.allclose(scaled.mean(axis=0), 3, atol=0.01)
