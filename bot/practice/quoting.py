"""Quoting people word for word: which stretch of a message stands for it."""

from __future__ import annotations

from bot.practice.reading import Sentence
from bot.support.retelling.harsh import is_harsh
from bot.support.retelling.segment import Span, clauses, sentences

MOST = 16  # words of one quotation
_CLOSERS = ".,;:!… "


def quote(text: str, sentence: Sentence | Span | None = None) -> str:
    """A stretch of `text`, as it stands there, of at most 16 words; "" when nothing can be quoted.

    `sentence` is the part meant, else the one that says most. Never with quotation marks in it, and never slurs or
    insults."""
    spans = [sentence] if sentence else sorted(sentences(text), key=_worth)
    for span in spans:
        found = _fitting(text, span)
        if found and not is_harsh(found, wary=False):
            return found
    return ""


def first_words(text: str) -> str:
    """The first sentence of `text` that can be quoted and says something."""
    found = (quote(text, span) for span in sentences(text) if len(span.text.split()) > 3)
    return next(filter(None, found), "") or quote(text)


def _worth(span: Span) -> tuple[bool, int]:
    """Whole sentences first, the longest of them, then those that would have to be cut."""
    words = len(span.text.split())
    return words > MOST, -words


def _fitting(text: str, span: Sentence | Span) -> str:
    whole = text[span.start : span.end]
    if len(whole.split()) > MOST:
        whole = _shorter(text, Span(whole, span.start, span.end))
    whole = whole.strip().rstrip(_CLOSERS).lstrip("-, ")
    return (
        ""
        if any(mark in whole for mark in '"“”«»\n') or not any(map(str.isalnum, whole))
        else whole
    )


def _shorter(text: str, span: Span) -> str:
    """The first clauses that fit, else the first words."""
    end = span.start
    for clause in clauses(text, span):
        if len(text[span.start : clause.end].split()) > MOST:
            break
        end = clause.end
    if len(text[span.start : end].split()) >= 4:
        return text[span.start : end]
    words, at = 0, span.start
    for piece in span.text.split(" "):
        if words == MOST:
            break
        words += bool(piece)
        at += len(piece) + 1
    return text[span.start : min(at - 1, span.end)]
