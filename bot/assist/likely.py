"""Whether a complaint that the wordings found is what the chat is about.

The wordings of `prompts/assist/troubles/` know what they were written for; about a chat unlike those they can be
badly wrong, and a wrong card is worse than a plain one. So the encoder, which knows how clients put each complaint
(`prompts/assist/said.yaml`), has the first say, a match of the wordings and of the category add to it, and one is
believed only by a margin. Vectors come from `training/fit_assist.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files

import numpy as np
import numpy.typing as npt

import prompts
from bot.assist.catalog import domains
from bot.assist.chat import Chat
from bot.assist.troubles import Trouble, of_domain
from memory.embedder import Embedder

# How near, and how far ahead of the next, either pair (on 100 chats of our own: 4 wrong of 52 found).
BARS = ((0.70, 0.05), (0.76, 0.03))
# How near, and how little behind the nearest, one may be spoken of that the wordings found; the nearest itself from a
# little further off.
NEAR, BEHIND, NEAREST = 0.66, 0.05, 0.625
_SAME_CATEGORY, _WORDED = 0.03, 0.06
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

    def complaint(self, chat: Chat) -> Trouble | None:
        """What the chat is about, if one complaint is near and well ahead of the others; else None."""
        return self.view(chat)[0]

    def view(self, chat: Chat) -> tuple[Trouble | None, frozenset[str]]:
        """In: a chat. Out: what `complaint` says, and the ids of all that are near enough to be spoken of where
        the wordings found them as well."""
        texts = [" ".join(chat.client)[:_MOST], chat.client[0][:_MOST]]
        close: Vectors = (self._vectors @ np.asarray(self._embedder.embed(texts)).T).mean(axis=1)
        said = " \n ".join(chat.client)
        where = (chat.domain, "general") if chat.domain else (*domains(), "general")
        rated = sorted(
            ((self._score(chat, said, t, close), t) for d in where for t in of_domain(d)),
            key=lambda pair: -pair[0],
        )
        first, trouble = rated[0]
        # A complaint of any domain is no rival to one that says the same of this domain.
        second = next(
            s for s, t in rated[1:] if trouble.domain == "general" or t.domain != "general"
        )
        found = any(first >= near and first - second >= ahead for near, ahead in BARS)
        near = {t.id for score, t in rated if score >= max(NEAR, first - BEHIND)}
        if first >= NEAREST:
            near.add(trouble.id)
        return trouble if found else None, frozenset(near)

    def _score(self, chat: Chat, said: str, trouble: Trouble, near: Vectors) -> float:
        rows = self._rows.get(f"{trouble.domain}/{trouble.id}")
        worded = bool(trouble.match.search(said))
        if not rows or (trouble.domain == "general" and not worded):
            return (
                -1.0
            )  # what fits any domain is too near to small talk to be known without its words
        return (
            float(near[rows].max())
            + _SAME_CATEGORY * (trouble.category == chat.category)
            + _WORDED * worded
        )


def sayings(trouble: Trouble) -> list[str]:
    """What a complaint is embedded as."""
    doing = " ".join(f"{text}." for text in (*trouble.check, *trouble.fix.values()))
    said: Mapping[str, Mapping[str, Sequence[str]]] = prompts.read("assist/said.yaml")
    own = said.get(trouble.domain, {}).get(trouble.id, ())
    return [f"{trouble.it}. {trouble.they}.", f"{trouble.they}. {doing}", *trouble.also, *own]
