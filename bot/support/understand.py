"""What is felt, what happened, how strong it is, what is asked for, and what is worth echoing.

Local: one pass of the encoder, a parse, and the fitted heads; no model call (design §5).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np

from bot.reading.language import language_of
from bot.reading.ngrams import Ngrams
from bot.reading.vocabulary import Vocabulary
from bot.support.asking import likeliest
from bot.support.heads import Heads, Judged
from bot.support.policy import WRONGS
from bot.support.retelling.echo import Echo, echoes
from bot.support.retelling.found import Found
from bot.support.retelling.frames import find
from bot.support.retelling.harsh import is_harsh
from bot.support.retelling.parse import Parser
from bot.support.retelling.salience import Salience
from bot.support.retelling.spelling import Spelled, spelled
from bot.support.understanding import Frame, Understanding
from memory.embedder import Encoder, Vectors

_FRAMES = 8
_GRAVE = ("threat_violence", "harassment_sexual")
# To moan is to complain where people do it about things or by the dozen; the heads mostly know the other sense.
# The word put there is as long, so that every place in the message stays where it is.
_MOANS = re.compile(
    r"\bmoan(?=(?:s|ed|ing|)\b (?:about|over|that|on about|all (?:day|the time)|and (?:bitch|whine|complain|moan|groan)|"
    r"(?:at|to) (?:me|us|you|everyone) (?:about|for|over|all|again|because|that))\b)|"
    r"(?:(?<=people )|(?<=customers )|(?<=everyone )|(?<=everybody )|(?<=hear me )|(?<=hear us )|(?<=hear them )|(?<=hearing me )|"
    r"(?<=a good )|(?<=sorry for )|(?<=bitch and )|(?<=whine and )|(?<=stop )|(?<=just )|(?<=keep )|(?<=moans and ))moan(?=(?:s|ing|)\b\W*(?:$| at (?:me|us)\b))",
    re.I,
)
_HURT = ("shame_guilt", "hurt_humiliation")


@dataclass(frozen=True, slots=True)
class Heard:
    """One message, understood: the public part, what can be echoed, vectors for retrieval, and the
    pronoun of the other person ("he", "she", "they")."""

    understanding: Understanding
    echoes: tuple[Echo, ...]
    vectors: Vectors
    pronoun: str
    smalltalk: float


class Understander:
    """Understands one message at a time; share one. Tens of milliseconds a message."""

    def __init__(self, encoder: Encoder, parser: Parser, heads: Heads, ngrams: Ngrams) -> None:
        self._encoder = encoder
        self._parser = parser
        self._heads = heads
        self._ngrams = ngrams
        self._vocabulary: Vocabulary | None = None

    def warm(self) -> None:
        """Load everything now."""
        self.hear("Warm up.")

    def hear(self, text: str) -> Heard:
        """Understand `text` (already redacted). Never raises on any text."""
        typed = text
        text = re.sub(
            r"[\x00-\x08\x0b\x0c\x0e-\x1f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", " ", text
        )
        language = language_of(text, self.vocabulary.knows)
        meant = _meant(text)
        readings = self._encoder.read([meant])[0]
        judged = self._heads.judge(readings, self._ngrams.logits(meant))
        plain = spelled(text)
        found = find(self._parser.parse(plain.text)) if language == "en" else []
        wary = (
            is_harsh(text, wary=False)
            or any(judged.incidents[i] > 0.25 for i in WRONGS)
            or any(judged.emotions[e] > 0.5 for e in _HURT)
        )
        guilty = judged.emotions["shame_guilt"] > 0.5
        grave = any(judged.incidents[i] > 0.4 for i in _GRAVE)
        pieces = self._encoder.tokenizer.encode(meant, add_special_tokens=False)
        salience = Salience(pieces.offsets, self._heads.reasons(readings, judged))
        said = tuple(
            echoes(
                found, self.vocabulary.knows if wary else self.vocabulary.reads, _pronoun(text),
                wary=wary, guilty=guilty,
                grave=grave, weigh=lambda a, b: salience.of(plain.typed(a), plain.typed(b)),
            )
        )  # fmt: skip
        if _kind(judged):
            said = tuple(replace(echo, hostile=False) for echo in said)
        understanding = Understanding(
            emotions=judged.emotions, incidents=judged.incidents,
            intensity=_level(judged.intensity), ask=likeliest(text, judged.asks), language=language,
            frames=_frames(typed, plain, found, said),
        )  # fmt: skip
        vectors = np.stack([r.vector for r in readings])
        return Heard(
            understanding, said, vectors, _pronoun(text),
            judged.asks.get("smalltalk", 0.0) + judged.asks.get("other", 0.0),
        )  # fmt: skip

    @property
    def vocabulary(self) -> Vocabulary:
        """The ordinary words of English."""
        if self._vocabulary is None:
            self._vocabulary = Vocabulary(self._encoder.tokenizer.get_vocab())
        return self._vocabulary

    def knows(self, word: str) -> bool:
        """Whether it is an ordinary word of English, and no typo."""
        return self.vocabulary.knows(word)


def _meant(text: str) -> str:
    return _MOANS.sub("rant", text)


def _kind(judged: Judged) -> bool:
    """Whether somebody was good to the person: then "made me" and "took over" are no wrongs."""
    good = max(judged.incidents[i] for i in ("supportive_colleague", "positive_event"))
    return good > 0.5 and good > max(judged.incidents[i] for i in WRONGS)


def _level(chances: tuple[float, ...]) -> int:
    return max(range(len(chances)), key=lambda n: chances[n])


def _pronoun(text: str) -> str:
    words = re.findall(r"[a-z]+", text.lower())
    he = sum(w in ("he", "him", "his", "hes") for w in words)
    she = sum(w in ("she", "her", "hers", "shes") for w in words)
    if he == she:
        return "they"
    return "he" if he > she else "she"


def _frames(
    text: str, plain: Spelled, found: list[Found], said: tuple[Echo, ...]
) -> tuple[Frame, ...]:
    """The frames to report, best first: those that can be echoed, in the person's own words."""
    kinds = {(f.start, f.end): f.kind for f in found}
    places = [(plain.typed(e.start), plain.typed(e.end), e) for e in said[:_FRAMES]]
    return tuple(
        Frame(text[start:end], start, end, kinds.get((e.start, e.end), e.slot))
        for start, end, e in places
    )
