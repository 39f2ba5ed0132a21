"""What else stays behind when text leaves the machine.

The redactor is careful with what it takes out of a person's own transcript. Out there, a brand too many
behind a placeholder costs nothing (it is put back on this side), and a name too few does: so here every
long number and every word that may be a name goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.safety.redact_lexicon import Lexicon, lexicon
from bot.safety.redact_prepare import PLACEHOLDERS, RedactSpan

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SHORTENED = re.compile(r"(?:n['’]t|['’](?:m|re|ve|ll|d|em|all))$", re.I)
_POSSESSIVE = re.compile(r"['’]s?$", re.I)
_BEGINS = re.compile(r"(?:^|[.!?:\n…\"“(])[\s\"“'(]*$")
# Digits that belong together, with a letter or a sign in front or between.
_NUMBER = re.compile(
    r"(?<![\w$£€₹.,])[A-Za-z]{0,4}[-#+(]{0,2}\d(?:[ \-./()#]{0,2}[A-Za-z]{0,2}\d)+[A-Za-z]{0,2}(?![\w%])"
)
_HANDLE = re.compile(r"\S*@\S*|\b(?:https?://|www\.)\S+", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_LONG = 4  # digits
# Names that begin sentences without being one.
_OPENERS = frozenset(
    "will may can an so in my do see long even best dear hope just love don no he me".split()
)
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d$|\d{1,3}(?:,\d{3})+$")


def stricter(text: str, found: Sequence[RedactSpan]) -> list[RedactSpan]:
    """In: a text and what the redactor found in it. Out: what must not leave the machine, sorted."""
    taken = [(span.start, span.end) for span in found]
    taken += [match.span() for match in PLACEHOLDERS.finditer(text)]
    more: list[RedactSpan] = []
    for span in (*_numbers(text), *_names(text, lexicon())):
        if not any(span.start < end and start < span.end for start, end in taken):
            more.append(span)
            taken.append((span.start, span.end))
    return _together(text, sorted([*found, *more], key=lambda span: span.start))


def masked(text: str, found: Sequence[RedactSpan] = ()) -> str:
    """`text` with "[name]" and the like, for what is told once and never put back."""
    parts: list[str] = []
    at = 0
    for span in stricter(text, found):
        parts += [text[at : span.start], "[name]" if span.type == "person" else f"[{span.type}]"]
        at = span.end
    return "".join(parts) + text[at:]


def _together(text: str, spans: Sequence[RedactSpan]) -> list[RedactSpan]:
    """A first name and the surname behind it are one person."""
    joined: list[RedactSpan] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last and last.type == span.type == "person" and text[last.end : span.start] == " ":
            joined[-1] = RedactSpan(last.start, span.end, "person")
        else:
            joined.append(span)
    return joined


def _numbers(text: str) -> Iterator[RedactSpan]:
    for match in _HANDLE.finditer(text):
        yield RedactSpan(*match.span(), "number")
    for match in _NUMBER.finditer(text):
        digits = sum(c.isdigit() for c in match[0])
        if digits >= _LONG and not _YEAR.match(match[0]) and not _CLOCK.match(match[0]):
            yield RedactSpan(*match.span(), "number")


def _names(text: str, words: Lexicon) -> Iterator[RedactSpan]:
    shouted = sum(c.isupper() for c in text) > 0.5 * sum(c.isalpha() for c in text)
    for match in _WORD.finditer(text):
        word = _POSSESSIVE.sub("", match[0])
        key = word.lower().replace("’", "'")
        if len(key) < 2 or _SHORTENED.search(key) or key in words.not_names:
            continue
        everyday = words.is_word(key)
        capital = word[0].isupper() and not shouted
        if capital and word.isupper() and len(word) <= 5 and not words.is_sure(key):
            continue  # QA, CSAT, USA
        if not capital:
            hit = not everyday and words.is_name(key)
        elif _BEGINS.search(text[: match.start()]):
            hit = not everyday or (words.is_name(key) and key not in _OPENERS)
        else:
            hit = not everyday or words.is_name(key)
        if hit:
            yield RedactSpan(match.start(), match.start() + len(word), "person")
