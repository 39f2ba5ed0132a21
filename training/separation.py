"""How well a score tells dangers from what is safe."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from training.examples import Example


def separation(score: np.ndarray, rows: Sequence[Example]) -> dict[str, tuple[float, float]]:
    """By share of safe rows wrongly above it: the bar, and the share of dangers found."""
    safe = np.sort([s for s, e in zip(score, rows, strict=True) if e.danger and not e.danger.any])
    danger = np.array([s for s, e in zip(score, rows, strict=True) if e.danger and e.danger.level])
    bars = {rate: safe[int(len(safe) * (1 - rate))] for rate in (0.003, 0.005, 0.01, 0.02)}
    return {
        str(rate): (round(float(bar), 2), round(float((danger > bar).mean()), 3))
        for rate, bar in bars.items()
    }
