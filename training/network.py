"""The network that is fitted: the encoder, and one attention and one weight vector per label on top of
its token states."""

from __future__ import annotations

import numpy as np
import torch.nn.functional as F
from torch import Tensor, nn

from bot.safety.outputs import OUTPUTS
from training.body import WIDTH, Arrays, Body, attended, plain
from training.examples import ASKS, EMOTIONS, INCIDENTS

SPOKEN = len(EMOTIONS) + len(INCIDENTS)
LABELS = SPOKEN + len(OUTPUTS)


class Network(Body):
    """`forward` gives label logits (emotions, incidents, then dangers), ask and intensity logits, and
    the unit mean vector that retrieval uses."""

    def __init__(self, base: Arrays, frozen: int = 3) -> None:
        super().__init__(base, frozen)
        self.attend = nn.Linear(WIDTH, LABELS, bias=False)
        self.label = nn.Linear(WIDTH, LABELS)
        self.ask = nn.Linear(WIDTH, len(ASKS))
        self.level = nn.Linear(WIDTH, 4)
        self.lost = nn.Dropout(0.25)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        states, mean = self.read(ids, mask)
        logits = attended(self.attend, self.label, states, mask, mean, self.lost)
        dropped = self.lost(mean)
        return logits, self.ask(dropped), self.level(dropped), F.normalize(mean, dim=1)

    def vectors(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Unit mean vectors only."""
        return F.normalize(self.read(ids, mask)[1], dim=1)

    def heads(self) -> dict[str, np.ndarray]:
        """The fitted label, ask and intensity weights (float32)."""
        arrays = {
            **self._labels(slice(0, SPOKEN)),
            "ask": self.ask.weight, "ask_bias": self.ask.bias,
            "level": self.level.weight, "level_bias": self.level.bias,
        }  # fmt: skip
        return plain(arrays)

    def danger(self) -> dict[str, np.ndarray]:
        """The fitted danger weights (float32), one row for each of `OUTPUTS`."""
        return plain(self._labels(slice(SPOKEN, LABELS)))

    def _labels(self, part: slice) -> dict[str, Tensor]:
        return {
            "attend": self.attend.weight[part], "label": self.label.weight[part],
            "label_bias": self.label.bias[part],
        }  # fmt: skip
