"""The encoder, for a coach who looks at the same sentences twice: as a conversation and message by message."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from memory.embedder import Embedder, Vectors

_KEPT = 160  # vectors: about two conversations' worth


class Once:
    """An `Embedder` that remembers a few vectors, under hashes of their texts; never the texts."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.name, self.dimensions = embedder.name, embedder.dimensions
        self._lock = threading.Lock()
        self._kept: OrderedDict[bytes, Vectors] = OrderedDict()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """As the encoder's own; a text that was just read is not read again."""
        keys = [hashlib.blake2b(text.encode("utf-8", "surrogatepass")).digest() for text in texts]
        with self._lock:
            known = {key: self._kept[key] for key in keys if key in self._kept}
        fresh = [n for n, key in enumerate(keys) if key not in known]
        if fresh:
            for n, vector in zip(
                fresh, self._embedder.embed([texts[n] for n in fresh]), strict=True
            ):
                known[keys[n]] = vector
        self._keep(known)
        if not keys:
            return np.zeros((0, self.dimensions), np.float32)
        return np.stack([known[key] for key in keys])

    def _keep(self, known: dict[bytes, Vectors]) -> None:
        with self._lock:
            for key, vector in known.items():
                self._kept[key] = vector
                self._kept.move_to_end(key)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
