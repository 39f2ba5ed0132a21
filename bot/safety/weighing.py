"""How the readers of the second opinion decide together: a fitted weight for each thing they say.

In: their logits for the stretches of one text. Out: a score, above 0 for what is surely danger. The weights are
fitted by `training/fit_opinion.py`, for English and for other languages apart.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from bot.safety.outputs import KIND, KINDS, LEVEL

Logits = npt.NDArray[np.float32]
ENGLISH, ELSEWHERE = "english", "elsewhere"  # whose weights
_SHARES = {
    ENGLISH: (0.5, 0.5, 0.4),
    ELSEWHERE: (0.0, 1.0, 0.4),
}  # by which the worst stretch is found
_LENGTH = ("short", "long")
_SHORT = 8  # words
_FEW = 16  # words
_TWO = 2  # readers
UNLIKELY = -2.5  # below this, a wording is not believed; too few are left to fit it


@dataclass(frozen=True, slots=True)
class Readings:
    """Logits in the order of `bot.safety.outputs.OUTPUTS`, a row for each stretch that was read. The n-grams
    give those up to the kinds. `english` is None for a text that its encoder does not read."""

    english: Logits | None
    tongues: Logits
    ngrams: Logits
    stretches: int  # of the whole text, read or not
    words: int  # of the whole text

    @property
    def language(self) -> str:
        """Whose weights are used."""
        return ELSEWHERE if self.english is None else ENGLISH

    @property
    def short(self) -> bool:
        """Whether it is too short to tell what it is about."""
        return self.words <= _SHORT

    @property
    def alone(self) -> bool:
        """Whether of three readers only one finds danger, in so few words that one of them can be wrong
        ("how do i keep calm myself")."""
        if self.english is None or self.words > _FEW:
            return False
        row, _ = self.worst()
        said = (self.english[row, 0], self.tongues[row, 0], self.ngrams[row, 0])
        return sum(bool(logit > 0) for logit in said) < _TWO

    @property
    def whole(self) -> bool:
        """Whether all of it was read."""
        return len(self.tongues) == self.stretches

    def worst(self) -> tuple[int, Logits]:
        """The stretch that looks worst, and all its logits together."""
        english, tongues, ngrams = _SHARES[self.language]
        scores = tongues * self.tongues
        if self.english is not None:
            scores = scores + english * self.english
        scores[:, : self.ngrams.shape[1]] += ngrams * self.ngrams
        row = int(scores[:, 0].argmax())
        return row, scores[row]


def features(readings: Readings) -> dict[str, float]:
    """What is weighed, by name."""
    row, together = readings.worst()
    said = {"tongues": float(readings.tongues[row, 0]), "ngrams": float(readings.ngrams[row, 0])}
    if readings.english is not None:
        said["english"] = float(readings.english[row, 0])
    kind = KINDS[int(together[KIND:LEVEL].argmax())]
    return {
        **said,
        "least": min(said.values()),
        "most": max(said.values()),
        # A short message mid-talk ("i keep thinking about it") says little about what it is about.
        "short": float(readings.short),
        "long": float(readings.stretches > 1),  # each stretch is one more chance of a mistake
        kind: 1.0,
    }


@dataclass(frozen=True, slots=True)
class Weights:
    """A score is the sum of `weights` times features, plus `bias`: above 0, danger is sure."""

    weights: Mapping[str, float]
    bias: float
    soft: float  # so much less will do where a soft rule of the lexicon matches

    def score(self, said: Mapping[str, float]) -> float:
        """In: the features of a text. Out: how sure it is that it holds danger."""
        return self.bias + sum(self.weights.get(name, 0.0) * value for name, value in said.items())

    def leaning(self, said: Mapping[str, float]) -> float:
        """The score without what a text's length takes away: a short or a long one has to be surer, but is no
        safer for it."""
        return self.score({name: value for name, value in said.items() if name not in _LENGTH})


def load() -> dict[str, Weights]:
    """The weights that ship, by language. Raises FileNotFoundError without them."""
    text = (files("bot.safety") / "weights" / "opinion.json").read_text(encoding="utf-8")
    return {language: Weights(**fitted) for language, fitted in json.loads(text).items()}
