"""What an encoder says of danger, kept on disk: reading takes minutes, and the weights rarely change."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np

from bot.safety.classifier import DangerClassifier, Logits
from memory.embedder import Encoder


class KeptClassifier(DangerClassifier):
    """A `DangerClassifier` that reads each text once for all runs with the same weights. `keep` writes down
    what is new."""

    def __init__(self, encoder: Encoder, heads: str, folder: Path) -> None:
        super().__init__(encoder, heads)
        weights = (files("bot.safety") / "weights" / heads).read_bytes()
        self._file = folder / f"{encoder.name}-{_mark(weights)}.npz"
        self._known: dict[str, Logits] = {}
        if self._file.is_file():
            with np.load(self._file, allow_pickle=False) as kept:
                self._known = dict(zip(kept["texts"].tolist(), kept["logits"], strict=True))

    def logits(self, texts: Sequence[str]) -> Logits:
        """See `DangerClassifier.logits`."""
        new = [text for text in dict.fromkeys(texts) if _mark(text.encode()) not in self._known]
        if new:
            for text, row in zip(new, super().logits(new), strict=True):
                self._known[_mark(text.encode())] = row
        return np.stack([self._known[_mark(text.encode())] for text in texts])

    def keep(self) -> None:
        """Write down what was read."""
        np.savez_compressed(
            self._file, texts=np.array(list(self._known)), logits=np.stack([*self._known.values()])
        )


def _mark(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]
