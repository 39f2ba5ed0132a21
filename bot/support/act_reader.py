"""Which act a message in mid-talk is, where no wording of `prompts/phrases/acts` knows it: a linear model over its
words, letters and vector. Fitted by `training/fit_acts.py` on what three authors wrote without seeing a wording."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import cached_property
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from bot.reading.attended import softmax
from bot.reading.ngrams import Ngrams
from bot.support.acts import Acts, Done, clauses
from memory.embedder import Embedder

GRAMS, VECTOR = "weights/act_grams.npz", "weights/act_vector.npz"
NONE = "none"
REACH = 3.0  # how much the vector counts beside the n-grams (by each author's texts, fitted on the others')
ADVICE = ("how_stop", "what_now")  # acts with no line of their own: the library answers them
_TOLD = (
    "told",
    "eased",
    "corrected",
)  # kinds that are no question: only as the whole of a short message
_WHOLE, _SHORT, _STATED = 25, 20, 14  # words: of a message read whole, of a clause, of what is told
# From when on it is sure: of a message in mid-talk one in 25 that is none is taken for an act, where .6 of the acts are
# found; the first message of a talk, and the end of a longer one, are mostly a story.
_MID, _END = 0.35, 0.6
_STATES = 0.42  # for what is no question, and what is about the bot
# "im not allowed to hang up, that's the rule" asks nothing; "i wonder if i was too harsh" does.
_STATES_IT = re.compile(
    r"\W*(?:(?:so|and|but|no|yeah|well|ok|like)\W+)*(?:i|i'm|im|i've|ive|i'd|he|she|they|we|my|the|it|it's|its|there|there's|nobody|no one|"
    r"people|everyone|sup|lead|boss)\b(?!.*\b(?:wonder|wondering|if|whether|or|should|know why|guess|asking|u think|you think)\b)", re.I
)  # fmt: skip
_IF = re.compile(r"\b(?:if|when|in case|suppose|again)\b", re.I)  # else it asks what will be


class ActReader:
    """Reads lazily: nothing is loaded before the first message. `plain` tells what is small talk word for word."""

    def __init__(
        self, acts: Acts, embedder: Embedder, plain: Callable[[str], bool] = lambda _: False
    ) -> None:
        self._acts = acts
        self._plain = plain
        self._embedder = embedder
        self._latest: tuple[str, dict[str, float]] = ("", {})

    def of(self, text: str, kinds: Collection[str], *, begun: bool) -> Done | None:
        """The act of one of `kinds` that `text` is, or ends with; None for none. `begun`: there was talk before."""
        parts = clauses(text)
        words = len(text.split())
        if not parts or self._plain(text):
            return None
        if begun and words <= _WHOLE:
            return self._done(text, "", kinds, _MID, told=words <= _STATED)
        last = parts[-1]
        if last.endswith("?") and len(last.split()) <= _SHORT:
            return self._done(last, " ".join(parts[:-1]), kinds, _END, told=False)
        return None

    def asks_advice(self, text: str) -> bool:
        """Whether a message in mid-talk asks what to do, in whatever words."""
        return len(text.split()) <= _WHOLE and self._likeliest(text, _MID) in ADVICE

    def chances(self, text: str) -> dict[str, float]:
        """In: one message or clause. Out: how likely it is each act, or none ("none"); they sum to 1."""
        latest = (
            self._latest
        )  # one look: other people's messages are read at the same time, in other threads
        if latest[0] != text:
            names, weights = self._vector
            logits = self._grams.logits(text) + REACH * (weights @ self._embedder.embed([text])[0])
            latest = text, dict(zip(names, map(float, softmax(logits)), strict=True))
            self._latest = latest
        return latest[1]

    # --- inside

    def _done(
        self, text: str, rest: str, kinds: Collection[str], bar: float, *, told: bool
    ) -> Done | None:
        name = self._likeliest(text, bar)
        act = self._acts.get(name)
        if act is None or act.kind not in kinds or (name == "what_if" and not _IF.search(text)):
            return None
        if act.kind == "question" and "?" not in text and _STATES_IT.match(text):
            return None
        if act.kind == "about_bot" and self.chances(text)[name] < _STATES:
            return None
        states = told and not text.rstrip().endswith("?") and self.chances(text)[name] >= _STATES
        if act.kind in _TOLD and not states:
            return None
        return Done(act, rest)

    def _likeliest(self, text: str, bar: float) -> str:
        chances = self.chances(text)
        name = max(chances, key=lambda n: chances[n])
        return name if name != NONE and chances[name] >= bar else ""

    @cached_property
    def _grams(self) -> Ngrams:
        return Ngrams.load(files("bot.support") / GRAMS)

    @cached_property
    def _vector(self) -> tuple[tuple[str, ...], npt.NDArray[np.float32]]:
        path = files("bot.support") / VECTOR
        with path.open("rb") as handle, np.load(handle, allow_pickle=False) as arrays:
            names = tuple(arrays["names"].tobytes().decode().split("\n"))
            return names, arrays["weights"].astype(np.float32)
