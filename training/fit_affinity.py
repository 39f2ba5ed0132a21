"""`python -m training.fit_affinity`: fit `bot/support/weights/affinity.npz`, ridge regression from the vectors
of our own vents to the passages that readers chose for them (`examples/passages.jsonl`). A minute, no torch.

Its strength and what it counts in `bot/support/retrieve.py` were chosen on `examples/retrieval_dev.jsonl`, which
nothing is fitted on; prints how the ranking does there.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from bot.support.affinity import Affinity
from memory import passages
from memory.embedder import Encoder
from training.examples import vents

HERE = Path(__file__).parent
OUT = HERE.parent / "bot/support/weights/affinity.npz"
_STRENGTH = 0.3
_CHOICES = 6  # of one vent, best first


def main() -> None:
    """Fit, write, report."""
    names = [p.id for p in passages.load()]
    chosen = [e for e in vents() if e.passages]
    encoder = Encoder()
    seen = encoder.embed([e.text for e in chosen])
    right = np.array(
        [[float(name in e.passages[:_CHOICES]) for name in names] for e in chosen], np.float32
    )
    mean, bias = seen.mean(axis=0), right.mean(axis=0)
    apart = seen - mean
    weights = np.linalg.solve(
        apart.T @ apart + _STRENGTH * np.eye(apart.shape[1]), apart.T @ (right - bias)
    )
    np.savez_compressed(
        OUT, names=np.frombuffer("\n".join(names).encode(), np.uint8),
        weights=weights.astype(np.float16), mean=mean.astype(np.float32), bias=bias,
    )  # fmt: skip
    print(f"{len(chosen)} vents, {len(names)} passages, wrote {OUT}")
    report(encoder)


def report(encoder: Encoder) -> None:
    """How often a right one is among the first three by this alone, on the development set."""
    lines = (HERE / "examples/retrieval_dev.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["right"]]
    affinity = Affinity.load()
    found = 0
    for row in rows:
        chances = affinity.of(encoder.embed([row["text"]]))
        first = sorted(chances, key=lambda name: -chances[name])[:3]
        found += bool(set(first) & set(row["right"]))
    print(f"alone, a right one among the first three: {found / len(rows):.3f} of {len(rows)}")


if __name__ == "__main__":
    main()
