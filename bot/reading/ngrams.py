"""Labels from the words and letters themselves: a linear model over word and character n-grams.

It sees what the encoder blurs ("sup call", "bra", "AHT") and forgives typos. Fitted by
`training/fit_ngrams.py`; together with the encoder's heads it is better than either alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources.abc import Traversable

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int8]

MAX_CHARS = 12_000
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|[!?]+|\d+")


def grams(text: str) -> Iterator[str]:
    """Word uni- and bigrams ("w:late fee") and character 3–5-grams within words ("c: bra")."""
    words = _WORD.findall(text.lower().replace("’", "'")[:MAX_CHARS])
    words = ["0" if w.isdigit() else w for w in words]
    for n, word in enumerate(words):
        yield f"w:{word}"
        if n:
            yield f"w:{words[n - 1]} {word}"
        padded = f" {word} "
        for size in (3, 4, 5):
            for at in range(len(padded) - size + 1):
                yield f"c:{padded[at : at + size]}"


class Ngrams:
    """Label logits from the n-grams of a text. Kept small: the names as hashes of this process, the
    weights as the 8-bit integers they are stored as."""

    def __init__(
        self, names: list[str], idf: Array, weights: Whole, scale: Array, bias: Array
    ) -> None:
        hashes = np.array([hash(name) for name in names], np.int64)
        order = np.argsort(hashes)
        self._hashes = hashes[order]
        self._idf = idf[order]
        self._weights = weights[order]
        self._scale = scale
        self._bias = bias

    @classmethod
    def load(cls, path: Traversable) -> Ngrams:
        """A model that ships. Raises FileNotFoundError when it is missing."""
        with path.open("rb") as handle, np.load(handle, allow_pickle=False) as arrays:
            names = arrays["names"].tobytes().decode().split("\n")
            idf = arrays["idf"].astype(np.float32)
            return cls(names, idf, arrays["weights"], arrays["scale"], arrays["bias"])

    def logits(self, text: str) -> Array:
        """One logit a label, in the order they were fitted in."""
        seen, counts = np.unique([hash(gram) for gram in grams(text)], return_counts=True)
        rows = np.searchsorted(self._hashes, seen).clip(max=len(self._hashes) - 1)
        known = self._hashes[rows] == seen
        rows, counts = rows[known], counts[known]
        if not len(rows):
            return self._bias.copy()
        values = (1 + np.log(counts.astype(np.float32))) * self._idf[rows]
        values /= max(float(np.linalg.norm(values)), 1e-9)
        weights = self._weights[rows] * self._scale
        result: Array = values.astype(np.float32) @ weights.astype(np.float32) + self._bias
        return result
