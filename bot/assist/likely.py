"""Whether a complaint that the wordings found is what the chat is about.

The wordings of `prompts/assist/troubles/` know what they were written for; about a chat unlike those they can be
badly wrong, and a wrong card is worse than a plain one. So what they found is believed for the cards only if
the encoder, too, finds it the nearest of its domain, by a margin and in the chat's own category. Vectors come from `training/fit_assist.py`."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from bot.assist.chat import Chat
from bot.assist.troubles import Trouble, of_domain
from memory.embedder import Embedder

NEAR, AHEAD = 0.70, 0.03  # how near, and how far ahead of the next (on 130 chats of our own)
_SAME_CATEGORY = 0.03
_MOST = 600  # characters

Vectors = npt.NDArray[np.float32]


class Likely:
    """Judges one complaint at a time, about 20 ms; share one."""

    def __init__(self, embedder: Embedder, names: Sequence[str], vectors: Vectors) -> None:
        """`names` are "domain/id" of each row; a complaint may have several rows."""
        self._embedder = embedder
        self._vectors = vectors
        self._rows: dict[str, list[int]] = {}
        for row, name in enumerate(names):
            self._rows.setdefault(name, []).append(row)

    @classmethod
    def load(cls, embedder: Embedder) -> Likely:
        """The vectors that ship. Raises FileNotFoundError when they are missing."""
        path = files("bot.assist").joinpath("weights/troubles.npz")
        with path.open("rb") as handle, np.load(handle, allow_pickle=False) as arrays:
            return cls(
                embedder, [str(n) for n in arrays["names"]], arrays["vectors"].astype(np.float32)
            )

    def believes(self, chat: Chat, trouble: Trouble) -> bool:
        """Whether `trouble` is what the chat is about."""
        if chat.category and trouble.category != chat.category:
            return False
        texts = [" ".join(chat.client)[:_MOST], chat.client[0][:_MOST]]
        near: Vectors = (self._vectors @ np.asarray(self._embedder.embed(texts)).T).mean(axis=1)
        mine = self._score(chat, trouble, near)
        others = [t for d in {trouble.domain, chat.domain, "general"} - {""} for t in of_domain(d)]
        next_best = max(self._score(chat, t, near) for t in others if t.id != trouble.id)
        return mine >= NEAR and mine - next_best >= AHEAD

    def _score(self, chat: Chat, trouble: Trouble, near: Vectors) -> float:
        rows = self._rows.get(f"{trouble.domain}/{trouble.id}")
        if not rows:
            return -1.0
        return float(near[rows].max()) + _SAME_CATEGORY * (trouble.category == chat.category)


def sayings(trouble: Trouble) -> list[str]:
    """What a complaint is embedded as."""
    doing = " ".join(f"{text}." for text in (*trouble.check, *trouble.fix.values()))
    return [f"{trouble.it}. {trouble.they}.", f"{trouble.they}. {doing}", *trouble.also]
