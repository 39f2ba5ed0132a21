"""Makes a text easy to search without moving anything in it, and keeps what is already found out of sight."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

HIDDEN = "\ue000"  # a private-use character: no pattern matches it, so nothing is found twice
PLACEHOLDERS = re.compile(r"\[(?:card|phone|email|iban|ip|ssn|account|address|name)\]")
_PLAIN = str.maketrans(
    "’‘ʼ´`“”‐‑‒–—−\u00a0\u2007\u2009\u202f\u200b\u200c\u200d\u2060", "'''''\"\"------        "
)


@dataclass(frozen=True, slots=True)
class RedactSpan:
    """A stretch of the input (code points, end exclusive) that is somebody's data, and of which type."""

    start: int
    end: int
    type: str


def plain(text: str) -> str:
    """In: any text. Out: the same length, with plain digits, quotes, hyphens and spaces, placeholders hidden."""
    if not text.isascii():
        text = "".join(c if c < "\u0660" else _plain_char(c) for c in text.translate(_PLAIN))
    return PLACEHOLDERS.sub(lambda m: HIDDEN * len(m[0]), text)


def hide(text: str, spans: Iterable[RedactSpan]) -> str:
    """In: a text and sorted spans. Out: the text with the spans hidden, same length."""
    parts: list[str] = []
    at = 0
    for span in spans:
        if span.end <= at:
            continue
        start = max(span.start, at)
        parts += (text[at:start], HIDDEN * (span.end - start))
        at = span.end
    return "".join(parts) + text[at:]


def join(spans: Iterable[RedactSpan]) -> list[RedactSpan]:
    """In: spans in any order. Out: sorted, without overlap; where two overlap, one span covers both."""
    joined: list[RedactSpan] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if span.start >= span.end:
            continue
        if joined and span.start < joined[-1].end:
            last = joined[-1]
            longer = max(last, span, key=lambda s: s.end - s.start)
            joined[-1] = RedactSpan(last.start, max(last.end, span.end), longer.type)
        else:
            joined.append(span)
    return joined


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """In: one word. Out: lower case without accents, for looking it up."""
    word = word.lower()
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


@lru_cache(maxsize=4096)
def _plain_char(char: str) -> str:
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    wide = unicodedata.normalize("NFKC", char) if "\uff01" <= char <= "\uff5e" else char
    return wide if len(wide) == 1 else char
