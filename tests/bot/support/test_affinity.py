"""What readers chose: every passage that ships has a place in it, and choices lift the ranking."""

from __future__ import annotations

import numpy as np

from bot.support.affinity import Affinity
from memory import passages
from memory.embedder import Encoder


def test_it_was_fitted_on_the_library_that_ships() -> None:
    names = Affinity.load().of(np.ones((1, 384), np.float32)).keys()
    assert names == {p.id for p in passages.load()}


def test_what_a_vent_asks_for_is_likelier_than_what_another_does(encoder: Encoder) -> None:
    affinity = Affinity.load()
    yelled, praised = (
        affinity.of(encoder.embed([text]))
        for text in (
            "he screamed at me for ten minutes straight over a late fee and called me useless",
            "a customer wrote to my boss to say i was the best help she ever had",
        )
    )
    best = max(yelled, key=lambda name: yelled[name])
    assert yelled[best] > 3 * max(praised[best], 0.01)


def test_windows_of_a_long_text_count_alike() -> None:
    affinity = Affinity(
        ["a", "b"], np.eye(2, dtype=np.float32), np.zeros(2, np.float32), np.zeros(2, np.float32)
    )
    found = affinity.of(np.array([[1, 0], [0, 1]], np.float32))
    assert abs(found["a"] - found["b"]) < 1e-6
