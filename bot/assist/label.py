"""Emo-Label: how the client's last message sounds, in seven levels, and whether it is uncivil.

Care-Pilot (arXiv 2411.02408, as read in §1.3 of the project's notes) averages three sentiment
scorers and knows no "uncivil". Here one small fitted model reads signs (`signs.py`) and the
encoder's vector; weights come from `training/fit_assist.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from bot.assist.signs import KINDS, features, kinds_in
from bot.assist.talk import LABELS
from memory.embedder import Embedder

BAR = -0.15  # logit above which a message counts as uncivil (cross-validated)
GRAVE_BAR = 0.5  # logit of danger above which a client's message is not ordinary (five-fold: .02 of ordinary ones)
MENACE_BAR = 2.0  # logit of a threat above which a sentence with a hint of one is one (five-fold: .54 of threats, 7 of 1350 others)
_PLAIN, _WORST = 1.0, -2.6
_KIND_BAR = -1.0


@dataclass(frozen=True, slots=True)
class Label:
    """`score` is −3 … 3, `level` its name in `LABELS`; `uncivil`: rude, impolite or disrespectful; `kinds`: how,
    likeliest first, empty when civil; `chance` of being uncivil, 0–1."""

    level: str
    score: int
    uncivil: bool
    kinds: tuple[str, ...] = ()
    chance: float = 0.0


class Labeller:
    """Labels one message at a time, about 15 ms; share one."""

    def __init__(self, embedder: Embedder, arrays: Mapping[str, npt.NDArray[np.float32]]) -> None:
        self._embedder = embedder
        self._weights, self._bias = arrays["weights"], arrays["bias"]
        self._grave, self._grave_bias = arrays["grave"], float(arrays["grave_bias"])
        self._threat, self._threat_bias = arrays["threat"], float(arrays["threat_bias"])

    @classmethod
    def load(cls, embedder: Embedder) -> Labeller:
        """The weights that ship. Raises FileNotFoundError when they are missing."""
        path = files("bot.assist").joinpath("weights/label.npz")
        with path.open("rb") as handle, np.load(handle, allow_pickle=False) as arrays:
            return cls(embedder, {name: arrays[name] for name in arrays.files})

    def label(self, text: str) -> Label:
        """In: one message of a client. Out: its label; neutral for an empty one."""
        if not text.strip():
            return Label("neutral", 0, False)
        seen = inputs(self._embedder, [text])[0]
        out = self._weights @ seen + self._bias
        uncivil = bool(out[1] > BAR)
        score = level_of(float(out[0]), float(out[1]))
        chance = float(1 / (1 + np.exp(-out[1])))
        kinds = _kinds(text, out[2:]) if uncivil else ()
        return Label(LABELS[score + 3], score, uncivil, kinds, round(chance, 3))

    def ordinary(self, text: str) -> bool:
        """Whether `text` is what clients write, as against what people in danger do; about 10 ms."""
        return float(self._grave @ self._embedder.embed([text])[0]) + self._grave_bias < GRAVE_BAR

    def menacing(self, text: str) -> bool:
        """Whether `text` reads like a threat to somebody, as against what clients write; about 10 ms."""
        return (
            float(self._threat @ self._embedder.embed([text])[0]) + self._threat_bias > MENACE_BAR
        )


def inputs(embedder: Embedder, texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """What a label is read from, one row a text: signs, and what it means. Sentences read one by one, and
    n-grams, made no difference that cross-validation could see."""
    signs = np.stack([features(t) for t in texts])
    return np.hstack([0.5 * signs, 3.0 * embedder.embed(texts)]).astype(np.float32)


def level_of(value: float, logit: float) -> int:
    """The level of a fitted value, given the logit of "uncivil": plain rudeness is at least
    negative, and the worst level is kept for what is far down (both cross-validated)."""
    score = int(np.clip(np.round(value), -3, 3))
    if score == -3 and value > _WORST:
        score = -2
    if logit > _PLAIN:
        return min(score, -2)
    return min(score, -1) if logit > BAR else score


def _kinds(text: str, logits: npt.NDArray[np.float32]) -> tuple[str, ...]:
    seen = kinds_in(text)
    ranked = sorted(range(len(KINDS)), key=lambda n: -float(logits[n]))
    named = [
        KINDS[n]
        for n in ranked
        if logits[n] > _KIND_BAR or (seen.get(KINDS[n]) and logits[n] > -2.5)
    ]
    return tuple(named[:3]) or (KINDS[ranked[0]],)
