"""A second opinion on danger, from fitted weights: what is implied, or told over several sentences.

Two encoders and n-grams, fitted by `training/fit.py`, `training/fit_tongues.py` and `training/fit_ngrams.py`
on our own examples; `weighing.py` says what they amount to. How it and the lexical screen decide together is said
in `bot/safety/crisis.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files

import numpy as np

from bot.reading.language import language_of
from bot.reading.mending import Mender
from bot.reading.ngrams import Ngrams
from bot.reading.vocabulary import Vocabulary
from bot.safety import weighing
from bot.safety.classifier import DangerClassifier
from bot.safety.crisis import SAFE, Danger, Opinion
from bot.safety.outputs import KIND, KINDS, LEVEL, LEVELS, WHO, WHOS
from bot.safety.weighing import UNLIKELY, Readings, Weights
from memory.embedder import TONGUES, Encoder

_OWN = "self_harm_self"
_ENOUGH = 2_000  # characters that tell the language; typos are put right in what is no longer
_BESIDE = 4  # threads
_READ = 8  # stretches of one message that the encoder reads: it must answer while the door waits
_STRETCH = 70  # words read at once: in longer ones a sentence drowns (development split)


class SecondOpinion:
    """Callable as `bot.safety.crisis.SecondOpinion`. About 20 ms for a message of 80 words."""

    def __init__(
        self,
        english: DangerClassifier,
        tongues: DangerClassifier,
        ngrams: Ngrams,
        words: Vocabulary,
        mender: Mender,
        weights: Mapping[str, Weights],
    ) -> None:
        self._english = english
        self._tongues = tongues
        self._ngrams = ngrams
        self._words = words
        self._mender = mender
        self._weights = weights
        # Both encoders at once: somebody waits at the door.
        self._beside = ThreadPoolExecutor(_BESIDE, "danger-english")

    @classmethod
    def load(cls, encoder: Encoder) -> SecondOpinion:
        """The one that ships, ready to be asked. Raises FileNotFoundError without its weights."""
        english = DangerClassifier(encoder, "danger.npz")
        tongues = DangerClassifier(encoder.sibling(TONGUES), "tongues.npz")
        ngrams = Ngrams.load(files("bot.safety") / "weights" / "ngrams.npz")
        for classifier in (english, tongues):
            classifier.warm()
        pieces = encoder.tokenizer.get_vocab()
        words = Vocabulary(pieces)
        return cls(english, tongues, ngrams, words, Mender(pieces, words), weighing.load())

    def __call__(self, texts: Sequence[str]) -> Opinion:
        """In: a person's messages, the one to judge last. Out: what that one seems to be."""
        if not texts[-1].strip():
            return Opinion()
        read = self.read(texts[-1])
        weights = self._weights[read.language]
        said = weighing.features(read)
        leaning = weights.leaning(said)
        _, logits = read.worst()
        kind, level, who = (
            names[int(logits[at : at + len(names)].argmax())]
            for names, at in ((KINDS, KIND), (LEVELS, LEVEL), (WHOS, WHO))
        )
        possible = leaning > -weights.soft
        return Opinion(
            Danger(kind, level, who) if possible else SAFE,
            sure=weights.score(said) > 0 and not (kind == _OWN and read.alone),
            possible=possible,
            unlikely=leaning < UNLIKELY and read.whole and not read.short,
        )

    def read(self, text: str) -> Readings:
        """In: a text with words in it. Out: what each reader makes of its stretches, or of those that look
        worst to the n-grams."""
        text = text if len(text) > _ENOUGH else self._mender.mended(text)
        parts = [(s, self._ngrams.logits(s)) for s in stretches(text)]
        chosen = sorted(parts, key=lambda part: -float(part[1][0]))[:_READ]
        texts = [text for text, _ in chosen]
        beside = (
            self._beside.submit(self._english.logits, texts) if self._is_english(text) else None
        )
        tongues = self._tongues.logits(texts)
        return Readings(
            english=beside.result() if beside else None,
            tongues=tongues,
            ngrams=np.stack([logits for _, logits in chosen]),
            stretches=len(parts),
            words=len(text.split()),
        )

    def _is_english(self, text: str) -> bool:
        return language_of(text[:_ENOUGH], self._words.knows) == "en"


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
