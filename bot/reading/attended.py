"""One attention and one weight vector per label over the encoder's token states."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from memory.embedder import Reading

Array = npt.NDArray[np.float32]


class Attended:
    """Label logits of one window of text. Weights: `attend` and `label` (labels × 384), `label_bias`
    (labels), as `training/body.py` writes them."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._attend = arrays["attend"]
        self._label = arrays["label"]
        self._bias = arrays["label_bias"]

    def logits(self, reading: Reading) -> Array:
        """One logit a label, in the order of the weights."""
        states = reading.states
        weights = softmax(states @ self._attend.T, axis=0)
        seen = weights.T @ states + states.mean(axis=0)
        result: Array = (seen * self._label).sum(axis=1) + self._bias
        return result

    def reasons(self, reading: Reading) -> Array:
        """How much each token adds to each label's logit: tokens × labels, [CLS] and [SEP] included."""
        states = reading.states
        shares: Array = softmax(states @ self._attend.T, axis=0) * (states @ self._label.T)
        return shares


def softmax(values: Array, axis: int = -1) -> Array:
    """`values` as shares that sum to 1 along `axis`."""
    shifted = np.exp(values - values.max(axis=axis, keepdims=True))
    result: Array = shifted / shifted.sum(axis=axis, keepdims=True)
    return result
