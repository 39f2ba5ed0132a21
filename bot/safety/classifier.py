"""An encoder and the danger heads that were fitted with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from bot.reading.attended import Attended
from memory.embedder import Encoder

Logits = npt.NDArray[np.float32]


class DangerClassifier:
    """Reads texts for danger. `heads` names the file of weights in `bot/safety/weights` that were fitted
    with the encoder."""

    def __init__(self, encoder: Encoder, heads: str) -> None:
        self._encoder = encoder
        self._heads = heads

    def logits(self, texts: Sequence[str]) -> Logits:
        """For each text (a row) its logits in the order of `bot.safety.opinion.OUTPUTS`: of the window that
        looks worst."""
        out = []
        for windows in self._encoder.read(texts):
            seen = [self._attended.logits(window) for window in windows]
            out.append(max(seen, key=lambda logits: float(logits[0])))
        return np.stack(out)

    def warm(self) -> None:
        """Read the weights now. Raises FileNotFoundError without them."""
        self.logits(["warm up"])

    @cached_property
    def _attended(self) -> Attended:
        path = files("bot.safety") / "weights" / self._heads
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return Attended({name: arrays[name] for name in arrays.files})
