"""`python -m training.fit_assist`: fit `bot/assist/weights/label.npz`, what `bot/assist/label.py` reads a
client's message with. Needs scikit-learn; under a minute. Run it again whenever the encoder changes.

Prints how weights fitted on one half of `examples/assist_label.jsonl` (by hash) do on the other, blind
half; what is written is fitted on both. `--blind` prints without writing.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import f1_score

from bot.assist.signs import KINDS, features
from memory.embedder import MiniLM

ROOT = Path(__file__).parent.parent
OUT = ROOT / "bot/assist/weights/label.npz"
ROWS = ROOT / "training/examples/assist_label.jsonl"
SIGNS, MEANING = 0.5, 3.0  # how much a sign and the encoder's vector weigh (cross-validated)


def main() -> None:
    """Fit on half, report on the other half, fit on all, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--blind", action="store_true")
    args = parser.parse_args()
    rows = [json.loads(line) for line in ROWS.read_text().splitlines()]
    x = seen([row["text"] for row in rows])
    first = np.array([in_first_half(row["text"]) for row in rows])
    model = fit(x[first], [r for r, f in zip(rows, first, strict=True) if f])
    print(
        "blind half:",
        report(model, x[~first], [r for r, f in zip(rows, first, strict=True) if not f]),
    )
    if not args.blind:
        model = fit(x, rows)
        OUT.parent.mkdir(exist_ok=True)
        np.savez_compressed(OUT, **model)
        print(f"wrote {OUT}")


def in_first_half(text: str) -> bool:
    """Which half an example is in."""
    return hashlib.sha1(text.encode(), usedforsecurity=False).digest()[0] % 2 == 0


def seen(texts: Sequence[str]) -> np.ndarray:
    """What the label is read from: signs and the encoder's vector."""
    signs = np.stack([features(t) for t in texts])
    vectors = MiniLM().embed(texts)
    return np.hstack([SIGNS * signs, MEANING * vectors])


def fit(x: np.ndarray, rows: Sequence[dict[str, Any]]) -> dict[str, np.ndarray]:
    """Weights: a line for the score, and a logit each for "uncivil" and the kinds."""
    score = Ridge(alpha=2.0).fit(x, [r["score"] for r in rows])
    answers = [[r["uncivil"] for r in rows], *([k in r["kinds"] for r in rows] for k in KINDS)]
    heads = [LogisticRegression(C=2, max_iter=2000).fit(x, y) for y in answers]
    return {
        "weights": np.stack([score.coef_, *(h.coef_[0] for h in heads)]).astype(np.float32),
        "bias": np.array([score.intercept_, *(h.intercept_[0] for h in heads)], np.float32),
        "signs": np.array(SIGNS, np.float32), "meaning": np.array(MEANING, np.float32),
    }  # fmt: skip


def report(model: dict[str, np.ndarray], x: np.ndarray, rows: Sequence[dict[str, Any]]) -> str:
    """F1 of "uncivil", mean absolute error of the level, and how often a named kind is right."""
    from bot.assist.label import BAR, level_of

    out = x @ model["weights"].T + model["bias"]
    uncivil = out[:, 1] > BAR
    true = np.array([r["uncivil"] for r in rows])
    scores = [level_of(float(o[0]), float(o[1])) for o in out]
    error = np.mean([abs(s - r["score"]) for s, r in zip(scores, rows, strict=True)])
    named = [
        KINDS[int(o[2:].argmax())] in r["kinds"]
        for o, r in zip(out, rows, strict=True)
        if r["uncivil"]
    ]
    return f"n {len(rows)}: uncivil F1 {f1_score(true, uncivil):.3f}, level error {error:.2f}, main kind right {np.mean(named):.2f}"


if __name__ == "__main__":
    main()
