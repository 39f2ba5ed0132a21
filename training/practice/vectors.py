"""The encoder's vectors, kept between runs of the fit scripts in a file that is not committed."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from memory.embedder import Encoder

_KEPT = Path(tempfile.gettempdir()) / "shoulder-practice-vectors.pkl"


class Vectors:
    """An `Embedder`: the shipped encoder, which reads each text once."""

    dimensions = 384

    def __init__(self) -> None:
        self._encoder = Encoder()
        self.name = self._encoder.name
        self._known: dict[tuple[str, str], np.ndarray] = {}
        if _KEPT.is_file():
            self._known = pickle.loads(_KEPT.read_bytes())

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """One row a text."""
        new = [t for t in dict.fromkeys(texts) if (self.name, t) not in self._known]
        for start in range(0, len(new), 64):
            part = new[start : start + 64]
            self._known |= {
                (self.name, t): v for t, v in zip(part, self._encoder.embed(part), strict=True)
            }
        if new:
            _KEPT.write_bytes(pickle.dumps(self._known))
        return np.stack([self._known[self.name, t] for t in texts])
