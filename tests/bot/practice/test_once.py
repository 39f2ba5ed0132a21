"""An encoder that reads each sentence once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.practice.once import Once
from memory.embedder import Vectors


class Counting:
    name, dimensions = "counting", 2

    def __init__(self) -> None:
        self.read: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.read += texts
        return np.array([[len(text), 1] for text in texts], np.float32).reshape(-1, 2)


def test_each_text_is_read_once() -> None:
    counting = Counting()
    once = Once(counting)
    assert once.embed(["a", "bb"]).tolist() == [[1, 1], [2, 1]]
    assert once.embed(["bb", "ccc", "a"]).tolist() == [[2, 1], [3, 1], [1, 1]]
    assert counting.read == ["a", "bb", "ccc"]
    assert once.embed([]).shape == (0, 2)


def test_it_forgets_the_oldest() -> None:
    counting = Counting()
    once = Once(counting)
    once.embed([str(n) for n in range(200)])
    once.embed(["0"])
    assert counting.read.count("0") == 2
