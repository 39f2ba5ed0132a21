"""What readers found fitting for vents like this one: a linear map from a message's vector to passages.

Likeness to triggers says that a situation is the same; this says what was worth saying in it. Fitted by
`training/fit_affinity.py` on readers' choices for 3,500 of our own vents.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from memory.embedder import Vectors

Array = npt.NDArray[np.float32]


class Affinity:
    """`weights` (width × passages), `mean` (width) and `bias` (passages), in the order of `names`."""

    def __init__(self, names: list[str], weights: Array, mean: Array, bias: Array) -> None:
        self._names = names
        self._weights = weights
        self._mean = mean
        self._bias = bias

    @classmethod
    def load(cls) -> Affinity:
        """The one that ships. Raises FileNotFoundError without its weights."""
        path = files("bot.support") / "weights/affinity.npz"
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            names = arrays["names"].tobytes().decode().split("\n")
            weights, mean, bias = (
                arrays[name].astype(np.float32) for name in ("weights", "mean", "bias")
            )
        return cls(names, weights, mean, bias)

    def of(self, vectors: Vectors) -> Mapping[str, float]:
        """In: a message's unit vectors, one a window (as `memory.embedder` gives them). Out: for each passage
        how likely readers would choose it, about 0–1; one that came after the fitting is not in it."""
        mean = vectors.mean(axis=0)
        seen = mean / max(float(np.linalg.norm(mean)), 1e-9) - self._mean
        chances = seen @ self._weights + self._bias
        return dict(zip(self._names, chances.tolist(), strict=True))
