"""How long one message of at most 80 words takes on a warm process, without the lane."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.heldout import ask, rows


def run() -> Iterator[str]:
    """Figures on the held-out vents of at most 80 words, each once after a warm-up."""
    texts = [r for r in rows("vents") if len(r["text"].split()) <= 80]
    for row in texts[:5]:
        ask("reply", {"id": row["id"], "text": row["text"]})
    took: list[float] = []
    for row in texts:
        began = time.perf_counter()
        ask("reply", {"id": row["id"], "text": row["text"]})
        took.append((time.perf_counter() - began) * 1000)
    took.sort()
    resident = int(Path("/proc/self/statm").read_text().split()[1]) * 4 / 1024
    p99 = took[min(len(took) - 1, int(len(took) * 0.99))]
    yield f"n {len(took)}: p50 {took[len(took) // 2]:.0f} ms, p99 {p99:.0f} ms; resident {resident:.0f} MB"
