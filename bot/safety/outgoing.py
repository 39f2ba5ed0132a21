"""What else stays behind when text leaves the machine.

The redactor is careful with what it takes out of a person's own transcript. Out there, a brand too many
behind a placeholder costs nothing (it is put back on this side), and a name too few does: so here every
long number and every word that may be a name goes. In lower case that is any word that is not everyday language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from bot.reading.remembered import Remembered
from bot.safety.outgoing_words import everyday
from bot.safety.redaction.lexicon import Lexicon, lexicon
from bot.safety.redaction.prepare import PLACEHOLDERS, RedactSpan

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SHORTENED = re.compile(r"(?:n['’]t|['’](?:m|re|ve|ll|d|em|all))$", re.I)
_POSSESSIVE = re.compile(r"['’]s?$", re.I)
_BEGINS = re.compile(r"(?:^|[.!?:\n…\"“(])[\s\"“'(]*$")
# Digits that belong together, with a letter or a sign in front or between.
_NUMBER = re.compile(
    r"(?<![\w$£€₹.,])[A-Za-z]{0,4}[-#+(]{0,2}\d(?:[ \-./()#]{0,2}[A-Za-z]{0,2}\d)+[A-Za-z]{0,2}(?![\w%])"
)
_HANDLE = re.compile(r"\S*@\S*|\b(?:https?://|www\.)\S+", re.I)
# What is secret whatever it looks like, behind the word that says so.
_SECRET = re.compile(
    r"\b(?:cvv2?|cvc|cv2|pin|pass ?code|security code|code)\b\W{0,3}(?:is|was|number|no)?\W{0,3}(?P<code>\d{3,8})\b"
    r"|\b(?:password|passwd|pass ?word|pw|login|log-in|username|user ?name|user id|handle|nickname)\b"
    r"\W{0,3}(?:is|was)?\W{0,3}(?P<word>(?=\S*[\d._#!$%&*+?-]\S)[^\s,;]{4,})",
    re.I,
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH},? (?:19|20)\d\d\b|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d\b",
    re.I,
)  # with a year it is somebody's birthday more often than not
_SAYS = re.compile(
    r"['’]s\b|\s+(?:said|says|told|tells|asked|asks|wants|wanted|called|calls|calling|yelled|yells|screamed|screams|shouted|"
    r"keeps|kept|hung|goes|just|never|always|was|is|has|had|got|from|and [A-Z])"
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_LONG = 4  # digits
_LOOKED = 400  # characters
# Words that begin sentences and are a name only if somebody of that name does something then.
_OPENERS = frozenset("will may see long even best dear hope just love".split())
_NEVER = frozenset(
    "an can do don he in me my no so".split()
)  # names, too, but never worth the doubt
_NAMING = re.compile(
    r"\b(?:name(?:['’]s| is| was)|named|this is|(?:spoke|talked|speaking|talking) (?:to|with)|signed|cc['’]?d)"
    r"[:,]?(?: an?| one| some)?\s+[\"“]?$",
    re.I,
)
_FLAT = re.compile(
    r"\b(?:flat|apt|apartment|unit|suite|ste|room|rm|floor|gate)\b[.#]? ?#?\d{1,4}[a-z]?\b", re.I
)
_STREET = re.compile(
    r"\b\d{1,5}[a-z]?,? (?:the )?(?:\w+ ){0,2}?(?:street|road|avenue|lane|close|court|crescent|mews|main|terrace|gardens|"
    r"boulevard|broadway|kingsway|grove|parade|quay|wharf|villas|cottages?)\b",
    re.I,
)
_TITLE = re.compile(
    r"\b(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|madam|captain|capt|officer|judge|rev|reverend|sgt)\.?\s+$",
    re.I,
)
_BETWEEN = re.compile(
    r" (?:(?:van|von|der|den|de|del|della|la|le|da|dos|das|do|di|bin|binti|ibn|al|el|ter|ten|y|san)\.? )*",
    re.I,
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
    for span in _again(text, [*found, *more]):
        if not any(span.start < end and start < span.end for start, end in taken):
            more.append(span)
            taken.append((span.start, span.end))
    return _together(text, sorted([*found, *more], key=lambda span: span.start))


def masked(text: str) -> str:
    """`text` with "[name]" and the like, for what is told once and never put back."""
    parts: list[str] = []
    at = 0
    for span in _masks()(text):
        parts += [text[at : span.start], "[name]" if span.type == "person" else f"[{span.type}]"]
        at = span.end
    return "".join(parts) + text[at:]


@cache
def _masks() -> Remembered[tuple[RedactSpan, ...]]:
    """Every turn tells the talk so far again. Places are remembered, no words."""
    return Remembered(lambda text: tuple(stricter(text, ())))


def _together(text: str, spans: Sequence[RedactSpan]) -> list[RedactSpan]:
    """A first name and the surname behind it are one person, with what stands between ("van der")."""
    joined: list[RedactSpan] = []
    for span in spans:
        last = joined[-1] if joined else None
        beside = last and _BETWEEN.fullmatch(text[last.end : span.start])
        if last and beside and last.type == span.type == "person":
            joined[-1] = RedactSpan(last.start, span.end, "person")
        else:
            joined.append(span)
    return joined


def _again(text: str, spans: Sequence[RedactSpan]) -> Iterator[RedactSpan]:
    """What was found once, wherever else it stands; of names their parts with a capital, too."""
    for span in spans:
        words = text[span.start : span.end]
        parts = [words] if len(words) >= _LONG else []
        if span.type == "person":
            parts = [p for p in (words, *words.split()) if len(p) > 2 and p[0].isupper()]
        for part in dict.fromkeys(parts):
            loose = re.IGNORECASE if span.type != "person" else re.NOFLAG
            for match in re.finditer(rf"(?<!\w){re.escape(part)}(?!\w)", text, loose):
                yield RedactSpan(*match.span(), span.type)


def _numbers(text: str) -> Iterator[RedactSpan]:
    for match in _SECRET.finditer(text):
        yield RedactSpan(*match.span("code" if match["code"] else "word"), "code")
    for pattern, kind in ((_DATE, "number"), (_FLAT, "address"), (_STREET, "address")):
        for match in pattern.finditer(text):
            yield RedactSpan(*match.span(), kind)
    for match in _HANDLE.finditer(text):
        yield RedactSpan(*match.span(), "number")
    for match in _NUMBER.finditer(text):
        digits = sum(c.isdigit() for c in match[0])
        if digits >= _LONG and not _YEAR.match(match[0]) and not _CLOCK.match(match[0]):
            yield RedactSpan(*match.span(), "number")


def _names(text: str, words: Lexicon) -> Iterator[RedactSpan]:
    shouted = sum(c.isupper() for c in text) > 0.5 * sum(c.isalpha() for c in text)
    last: RedactSpan | None = None
    doubtful: RedactSpan | None = None  # a name that is also a word: is one beside a name
    for match in _WORD.finditer(text):
        word = _POSSESSIVE.sub("", match[0])
        key = word.lower().replace("’", "'")
        titled = _TITLE.search(_before(text, match.start()))
        start = match.start() - len(titled[0]) if titled else match.start()
        span = RedactSpan(start, match.start() + len(word), "person")
        if len(key) < 2 or key in _NEVER or _SHORTENED.search(key):
            continue
        if _hides(word, key, text, match.start(), words, shouted):
            if doubtful and text[doubtful.end : span.start] == " ":
                yield doubtful
            last, doubtful = span, None
            yield span
        elif words.is_name(key) and key not in _OPENERS and not _SAYS.match(f" {key} "):
            doubtful = span
            if last and text[last.end : span.start] == " ":
                yield span
                last, doubtful = span, None


def _before(text: str, at: int) -> str:
    """Enough of what stands in front."""
    return text[max(0, at - 40) : at]


def _hides(word: str, key: str, text: str, start: int, words: Lexicon, shouted: bool) -> bool:
    """Whether this word may be a name where it stands."""
    named, common = words.is_name(key), words.is_word(key)
    capital = word[0].isupper() and not shouted
    if named and len(key) > 2 and _NAMING.search(_before(text, start)):
        return True
    if key in words.not_names:
        return capital and named and bool(_SAYS.match(text[start + len(word) :]))
    if (
        capital
        and word.isupper()
        and len(word) <= 5
        and not (words.is_sure(key) or (named and len(word) > 3))
    ):
        return False  # QA, CSAT, USA
    if not capital:
        return not common and (named or not (everyday().has(key) or everyday().is_slip(key)))
    if not common:
        return True
    if not _BEGINS.search(_before(text, start)):
        return named or (len(key) > 2 and not word.isupper() and not _headline(text))
    if key in _OPENERS:
        return named and bool(_SAYS.match(text[start + len(word) :]))
    return named


def _headline(text: str) -> bool:
    """Whether capitals say nothing in it, since Most Words Have One."""
    found = [match[0][0].isupper() for match in _WORD.finditer(text[:_LOOKED]) if len(match[0]) > 3]
    return sum(found) > 0.4 * len(found)
