"""The weights of `bot/practice/criteria.py` (`python -m training.practice [--write]`).

Two steps, both by non-negative least squares with a little ridge: message ratings from a message's signals,
then conversation ratings from its messages' scores. Each conversation is fitted twice, as it is and with
every two messages run together: the same things said in fewer, longer messages deserve the same rating
(without that, scores rose by half a point). Every conversation is read with tactic heads that were
fitted without it. So are the scores that the stretch is taken from.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import numpy as np
from scipy.optimize import nnls
from sklearn.model_selection import GroupKFold

from bot.practice.criteria import (
    NAMES,
    SIGNALS,
    SUMMARIES,
    message_scores,
    signal_rows,
    summaries,
)
from bot.practice.evidence import Message, gather
from bot.practice.tactics import Tactics
from bot.practice.themes import Themes
from bot.practice.turns import Turn
from training.practice import fit_tactics
from training.practice.talks import Talk, talks
from training.practice.vectors import Vectors

OUT = Path(__file__).parents[2] / "bot/practice/weights/criteria.npz"
FOLDS = 10
# Experts' means of 150 pilot conversations where known (arXiv 2506.10150, section 3.3 of our notes), else
# our own ratings'. A measure that is right on average can still be wrong everywhere, but not the reverse.
EXPERTS = {
    "validating_emotions": 2.26, "demonstrating_understanding": 1.48,
    "advice_giving": 2.38, "dismissing_emotions": 1.42,
}  # fmt: skip
_RIDGE_MESSAGE, _RIDGE_TALK = 2.0, 10.0
Weights = dict[str, np.ndarray]


def read_left_out(rows: list[Talk]) -> list[list[Message]]:
    """Each conversation's messages, by tactic heads that have not seen it."""
    data = fit_tactics.Data()
    margins = fit_tactics.left_out(data)
    cuts, slopes = fit_tactics.scale(data, margins)
    themes, vectors = Themes.load(), Vectors()
    ids = np.array([t.id.rstrip("+") for t in rows])
    out: list[list[Message]] = [[] for _ in rows]
    for _, test in GroupKFold(n_splits=FOLDS).split(ids, groups=ids):
        heads = fit_tactics.fit(data, np.flatnonzero(~np.isin(data.groups, ids[test])))
        tactics = Tactics(vectors, themes, {"heads": heads, "cut": cuts, "slope": slopes})
        for i in test:
            out[i] = gather(tactics, rows[i].turns)
    return out


def run_together(talk: Talk) -> Talk:
    """The same conversation in half as many messages; it keeps its rating and has no message ratings."""

    def joined(role: Literal["seeker", "supporter"], start: int) -> Turn:
        said = [t.text.rstrip() for t in talk.turns if t.role == role][start : start + 2]
        return Turn(role, " ".join(s if s[-1:] in ".?!" else f"{s}." for s in said))

    turns = [
        joined(role, start)
        for start in range(0, len(talk.messages), 2)
        for role in ("seeker", "supporter")
    ]
    return Talk(f"{talk.id}+", talk.scenario, turns, talk.ratings)


def development() -> list[Talk]:
    """The development half, then the same run together."""
    rows = talks("dev")
    return [*rows, *(run_together(t) for t in rows)]


def fit(messages: list[list[Message]], rows: list[Talk]) -> Weights:
    """Both steps on these conversations; no stretch yet."""
    weights: Weights = {}
    rated_messages = [(m, t) for m, t in zip(messages, rows, strict=True) if t.messages]
    x = np.concatenate([signal_rows(m) for m, _ in rated_messages])
    y = np.array([r for _, t in rated_messages for r in t.messages]) - 1.0
    weights["message"] = np.stack(
        [_positive(x[:, c], y[:, c], _RIDGE_MESSAGE) for c in range(len(NAMES))]
    )
    seen = np.stack([summaries(m, message_scores(m, weights)) for m in messages])
    rated = np.array([t.ratings for t in rows]) - 1.0
    weights["talk"] = np.stack(
        [_positive(seen[:, c], rated[:, c], _RIDGE_TALK) for c in range(len(NAMES))]
    )
    return weights


