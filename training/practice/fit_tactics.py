"""The heads of `bot/practice/tactics.py` (`python -m training.practice [--write]`).

Ridge regression on -1/1 for each head; cross-validated by response, so that no response has sentences on
both sides. Cut-offs are chosen on those left-out margins. Seconds, after the encoder has read them all.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from sklearn.model_selection import GroupKFold

from bot.practice.form import repaired
from bot.practice.tactics import HEADS, TACTICS, features
from bot.practice.themes import Themes
from training.practice.talks import Sentence, answers, lines, run_ons, shared, talks
from training.practice.vectors import Vectors

OUT = Path(__file__).parents[2] / "bot/practice/weights/tactics.npz"
STRENGTH, FOLDS = 8.0, 10
FEW = 20  # tactics with fewer positives in the shared file are judged on our own sentences
SLOPE = 5.0  # odds by margin: a head that is .2 over its cut-off is at .73
_GRID = np.linspace(-0.8, 0.3, 45)
_USUAL = -0.2  # among cut-offs that do about as well, the one nearest to this
_EXTRA = tuple(range(len(TACTICS), len(HEADS)))


class Data:
    """All marked sentences as numbers: `source` 0 shared, 1 answers, 2 conversations, 3 lines, 4 run-ons."""

    def __init__(self) -> None:
        parts = [
            shared(),
            answers(),
            [s for t in talks("dev") for s in t.sentences],
            lines(),
            run_ons(),
        ]
        self.rows: list[Sentence] = [s for part in parts for s in part]
        self.source = np.repeat(range(len(parts)), [len(p) for p in parts])
        pairs = [(s.text, s.response) for s in self.rows]
        self.x = features(
            Themes.load(), pairs, Vectors().embed([repaired(text) for text, _ in pairs])
        )
        self.x = np.hstack([self.x, np.ones((len(self.x), 1), np.float32)]).astype(float)
        self.y = np.array([[h in s.marks for h in HEADS] for s in self.rows])
        self.groups = np.array([s.group for s in self.rows])
        # The extra marks were given in conversations and lines only.
        self.marked = np.ones(self.y.shape, bool)
        self.marked[np.ix_(self.source < 2, _EXTRA)] = False


def fit(data: Data, rows: np.ndarray) -> np.ndarray:
    """(features + 1) × heads. One system for the tactics, one for the extra marks."""
    out = np.zeros((data.x.shape[1], len(HEADS)))
    penalty = np.full(data.x.shape[1], STRENGTH)
    penalty[-1] = 0.1
    for heads in (tuple(range(len(TACTICS))), _EXTRA):
        use = rows[data.marked[rows, heads[0]]]
        x = data.x[use]
        out[:, heads] = np.linalg.solve(
            x.T @ x + np.diag(penalty), x.T @ (2.0 * data.y[np.ix_(use, heads)] - 1)
        )
    return out


def left_out(data: Data) -> np.ndarray:
    """Each sentence's margins from a fit that saw nothing of its response or conversation."""
    margins = np.zeros(data.y.shape)
    for train, test in GroupKFold(n_splits=FOLDS).split(data.x, groups=data.groups):
        margins[test] = data.x[test] @ fit(data, train)
    return margins


def scale(data: Data, margins: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each head the margin that counts as .5, and the slope around it."""
    cuts = np.array(
        [_cut(data, margins, h, np.ones(len(data.rows), bool)) for h in range(len(HEADS))]
    )
    return cuts, np.full(len(HEADS), SLOPE)


def _cut(data: Data, margins: np.ndarray, head: int, use: np.ndarray) -> float:
    """Best for F1 on the longer answers, ours and the shared (the extra marks: on what has them)."""
    use = use & (data.source < 2 if head < len(TACTICS) else data.marked[:, head])
    y, m = data.y[use, head], margins[use, head]
    scores = np.array([_f1(y, m > cut) for cut in _GRID]) - 0.05 * np.abs(_GRID - _USUAL)
    smooth = np.convolve(np.pad(scores, 3, mode="edge"), np.ones(7) / 7, "valid")
    return float(_GRID[int(smooth.argmax())])


def report(data: Data, margins: np.ndarray) -> list[str]:
    """F1 by tactic: on the shared file where it has enough positives, else on our own sentences. Cut-offs
    for a fifth of the responses are chosen on the others."""
    guess = np.zeros(data.y.shape, bool)
    for rest, part in GroupKFold(n_splits=5).split(data.x, groups=data.groups):
        use = np.isin(np.arange(len(data.rows)), rest)
        cuts = [_cut(data, margins, h, use) for h in range(len(HEADS))]
        guess[part] = margins[part] > cuts
    out: list[str] = []
    for title, rows, few in (
        (f"shared file, tactics with {FEW} positives or more", data.source == 0, FEW),
        (
            "our own sentences, all ten and the three marks",
            (data.source > 0) & (data.source < 4),
            1,
        ),
    ):
        scores = {}
        for h, name in enumerate(HEADS):
            use = rows & data.marked[:, h]
            if data.y[use, h].sum() >= few:
                scores[name] = _f1(data.y[use, h], guess[use, h])
        ten = [v for k, v in scores.items() if k in TACTICS]
        if ten:
            listed = ", ".join(f"{k} {v:.2f}" for k, v in scores.items())
            out.append(f"{title}: macro F1 {np.mean(ten):.3f} ({listed})")
    return out


def _f1(y: np.ndarray, guess: np.ndarray) -> float:
    both = float(np.sum(y & guess))
    return 2 * both / max(float(y.sum() + guess.sum()), 1.0)


def run(write: bool) -> None:
    """Fit, report, write."""
    data = Data()
    margins = left_out(data)
    cuts, slopes = scale(data, margins)
    print("\n".join(report(data, margins)))
    print("cuts", dict(zip(HEADS, cuts.round(2).tolist(), strict=True)))
    if write:
        OUT.parent.mkdir(exist_ok=True)
        heads = fit(data, np.arange(len(data.rows)))
        np.savez_compressed(
            OUT,
            heads=heads.astype(np.float16),
            cut=cuts.astype(np.float32),
            slope=slopes.astype(np.float32),
        )
        print(f"{OUT.name}: {OUT.stat().st_size // 1024} KB")
