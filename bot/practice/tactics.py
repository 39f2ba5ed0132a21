"""Ten tactics of a supporter's sentence (MINT, arXiv 2604.08479), and three marks the criteria need besides.

A linear head for each, over the encoder's vector, idioms of the taxonomy, the sentence's form, and its
place in the response. Fitted by `training/practice/fit.py`; a vector of the whole response was tried
and changed nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from bot.practice import form
from bot.practice.themes import Themes

if TYPE_CHECKING:
    from memory.embedder import Embedder

Array = npt.NDArray[np.float32]

TACTICS = (
    "advice", "assistance", "emotional_expression", "empowerment", "information",
    "paraphrasing", "questioning", "reappraisal", "self_disclosure", "validation",
)  # fmt: skip
# Invites to say more; plays the feeling down; promises that it gets better.
HEADS = (*TACTICS, "elaboration", "dismissing", "future")
_VECTOR, _IDIOM, _NEAR = 3.4, 0.5, 0.5  # how far each kind of feature may reach (cross-validated)


class Tactics:
    """Deterministic. About 2 ms a sentence, nearly all of it the encoder's."""

    def __init__(self, embedder: Embedder, themes: Themes, weights: Mapping[str, Array]) -> None:
        self.embedder = embedder
        self._themes = themes
        self._weights = weights["heads"]  # (features + 1) × heads, the last row is the bias
        self._cut = weights["cut"]
        self._slope = weights["slope"]

    @classmethod
    def load(cls, embedder: Embedder | None = None) -> Tactics:
        """The fitted one that ships. Raises FileNotFoundError without its weights."""
        if embedder is None:
            from memory.embedder import Encoder

            embedder = Encoder()
        return cls(embedder, Themes.load(), _weights())

    def sentence(self, text: str, response: str) -> dict[str, float]:
        """In: a sentence and the response it stands in. Out: for each tactic 0-1, from .5 on it is used."""
        row = self.read([(text, response)])[0]
        return {name: round(float(p), 4) for name, p in zip(TACTICS, row, strict=False)}

    def read(self, pairs: Sequence[tuple[str, str]]) -> Array:
        """In: (sentence, its response) pairs. Out: a row each, a column for each of `HEADS`, 0-1."""
        return self.judge(pairs, self.embedder.embed([form.repaired(text) for text, _ in pairs]))

    def judge(self, pairs: Sequence[tuple[str, str]], vectors: Array) -> Array:
        """As `read`, for sentences whose vectors are known already."""
        rows = features(self._themes, pairs, vectors)
        margins = rows @ self._weights[:-1] + self._weights[-1]
        odds = np.clip((margins - self._cut) * self._slope, -30, 30)
        out: Array = (1 / (1 + np.exp(-odds))).astype(np.float32)
        return out


def features(themes: Themes, pairs: Sequence[tuple[str, str]], vectors: Array) -> Array:
    """What the heads read of each pair: vector, groups, idioms, form, neighbours' groups, place."""
    seen: dict[str, Array] = {}

    def idioms(text: str) -> Array:
        if text not in seen:
            seen[text] = themes.features(text)
        return seen[text]

    size = len(themes.groups)
    rows = []
    for (text, response), vector in zip(pairs, vectors, strict=True):
        before, after, place = _place(text, response)
        chat = place[-2]  # a tactic may look otherwise in a chat than in a long answer
        near = [idioms(t)[:size] if t else np.zeros(size, np.float32) for t in (before, after)]
        own = idioms(text)
        rows.append(
            np.concatenate(
                [vector * _VECTOR, own[:size], own[size:] * _IDIOM, form.features(text)]
                + [n * _NEAR for n in near]
                + [place, own[:size] * chat]
            )
        )
    return np.stack(rows).astype(np.float32)


def _place(text: str, response: str) -> tuple[str, str, Array]:
    """The sentences before and after, and where in how long a response this one stands."""
    at = response.find(text)
    head, tail = (response[:at], response[at + len(text) :]) if at >= 0 else ("", "")
    before = form.sentences(head)[-1] if head.strip() else ""
    after = form.sentences(tail)[0] if tail.strip() else ""
    n = len(response.split())
    place = [
        not before, not after, not before and not after,
        at / len(response) if at > 0 else 0.0,
        min(np.log1p(n) / 5, 1.3), n < 40, "**" in response,
    ]  # fmt: skip
    return before, after, np.array(place, np.float32)


def _weights() -> dict[str, Array]:
    path = files("bot.practice") / "weights" / "tactics.npz"
    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return {name: arrays[name].astype(np.float32) for name in arrays.files}
