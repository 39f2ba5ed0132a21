"""How weights are moved: AdamW (Loshchilov & Hutter 2019) with warm-up and linear decay."""

from __future__ import annotations

import time

import torch
from torch import Tensor, nn

_HEAD = 10  # times the rate of the layers below
_WARM = 0.08  # of all steps


class Descent:
    """`step` by `step` down the loss, `steps` in all. The heads learn ten times as fast."""

    def __init__(self, network: nn.Module, rate: float, steps: int) -> None:
        below = [p for n, p in network.named_parameters() if n.startswith(("layers", "norm"))]
        heads = [p for n, p in network.named_parameters() if not n.startswith(("layers", "norm"))]
        self._all = [*below, *heads]
        groups = [{"params": p, "base": b} for p, b in ((below, rate), (heads, _HEAD * rate))]
        self._optimiser = torch.optim.AdamW(groups, lr=rate, weight_decay=0.01, fused=True)
        self._steps, self._done, self._began = steps, 0, time.time()

    def step(self, loss: Tensor) -> None:
        """One step for `loss`; says every hundredth."""
        self._done += 1
        share = min(1, self._done / (_WARM * self._steps)) * max(0.0, 1 - self._done / self._steps)
        for group in self._optimiser.param_groups:
            group["lr"] = group["base"] * share
        self._optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self._all, 1.0)
        self._optimiser.step()
        if self._done % 100 == 0:
            print(self._done, "of", self._steps, f"{time.time() - self._began:.0f}s", flush=True)
