"""Ratings and scores on one scale: what two raters say together, how far scores spread, how well they agree."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from training.practice.talks import Talk

_STRETCH = 1.6  # at most: more would stretch mistakes, too
_ROUNDS = 20


def ratings(rows: list[Talk]) -> np.ndarray:
    """Conversations × criteria. Where two people rated: their mean, the second one's ratings first brought to the
    level and spread of the first's. Models hear far more dismissing than experts do; their order is sound."""
    first = np.array([t.ratings for t in rows], float)
    twice = np.array([bool(t.second) for t in rows])
    if twice.any():
        one, other = first[twice], np.array([t.second for t in rows if t.second], float)
        spread = one.std(axis=0) / np.maximum(other.std(axis=0), 0.1)
        level = one.mean(axis=0) + (other - other.mean(axis=0)) * spread
        first[twice] = (one + level) / 2
    return first


def kappa(rated: np.ndarray, scored: np.ndarray) -> float:
    """Quadratic-weighted Cohen kappa, in closed form, of scores rounded to the scale."""
    a, b = rated.astype(float), np.clip(np.rint(scored), 1, 5)
    chance = float(a.var() + b.var() + (a.mean() - b.mean()) ** 2)
    return 1 - float(np.mean((a - b) ** 2)) / chance if chance else 0.0


@dataclass(frozen=True)
class Stretch:
    """From raw scores to the scale, a number a criterion: `mean` + (raw - `mean`) × `factor` + `shift`, then cut off."""

    mean: np.ndarray
    factor: np.ndarray
    shift: np.ndarray

    def __call__(self, scores: np.ndarray) -> np.ndarray:
        """Scores kept on the scale."""
        out: np.ndarray = np.clip(self.mean + (scores - self.mean) * self.factor + self.shift, 1, 5)
        return out


def stretched(rows: list[Talk], scores: np.ndarray) -> Stretch:
    """What gives scores the spread of the ratings, by the mean over authors: there, at a given correlation,
    quadratic kappa is highest. Not searched for. The shift makes up for what cutting off at 1 does to the mean."""
    plain = np.array([not t.id.endswith("+") for t in rows])
    rated, authors = ratings(rows), np.array([t.author for t in rows])
    parts = [plain & (authors == author) for author in dict.fromkeys(authors.tolist())]
    wide = np.mean([rated[part].std(axis=0) for part in parts], axis=0)
    narrow = np.mean([scores[part].std(axis=0) for part in parts], axis=0)
    factor = np.clip(wide / np.maximum(narrow, 0.1), 1, _STRETCH)
    found = Stretch(scores[plain].mean(axis=0), factor, np.zeros(rated.shape[1]))
    for _ in range(_ROUNDS):
        found = replace(
            found, shift=found.shift + (rated[plain] - found(scores[plain])).mean(axis=0)
        )
    return found
