"""A second opinion on danger, from fitted weights: what is implied, or told over several sentences.

Fitted by `training/fit.py` and `training/fit_ngrams.py` on our own examples. How it and the lexical
screen decide together is said in `bot/safety/crisis.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from bot.reading.attended import Attended
from bot.reading.language import language_of
from bot.reading.ngrams import Ngrams
from bot.reading.vocabulary import Vocabulary
from bot.safety.crisis import SAFE, Danger, Opinion
from memory.embedder import Encoder

KINDS = (
    "self_harm_self", "self_harm_other", "violence_threat", "violence_assault",
    "sexual_harassment", "workplace_harassment", "online_harassment", "abuse_or_violence_other",
)  # fmt: skip
LEVELS = ("low", "elevated", "imminent")
WHOS = ("self", "client", "coworker", "other")
NGRAMS = 0.4  # how much the n-grams' logits count beside the encoder's (development split)
# Summed logits, chosen on the development split, most of which are near misses and the safe twins of
# dangers: there one safe text in twenty is above the bars, and three dangers in five.
SURE, SURE_OWN = 1.7, 1.0
SURE_ELSEWHERE, SURE_OWN_ELSEWHERE = 2.1, 1.2
# A short message mid-talk ("i keep thinking about it") says little about what it is about ("no sé qué
# hacer" has 3.3). What it says outright the lexicon hears.
SHORT, SURE_SHORT = 8, 3.7  # words, summed logits
POSSIBLE = -0.3  # below this a soft rule of the lexicon is not believed
OUTPUTS = ("any", *KINDS, *LEVELS, *WHOS)  # what the network gives for danger, in order
_KIND, _LEVEL, _WHO = 1, 1 + len(KINDS), 1 + len(KINDS) + len(LEVELS)
_STRETCH = 70  # words read at once: in longer ones a sentence drowns (development split)
_ENOUGH = 2_000  # characters that tell the language
_READ = 8  # stretches of one message that the encoder reads: it must answer while the door waits

Logits = npt.NDArray[np.float32]


class SecondOpinion:
    """Callable as `bot.safety.crisis.SecondOpinion`. About 15 ms for a message of 80 words."""

    def __init__(self, encoder: Encoder, attended: Attended, ngrams: Ngrams) -> None:
        self._encoder = encoder
        self._attended = attended
        self._ngrams = ngrams
        self._vocabulary = Vocabulary(encoder.tokenizer.get_vocab())

    @classmethod
    def load(cls, encoder: Encoder) -> SecondOpinion:
        """The one that ships, ready to be asked. Raises FileNotFoundError without its weights."""
        folder = files("bot.safety") / "weights"
        with (
            (folder / "danger.npz").open("rb") as file,
            np.load(file, allow_pickle=False) as arrays,
        ):
            attended = Attended({name: arrays[name] for name in arrays.files})
        encoder.warm()
        return cls(encoder, attended, Ngrams.load(folder / "ngrams.npz"))

    def __call__(self, texts: Sequence[str]) -> Opinion:
        """In: a person's messages, the one to judge last. Out: what that one seems to be."""
        if not texts[-1].strip():
            return Opinion()
        score = self.score(texts[-1])
        kind, level, who = (
            names[int(score[at : at + len(names)].argmax())]
            for names, at in ((KINDS, _KIND), (LEVELS, _LEVEL), (WHOS, _WHO))
        )
        bar = self._bar(texts[-1], kind)
        sure, possible = bool(score[0] > bar), bool(score[0] > POSSIBLE)
        return Opinion(Danger(kind, level, who) if possible else SAFE, sure, possible)

    def _bar(self, text: str, kind: str) -> float:
        own = kind == "self_harm_self"
        if len(text.split()) <= SHORT:
            return SURE_SHORT
        if language_of(text[:_ENOUGH], self._vocabulary.knows) == "en":
            return SURE_OWN if own else SURE
        return SURE_OWN_ELSEWHERE if own else SURE_ELSEWHERE

    def score(self, text: str) -> Logits:
        """Logits in the order of `OUTPUTS`: of the stretch that looks worst."""
        parts = [(s, self._ngrams.logits(s)) for s in stretches(text)]
        parts = sorted(parts, key=lambda part: -float(part[1][0]))[:_READ]
        readings = self._encoder.read([s for s, _ in parts])
        scores = []
        for (_, ngrams), windows in zip(parts, readings, strict=True):
            seen = np.stack([self._attended.logits(window) for window in windows])
            total: Logits = seen[int(seen[:, 0].argmax())].copy()
            total[: len(ngrams)] += NGRAMS * ngrams
            scores.append(total)
        return max(scores, key=lambda score: float(score[0]))


def stretches(text: str) -> list[str]:
    """A text in pieces of at most `_STRETCH` words, cut after sentences where it has any, each
    overlapping the next by a sentence. A short one stays as it is."""
    if len(text.split()) <= _STRETCH:
        return [text]
    sentences = [s for s in re.split(r"(?<=[.!?…])\s+|\n+", text) if s.strip()]
    sentences = [p for s in sentences for p in _cut(s)]
    pieces: list[str] = []
    now: list[str] = []
    size = 0
    for sentence in sentences:
        words = len(sentence.split())
        if now and size + words > _STRETCH:
            pieces.append(" ".join(now))
            now = [now[-1]] if len(now[-1].split()) < _STRETCH // 2 else []
            size = sum(len(s.split()) for s in now)
        now.append(sentence)
        size += words
    return [*pieces, " ".join(now)] if now else [text]


def _cut(sentence: str) -> list[str]:
    words = sentence.split()
    return [" ".join(words[i : i + _STRETCH]) for i in range(0, len(words), _STRETCH)]
