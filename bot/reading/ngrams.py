"""Labels from the words and letters themselves: a linear model over word and character n-grams.

It sees what the encoder blurs ("sup call", "bra", "AHT") and forgives typos. Fitted by
`training/fit_ngrams.py`; together with the encoder's heads it is better than either alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from importlib.resources.abc import Traversable

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]

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
    """Label logits from the n-grams of a text."""

    def __init__(self, names: list[str], idf: Array, weights: Array, bias: Array) -> None:
        self._index = {name: n for n, name in enumerate(names)}
        self._idf = idf
        self._weights = weights
        self._bias = bias

    @classmethod
    def load(cls, path: Traversable) -> Ngrams:
        """A model that ships. Raises FileNotFoundError when it is missing."""
        with path.open("rb") as handle, np.load(handle, allow_pickle=False) as arrays:
            names = arrays["names"].tobytes().decode().split("\n")
            weights = arrays["weights"].astype(np.float32) * arrays["scale"].astype(np.float32)
            return cls(names, arrays["idf"].astype(np.float32), weights, arrays["bias"])

    def logits(self, text: str) -> Array:
        """One logit a label, in the order they were fitted in."""
        counts = Counter(i for g in grams(text) if (i := self._index.get(g)) is not None)
        if not counts:
            return self._bias.copy()
        rows = np.fromiter(counts, np.int64, len(counts))
        values = (1 + np.log(np.fromiter(counts.values(), np.float32, len(counts)))) * self._idf[
            rows
        ]
        values /= max(float(np.linalg.norm(values)), 1e-9)
        result: Array = values.astype(np.float32) @ self._weights[rows] + self._bias
        return result
