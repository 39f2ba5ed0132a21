"""The weight of a stretch of a message."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.attended import Attended
from bot.support.retelling.salience import MOST, Salience
from memory.embedder import Reading

OFFSETS = [(0, 3), (4, 8), (9, 15), (16, 20)]


def test_a_stretch_weighs_what_its_words_add() -> None:
    salience = Salience(OFFSETS, np.array([0.0, 1.0, 3.0, 0.0], np.float32))
    assert salience.of(0, 3) == 0.0
    assert salience.of(4, 8) == pytest.approx(1.0)
    assert salience.of(9, 15) == MOST  # three times the mean, cut off
    assert salience.of(4, 15) == pytest.approx(2.0)


def test_without_words_or_weights_every_stretch_is_average() -> None:
    assert Salience([], np.zeros(0, np.float32)).of(0, 5) == 1.0
    assert Salience(OFFSETS, np.zeros(4, np.float32)).of(0, 20) == 1.0
    assert Salience(OFFSETS, np.ones(4, np.float32)).of(21, 30) == 1.0


@given(st.lists(st.floats(-5, 5), min_size=4, max_size=4), st.integers(0, 20), st.integers(0, 20))
def test_the_weight_has_bounds(weights: list[float], start: int, end: int) -> None:
    weight = Salience(OFFSETS, np.array(weights, np.float32)).of(start, end)
    assert 0.0 <= weight <= MOST


def test_reasons_and_the_mean_make_the_logits() -> None:
    rng = np.random.default_rng(3)
    arrays = {"attend": rng.normal(size=(5, 8)), "label": rng.normal(size=(5, 8)),
              "label_bias": rng.normal(size=5)}  # fmt: skip
    states = rng.normal(size=(7, 8)).astype(np.float32)
    reading = Reading(states, states.mean(axis=0))
    attended = Attended({name: value.astype(np.float32) for name, value in arrays.items()})
    mean = arrays["label"] @ states.mean(axis=0) + arrays["label_bias"]
    added = attended.reasons(reading).sum(axis=0) + mean
    assert np.allclose(attended.logits(reading), added, atol=1e-4)