def raw(messages: list[list[Message]], weights: Weights) -> np.ndarray:
    """Conversation scores before the stretch."""
    seen = np.stack([summaries(m, message_scores(m, weights)) for m in messages])
    scores: np.ndarray = (
        1 + np.einsum("tcs,cs->tc", seen, weights["talk"][:, :-1]) + weights["talk"][:, -1]
    )
    return scores


def _positive(x: np.ndarray, y: np.ndarray, ridge: float) -> np.ndarray:
    """Weights ≥ 0 and an intercept of either sign. Signs stand in `x` already."""
    n = x.shape[1]
    small = np.sqrt(ridge) * np.eye(n, n + 2)
    design = np.vstack([np.hstack([x, np.ones((len(x), 1)), -np.ones((len(x), 1))]), small])
    found, _ = nnls(design, np.concatenate([y, np.zeros(n)]))
    return np.append(found[:n], found[n] - found[n + 1])


def left_out_scores(messages: list[list[Message]], rows: list[Talk]) -> np.ndarray:
    """Each conversation scored by weights that were fitted without it."""
    out = np.zeros((len(rows), len(NAMES)))
    ids = np.array([t.id.rstrip("+") for t in rows])
    for train, test in GroupKFold(n_splits=FOLDS).split(ids, groups=ids):
        weights = fit([messages[i] for i in train], [rows[i] for i in train])
        out[test] = raw([messages[i] for i in test], weights)
    return out


def kappa(rated: np.ndarray, scored: np.ndarray) -> float:
    """Quadratic-weighted Cohen kappa, in closed form, of scores rounded to the scale."""
    a, b = rated.astype(float), np.clip(np.rint(scored), 1, 5)
    chance = float(a.var() + b.var() + (a.mean() - b.mean()) ** 2)
    return 1 - float(np.mean((a - b) ** 2)) / chance if chance else 0.0


def stretched(rated: np.ndarray, scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each criterion the mean and the stretch around it that gives scores the spread of the ratings:
    there, at a given correlation, quadratic kappa is highest. Not searched for."""
    return scores.mean(axis=0), np.clip(rated.std(axis=0) / scores.std(axis=0), 1, 1.35)


def run(write: bool) -> None:
    """Fit, report, write."""
    rows = development()
    messages = read_left_out(rows)
    rated = np.array([t.ratings for t in rows])
    scores = left_out_scores(messages, rows)
    means, factors = stretched(rated, scores)
    final = means + (scores - means) * factors
    sure = []
    for c, name in enumerate(NAMES):
        k = kappa(rated[:, c], final[:, c])
        r = float(np.corrcoef(rated[:, c], final[:, c])[0, 1])
        sure.append(max(r, 0.05) ** 2)
        print(
            f"{name}: kappa {k:.2f}, r {r:.2f}, stretch {factors[c]:.2f}, "
            f"mean {final[:, c].mean():.2f} (rated {rated[:, c].mean():.2f}, experts {EXPERTS.get(name)})"
        )
    print(f"median {np.median([kappa(rated[:, c], final[:, c]) for c in range(len(NAMES))]):.2f}")
    weights = fit(messages, rows)
    for c, name in enumerate(NAMES):
        listed = dict(zip(SIGNALS[name], weights["message"][c].round(2).tolist(), strict=False))
        told = dict(zip((*SUMMARIES, "base"), weights["talk"][c].round(2).tolist(), strict=False))
        print(name, listed, round(float(weights["message"][c][-1]), 2), told)
    if write:
        weights |= {"mean": means, "stretch": factors, "sure": np.array(sure)}
        np.savez_compressed(OUT, **{k: v.astype(np.float32) for k, v in weights.items()})  # type: ignore[arg-type]
        print(f"{OUT.name}: {OUT.stat().st_size} bytes")
