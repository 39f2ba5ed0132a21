"""The weights of `bot/practice/criteria.py` (`python -m training.practice [--write]`).

Two steps, both by non-negative least squares with a little ridge: message ratings from a message's signals,
then conversation ratings from its messages' scores. Each conversation is fitted twice, as it is and with
every two messages run together: the same things said in fewer, longer messages deserve the same rating
(without that, scores rose by half a point). Every conversation is read with tactic heads that were
fitted without it. So are the scores that the stretch is taken from.

Three authors. How well it does on somebody new is told by leaving one author out altogether, sentences, lines and
answers included (`author_out`); the ten folds over conversations (`left_out`) only say how well it knows these three.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import numpy as np
from scipy.optimize import nnls
from sklearn.model_selection import GroupKFold

from bot.practice.criteria import NAMES, SIGNALS, message_scores, signal_rows
from bot.practice.evidence import Message, gather
from bot.practice.summary import HALO, SUMMARIES, summaries
from bot.practice.tactics import Tactics
from bot.practice.themes import Themes
from bot.practice.turns import Turn
from training.practice import fit_tactics
from training.practice.scale import kappa, ratings, stretched
from training.practice.talks import AUTHORS, OWN, Talk, author_of, talks
from training.practice.vectors import Vectors

OUT = Path(__file__).parents[2] / "bot/practice/weights/criteria.npz"
FOLDS = 10
# Experts' means of 150 pilot conversations where known (arXiv 2506.10150), to hold ours against. Nothing is
# shifted towards them: which conversations those were we don't know.
EXPERTS = {
    "validating_emotions": 2.26, "demonstrating_understanding": 1.48,
    "advice_giving": 2.38, "dismissing_emotions": 1.42,
}  # fmt: skip
_RIDGE_MESSAGE, _RIDGE_TALK = 2.0, 5.0
Weights = dict[str, np.ndarray]


def read_left_out(rows: list[Talk], without: str = "") -> list[list[Message]]:
    """Each conversation's messages, by tactic heads that have not seen it, nor anything by the author `without`."""
    data = fit_tactics.Data()
    authors = np.array([author_of(group) for group in data.groups])
    margins = fit_tactics.left_out(data)
    cuts, slopes = fit_tactics.scale(data, margins)
    themes, vectors = Themes.load(), Vectors()
    ids = np.array([t.id.rstrip("+") for t in rows])
    out: list[list[Message]] = [[] for _ in rows]
    for _, test in GroupKFold(n_splits=FOLDS).split(ids, groups=ids):
        use = ~np.isin(data.groups, ids[test]) & (authors != without)
        heads = fit_tactics.fit(data, np.flatnonzero(use))
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
    return Talk(f"{talk.id}+", talk.scenario, turns, talk.ratings, talk.second, talk.author)


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
    rated = ratings(rows) - 1.0
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


def left_out(messages: list[list[Message]], rows: list[Talk]) -> np.ndarray:
    """Each conversation scored by weights that were fitted without it; no stretch yet."""
    out = np.zeros((len(rows), len(NAMES)))
    ids = np.array([t.id.rstrip("+") for t in rows])
    for train, test in GroupKFold(n_splits=FOLDS).split(ids, groups=ids):
        weights = fit([messages[i] for i in train], [rows[i] for i in train])
        out[test] = raw([messages[i] for i in test], weights)
    return out


def author_out(rows: list[Talk]) -> np.ndarray:
    """Each conversation scored by heads, weights and stretch that know nothing by its author."""
    out = np.zeros((len(rows), len(NAMES)))
    authors = np.array([t.author for t in rows])
    for author in (OWN, *AUTHORS.values()):
        messages = read_left_out(rows, author)
        train, test = np.flatnonzero(authors != author), np.flatnonzero(authors == author)
        others, known = [messages[i] for i in train], [rows[i] for i in train]
        stretch = stretched(known, left_out(others, known))
        out[test] = stretch(raw([messages[i] for i in test], fit(others, known)))
    return out


def run(write: bool) -> None:
    """Fit, report, write."""
    rows = development()
    messages = read_left_out(rows)
    rated = ratings(rows)
    scores = left_out(messages, rows)
    stretch = stretched(rows, scores)
    final = stretch(scores)
    sure = []
    for c, name in enumerate(NAMES):
        r = float(np.corrcoef(rated[:, c], final[:, c])[0, 1])
        sure.append(max(r, 0.05) ** 2)
        print(
            f"{name}: kappa {kappa(np.rint(rated[:, c]), final[:, c]):.2f}, r {r:.2f}, stretch {stretch.factor[c]:.2f}, shift {stretch.shift[c]:+.2f}, "
            f"mean {final[:, c].mean():.2f} (rated {rated[:, c].mean():.2f}, experts {EXPERTS.get(name)})"
        )
    weights = fit(messages, rows)
    for c, name in enumerate(NAMES):
        listed = dict(zip(SIGNALS[name], weights["message"][c].round(2).tolist(), strict=False))
        told = dict(
            zip((*SUMMARIES, *HALO[name]), weights["talk"][c].round(2).tolist(), strict=False)
        )
        print(name, listed, round(float(weights["message"][c][-1]), 2), told)
    if write:
        weights |= {"mean": stretch.mean, "stretch": stretch.factor, "shift": stretch.shift}
        weights["sure"] = np.array(sure)
        np.savez_compressed(OUT, **{k: v.astype(np.float32) for k, v in weights.items()})  # type: ignore[arg-type]
        print(f"{OUT.name}: {OUT.stat().st_size} bytes")
