"""Which words of a message carry what was understood of it.

A label's logit is a sum over tokens (`bot/reading/attended.py`); what each token adds for the labels
that were found tells where the sore spot is, so that this and not the preamble is said back.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]

MOST = 2.5  # times the average: above that one word would decide everything


class Salience:
    """Weight of any stretch of one message: 1 is the message's average, 0 says nothing, at most
    `MOST`."""

    def __init__(self, offsets: Sequence[tuple[int, int]], weights: Array) -> None:
        self._starts = np.array([start for start, _ in offsets], np.int64)
        self._ends = np.array([end for _, end in offsets], np.int64)
        self._weights = weights
        self._mean = float(np.abs(weights).mean()) if len(weights) else 0.0

    def of(self, start: int, end: int) -> float:
        """The weight of `message[start:end]` per token."""
        inside = (self._starts >= start) & (self._ends <= end)
        if not self._mean or not inside.any():
            return 1.0
        return float(np.clip(self._weights[inside].mean() / self._mean, 0.0, MOST))
