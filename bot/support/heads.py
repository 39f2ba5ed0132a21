"""The fitted label heads: token states in, probabilities out. Weights come from `training/fit.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
import numpy.typing as npt

import prompts
from bot.reading.attended import Attended, softmax
from memory.embedder import Reading

Array = npt.NDArray[np.float32]

NGRAMS = 0.5  # how much the n-gram logits count beside the encoder's (development split)
TEMPER = 1.2  # what makes the sum's probabilities honest again (development split)
_LIKELY = 0.3  # what a label must reach for its words to count


@dataclass(frozen=True, slots=True)
class Judged:
    """Probabilities 0–1 by label (independent for emotions and incidents, summing to 1 for asks and
    intensity 0–3)."""

    emotions: dict[str, float]
    incidents: dict[str, float]
    asks: dict[str, float]
    intensity: tuple[float, ...]


class Heads:
    """Emotions, incidents, ask and intensity of a message."""

    def __init__(self, arrays: dict[str, Array]) -> None:
        table = prompts.read("labels.yaml")
        self._emotions = tuple(table["emotions"])
        self._incidents = tuple(table["incidents"])
        self._asks = tuple(table["asks"])
        self._arrays = arrays
        self._labels = Attended(arrays)

    @classmethod
    def load(cls) -> Heads:
        """The heads that ship. Raises FileNotFoundError when they are missing."""
        path = files("bot.support").joinpath("weights/heads.npz")
        with path.open("rb") as handle, np.load(handle, allow_pickle=False) as arrays:
            return cls({name: arrays[name] for name in arrays.files})

    def judge(self, readings: Sequence[Reading], ngrams: Array | None = None) -> Judged:
        """Probabilities for one message, from all its windows and its n-gram logits.

        A label counts as strong as in its best window, tempered by the mean over windows: what is
        said once in a long rant was still said.
        """
        label = np.stack([self._labels.logits(r) for r in readings])
        mean = np.stack([r.states.mean(axis=0) for r in readings])
        lengths = np.array([len(r.states) for r in readings], np.float32)
        share = (lengths / lengths.sum())[:, None]
        logits = 0.5 * label.max(axis=0) + 0.5 * (label * share).sum(axis=0)
        if ngrams is not None:
            logits = (logits + NGRAMS * ngrams) / TEMPER
        whole = (mean * share).sum(axis=0)
        ask = whole @ self._arrays["ask"].T + self._arrays["ask_bias"]
        level = mean @ self._arrays["level"].T + self._arrays["level_bias"]
        chances = 1.0 / (1.0 + np.exp(-logits))
        n = len(self._emotions)
        return Judged(
            dict(zip(self._emotions, map(float, chances[:n]), strict=True)),
            dict(zip(self._incidents, map(float, chances[n:]), strict=True)),
            dict(zip(self._asks, map(float, softmax(ask)), strict=True)),
            tuple(map(float, softmax(level.max(axis=0)))),
        )

    def reasons(self, readings: Sequence[Reading], judged: Judged) -> Array:
        """What each token of the message adds for the labels that are likely, most for the likeliest:
        one number a token, [CLS] and [SEP] left out."""
        chances = np.array([*judged.emotions.values(), *judged.incidents.values()], np.float32)
        likely = np.where(chances > _LIKELY, chances, 0.0)
        each = [(self._labels.reasons(r) * likely).sum(axis=1)[1:-1] for r in readings]
        total: Array = np.concatenate(each)
        return total
