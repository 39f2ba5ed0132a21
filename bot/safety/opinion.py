"""A second opinion on danger, from fitted weights: what is implied, or told over several sentences.

Two encoders and n-grams, fitted by `training/fit.py`, `training/fit_tongues.py` and `training/fit_ngrams.py`
on our own examples. How it and the lexical screen decide together is said in `bot/safety/crisis.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.resources import files

import numpy as np

from bot.reading.language import language_of
from bot.reading.ngrams import Ngrams
from bot.reading.vocabulary import Vocabulary
from bot.safety.classifier import DangerClassifier, Logits
from bot.safety.crisis import SAFE, Danger, Opinion
from memory.embedder import TONGUES, Encoder

KINDS = (
    "self_harm_self", "self_harm_other", "violence_threat", "violence_assault",
    "sexual_harassment", "workplace_harassment", "online_harassment", "abuse_or_violence_other",
)  # fmt: skip
LEVELS = ("low", "elevated", "imminent")
WHOS = ("self", "client", "coworker", "other")
POSSIBLE = -0.3  # below this a soft rule of the lexicon is not believed
OUTPUTS = ("any", *KINDS, *LEVELS, *WHOS)  # what the network gives for danger, in order
_KIND, _LEVEL, _WHO = 1, 1 + len(KINDS), 1 + len(KINDS) + len(LEVELS)
SHORT = 8  # words
_STRETCH = 70  # words read at once: in longer ones a sentence drowns (development split)
_ENOUGH = 2_000  # characters that tell the language
_BESIDE = 4  # threads
_READ = 8  # stretches of one message that the encoder reads: it must answer while the door waits


@dataclass(frozen=True, slots=True)
class Weighing:
    """How much the logits of each reader count, and from which sum on danger is sure."""

    english: float  # the encoder that also reads feelings
    tongues: float  # the one fitted for danger alone, in seven languages
    ngrams: float
    sure: float
    sure_own: float  # one's own suicide or self-harm
    # A short message mid-talk ("i keep thinking about it") says little about what it is about. What it
    # says outright the lexicon hears.
    sure_short: float

    def bar(self, text: str, kind: str) -> float:
        """The sum above which `text`, which seems to be of `kind`, is surely danger."""
        if len(text.split()) <= SHORT:
            return self.sure_short
        return self.sure_own if kind == "self_harm_self" else self.sure


# Chosen on the development split, most of which are near misses and the safe twins of dangers: there one
# twin in twenty is above the bars (elsewhere one in fourteen), one ordinary vent in seventy, and three
# dangers in four.
IN_ENGLISH = Weighing(0.5, 0.5, 0.4, sure=1.5, sure_own=1.2, sure_short=3.0)
ELSEWHERE = Weighing(0.0, 1.0, 0.4, sure=1.8, sure_own=1.2, sure_short=2.3)


class SecondOpinion:
    """Callable as `bot.safety.crisis.SecondOpinion`. About 20 ms for a message of 80 words."""

    def __init__(
        self,
        english: DangerClassifier,
        tongues: DangerClassifier,
        ngrams: Ngrams,
        words: Vocabulary,
    ) -> None:
        self._english = english
        self._tongues = tongues
        self._ngrams = ngrams
        self._words = words
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
        return cls(english, tongues, ngrams, Vocabulary(encoder.tokenizer.get_vocab()))

    def __call__(self, texts: Sequence[str]) -> Opinion:
        """In: a person's messages, the one to judge last. Out: what that one seems to be."""
        if not texts[-1].strip():
            return Opinion()
        weighing = IN_ENGLISH if self._is_english(texts[-1]) else ELSEWHERE
        score = self.score(texts[-1], weighing)
        kind, level, who = (
            names[int(score[at : at + len(names)].argmax())]
            for names, at in ((KINDS, _KIND), (LEVELS, _LEVEL), (WHOS, _WHO))
        )
        bar = weighing.bar(texts[-1], kind)
        sure, possible = bool(score[0] > bar), bool(score[0] > POSSIBLE)
        return Opinion(Danger(kind, level, who) if possible else SAFE, sure, possible)

    def score(self, text: str, weighing: Weighing = IN_ENGLISH) -> Logits:
        """Logits in the order of `OUTPUTS`: of the stretch that looks worst."""
        parts = [(s, self._ngrams.logits(s)) for s in stretches(text)]
        parts = sorted(parts, key=lambda part: -float(part[1][0]))[:_READ]
        texts = [text for text, _ in parts]
        beside = self._beside.submit(self._english.logits, texts) if weighing.english else None
        scores = weighing.tongues * self._tongues.logits(texts)
        if beside:
            scores += weighing.english * beside.result()
        ngrams = np.stack([logits for _, logits in parts])
        scores[:, : ngrams.shape[1]] += weighing.ngrams * ngrams
        worst: Logits = scores[int(scores[:, 0].argmax())]
        return worst

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
