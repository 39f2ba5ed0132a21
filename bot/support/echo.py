"""Saying it back: a frame turned from I to you, tidied, and checked for what must not be echoed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.support.found import Found
from bot.support.harsh import is_harsh, without_swearing

if TYPE_CHECKING:
    from spacy.tokens import Token

_TURNED = {
    "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself",
    "we": "you all", "us": "you all", "our": "your", "ours": "yours", "ourselves": "yourselves",
    "im": "you're", "ive": "you've", "id": "you'd",
}  # fmt: skip
_WHOLE = {
    "nt": "n't", "n't": "n't", "ca": "ca", "wo": "wo", "u": "you", "ur": "your", "r": "are",
    "bc": "because", "cuz": "because", "cos": "because", "w": "with", "ppl": "people",
    "mins": "minutes", "min": "minutes", "hrs": "hours", "hr": "hour", "secs": "seconds",
    "tho": "though", "thru": "through", "abt": "about", "gonna": "going to", "wanna": "want to",
    "mgr": "manager", "sup": "supervisor", "cust": "customer", "custs": "customers",
    "convo": "conversation", "yday": "yesterday", "tmrw": "tomorrow", "rn": "right now",
    "vm": "voicemail", "acct": "account", "appt": "appointment", "ref": "reference",
}  # fmt: skip
_CONTRACTED = {"m": "'m", "s": "'s", "re": "'re", "ve": "'ve", "ll": "'ll", "d": "'d"}
_KEEP_CASE = re.compile(r"^(?:[A-Z]{2,5}s?|[A-Z]\w*\d\w*)$")
_BARE = re.compile(
    r"(?:customer|caller|client|guest|man|woman|lady|guy|passenger|patient|lead|supervisor|manager|boss|"
    r"coworker|colleague|trainer|member|driver|tenant|buyer|shopper|qa|hr|management)\b(?!s\b)", re.I
)  # fmt: skip
_CALLED = re.compile(
    r"((?:[a-z']+ ){1,3}(?:called|calls|kept calling|keeps calling)) you\b(?! (?:about|back|to|at|in)\b)"
)
_OFTEN = re.compile(r"\b(?:twice|(?:two|three|four|five|six|ten|\d+) times)\b")
_SLOT_MARKS = re.compile(r"\[[a-z]+\]")


@dataclass(frozen=True, slots=True)
class Echo:
    """A frame ready for a phrase. `text` is in you-form, lower case at the start, no full stop.

    `slot` is the phrase slot it fits: clause, deed, state, amount, thing, when. `start` and `end`
    point at the frame in the message, so that phrases can keep the order of the story."""

    slot: str
    text: str
    start: int
    end: int
    score: float
    credit: bool = False
    past: bool = True
    hostile: bool = False
    subject: str = ""  # he, she, they where the clause begins with it


_SLOTS = {"deed_to": "clause", "event": "clause", "deed_by": "deed", "state": "state"}


def echoes(
    found: Sequence[Found],
    known: Callable[[str], bool],
    pronoun: str = "they",
    *,
    wary: bool = False,
) -> list[Echo]:
    """The frames that can be said back safely and readably, best first.

    `known(word)` tells ordinary words from typos: a frame with a typo is left out. `pronoun` is
    put where the person left out who did it. When `wary`, because the message tells of abuse,
    harassment or threats, nothing that somebody said is said back, only what they did.
    """
    out: list[Echo] = []
    for frame in found:
        if wary and frame.kind == "thing":
            continue
        text = turned(frame).replace("{they}", pronoun)
        if is_harsh(text) or (wary and frame.speech):
            text = softened(frame, text)
        if text and not is_harsh(text) and _readable(text, known):
            slot = _SLOTS.get(frame.kind, frame.kind)
            first = text.split(" ", 1)[0].split("'")[0]
            out.append(
                Echo(slot, text, frame.start, frame.end, frame.score, frame.credit, _past(frame),
                     frame.hostile, first if first in ("he", "she", "they") else "")
            )  # fmt: skip
    return _apart(sorted(out, key=lambda e: (-e.score, e.start)))


def softened(frame: Found, text: str) -> str:
    """What was done, without its wording: "he called you … four times" → "he called you names four
    times"; "" when that can't be said."""
    found = _CALLED.match(text)
    if found is None or frame.kind != "deed_to":
        return ""
    often = _OFTEN.search(text)
    return f"{found[1]} you names{f' {often[0]}' if often else ''}"


def turned(frame: Found) -> str:
    """The frame's words with I turned to you: "i told him my name" → "you told him your name"."""
    words: list[str] = []
    if frame.subject:
        words += [_TURNED.get(w.lower(), w) + " " for w in frame.subject.split()]
    for index, token in enumerate(frame.tokens):
        words.append(_word(token, index, frame) + token.whitespace_)
    text = without_swearing("".join(words)).strip(" ,.;:-!?…")
    text = re.sub(r"\s+([,.])", r"\1", text)
    text = text.replace(" of you all", " of you")
    if _BARE.match(text) and frame.kind in ("deed_to", "event"):
        text = f"the {_lower_first(text)}"
    return _lower_first(text)


def _word(token: Token, index: int, frame: Found) -> str:
    low = token.lower_
    if low in ("is", "'s", "s") and index and frame.tokens[index - 1].lower_ == "there":
        return str(token.lower_) if low != "s" else "'s"
    if low in ("am", "'m", "m", "was") and _of_i(token):
        return {"am": "are", "was": "were"}.get(low, "'re")
    if low in _CONTRACTED and index and not frame.tokens[index - 1].whitespace_ and token.pos_ in (
        "AUX", "VERB", "PART",
    ):  # fmt: skip
        return _CONTRACTED[low]
    if low == "we" and not token.whitespace_:
        return "you"  # "we've", "we're": one word, and everyone is meant
    if low in _TURNED and not (low == "id" and token.pos_ == "NOUN"):
        return _TURNED[low]
    if low in _WHOLE and not (low in ("sup", "ref", "min", "hr") and token.text != low):
        return _WHOLE[low]
    if _KEEP_CASE.match(token.text) or token.pos_ == "PROPN":
        return str(token.text)
    return str(token.lower_)


def _of_i(token: Token) -> bool:
    for verb in (token, token.head):
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                return child.lower_ in ("i", "im")
    return False


def _past(frame: Found) -> bool:
    verbs = [t for t in frame.tokens if t.tag_ in ("VBD", "VBZ", "VBP", "MD")]
    return bool(verbs) and verbs[0].tag_ == "VBD"


def _readable(text: str, known: Callable[[str], bool]) -> bool:
    if _SLOT_MARKS.search(text) or '"' in text or len(text) < 4:
        return False
    if re.search(r"\b(\w+) \1\b", text) or text.count("'") > 3:
        return False
    if re.search(r"^(?:he|she|they|it)(?:'s|'d|'re| is| was| were| had| has)? \w+$", text):
        return False  # "she'd gone": true, and says nothing
    return all(known(word) for word in re.findall(r"[a-z]+(?:'[a-z]+)?", text))


def _lower_first(text: str) -> str:
    first = text.split(" ", 1)[0]
    return text if _KEEP_CASE.match(first) else text[:1].lower() + text[1:]


def _apart(ranked: Sequence[Echo]) -> list[Echo]:
    """Drop echoes that lie inside a better one."""
    kept: list[Echo] = []
    for echo in ranked:
        if not any(echo.start < k.end and k.start < echo.end and k.slot != "when" for k in kept):
            kept.append(echo)
    return kept
