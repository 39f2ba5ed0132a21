"""Cutting messy text into sentences and clauses, with offsets into the original."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A sentence ends at .!? (not inside 3.50 or a.m.), at a line break, or where an emoji stands.
_SENTENCE_END = re.compile(
    r"(?<![ap]\.m)(?<!\bmr)(?<!\bms)(?<!\bmrs)(?<!\bdr)[.!?…]+(?=[\"'”’)\]]*(?:\s|$))[\"'”’)\]]*|\n+",
    re.I,
)
_SUBJECT = (
    r"(?:i|i'm|im|i've|ive|i'd|i'll|he|she|they|it|we|he's|she's|they're|it's|its|we're|"
    r"my|the|this|that|these|some|someone|somebody|nobody|everyone|there|there's|customers?|"
    r"callers?|clients?|guy|management|corporate)"
)
# A new clause: punctuation, or a joining word that a new subject follows.
_CLAUSE_CUT = re.compile(
    r"\s*(?:[,;:()\[\]]|\s[-–—]+\s|\.\.+|…)+\s*"
    r"|\s+(?:and|but|so|then|because|cause|cuz|bc|when|while|after|before|since|until|although|"
    r"though|which|who|where|even though|and then|so then|as if|like|plus|if|unless|whereas)\s+"
    rf"(?={_SUBJECT}\b)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text: `text == whole[start:end]`."""

    text: str
    start: int
    end: int


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of `text`, trimmed, without empty ones. Linear in the length of the text."""
    return tuple(_pieces(text, 0, len(text), _SENTENCE_END, keep_mark=True))


def clauses(text: str, sentence: Span) -> tuple[Span, ...]:
    """The clauses of one sentence of `text`: the stretches between joining words and commas."""
    return tuple(_pieces(text, sentence.start, sentence.end, _CLAUSE_CUT, keep_mark=False))


def chunks(text: str, words: int = 28) -> tuple[Span, ...]:
    """Pieces for embedding: sentences, and runs of at most `words` words of overlong ones."""
    out: list[Span] = []
    for sentence in sentences(text):
        tokens = list(re.finditer(r"\S+", sentence.text))
        if len(tokens) <= words * 3 // 2:
            out.append(sentence)
            continue
        for first in range(0, len(tokens), words):
            run = tokens[first : first + words]
            start, end = sentence.start + run[0].start(), sentence.start + run[-1].end()
            out.append(Span(text[start:end], start, end))
    return tuple(out)


def _pieces(
    text: str, start: int, end: int, cut: re.Pattern[str], *, keep_mark: bool
) -> list[Span]:
    found: list[Span] = []
    at = start
    for mark in cut.finditer(text, start, end):
        _add(found, text, at, mark.end() if keep_mark else mark.start())
        at = mark.end()
    _add(found, text, at, end)
    return found


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    trimmed = piece.strip()
    if any(c.isalnum() for c in trimmed):
        start += len(piece) - len(piece.lstrip())
        found.append(Span(trimmed, start, start + len(trimmed)))
