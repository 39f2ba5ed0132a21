"""Saying it back: which frames may be, turned from I to you and checked for what must not be echoed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.support.retelling.found import Found
from bot.support.retelling.gentle import beside_the_wrong, dull_speech, without_blame
from bot.support.retelling.harsh import is_harsh
from bot.support.retelling.turning import softened, turned
from bot.support.retelling.verdicts import on_me, verdict_like
from bot.support.retelling.word_lists import listed, words

if TYPE_CHECKING:
    from spacy.tokens import Token

_TORN = re.compile(r"(?<![-'\w])(?:d|ll|m|re|s|t|ve)(?![-'\w])", re.I)  # torn off an "I'd"
_TO_US = re.compile(
    r"(?:you )?(?:please )?(?:don't|do not) (?:tell|ask|give|say|make|let|call|leave|judge) (?:you|it|that)\b",
    re.I,
)
_SLOT_MARKS = re.compile(r"\[[a-z]+\]")


@dataclass(frozen=True, slots=True)
class Echo:
    """A frame ready for a phrase. `text` is in you-form, lower case at the start, no full stop.

    `slot` is the phrase slot it fits: story, note, scrap, clause, deed, state, amount, thing, when. `start` and `end`
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


_SORE = 1.2  # how much it counts that a stretch is what the message is about (development vents)
_SMALL = ("amount", "thing", "when", "setting", "often", "long", "cause", "because", "span", "topic",
          "matter")  # fmt: skip
_LAYERS = {"story": "sentence", "note": "sentence", "scrap": "scrap", "cause": "why", "because": "why",
           "span": "why", "amount": "count", "thing": "noun", "when": "noun",
           "setting": "setting", "often": "often", "long": "long", "topic": "topic", "matter": "matter"}  # fmt: skip  # the rest are clauses
_SLOTS = {
    "deed_to": "clause",
    "called": "clause",
    "cruel": "clause",
    "event": "clause",
    "deed_by": "deed",
    "state": "state",
}


def echoes(
    found: Sequence[Found],
    known: Callable[[str], bool],
    pronoun: str = "they",
    *,
    wary: bool = False,
    guilty: bool = False,
    grave: bool = False,
    weigh: Callable[[int, int], float] = lambda start, end: 1.0,
) -> list[Echo]:
    """The frames that can be said back safely and readably, best first.

    `known(word)` tells ordinary words from typos: a frame with a typo is left out. `pronoun` is
    put where the person left out who did it. When `wary`, because the message tells of abuse,
    harassment or threats, nothing that somebody said is said back, only what they did. When
    `guilty`, because the person blames themselves, nothing that they did is, unless it was well
    done. When `grave` (threats, sexual harassment), only what was wrong, and what was well done.
    `weigh(start, end)` tells how much a stretch of the message matters: 1 is the average.
    """
    out: list[Echo] = []
    for frame in found:
        if (guilty and _by_the_person(frame)) or (grave and not _plain_wrong(frame)):
            continue
        if wary and (_of_no_use(frame) or any(t.text == '"' for t in frame.tokens)):
            continue
        text = turned(frame).replace("{they}", pronoun)
        hurting = (wary or guilty) and verdict_like(frame.tokens)
        told_me = (wary and frame.speech and not dull_speech(frame)) or on_me(frame.tokens)
        if frame.kind in ("topic", "matter"):
            told_me = frame.speech and not frame.plain
        if hurting or is_harsh(text, wary=wary) or told_me:
            text = softened(frame, text)
        if text and not is_harsh(text, wary=wary) and _readable(text, known):
            slot = _SLOTS.get(frame.kind, frame.kind)
            score = frame.score
            if slot not in _SMALL:
                score += _SORE * (weigh(frame.start, frame.end) - 1.0)
            first = text.split(" ", 1)[0].split("'")[0]
            out.append(
                Echo(slot, text, frame.start, frame.end, score, frame.credit, _past(frame),
                     frame.hostile, first if first in ("he", "she", "they") else "")
            )  # fmt: skip
    return _apart(sorted(out, key=lambda e: (-e.score, e.start)))


def _of_no_use(frame: Found) -> bool:
    """Things may be what somebody was called; a number of calls, hours or people is not."""
    if frame.kind in ("topic", "matter"):
        return not frame.plain
    counted = frame.kind == "amount" or any(t.like_num for t in frame.tokens)
    plain = counted and all(_countable(t) for t in frame.tokens)
    return frame.kind in ("thing", "scrap", "amount") and not (plain and frame.kind != "thing")


def _countable(token: Token) -> bool:
    """Whether a word can stand in a count that hurts nobody: "31 calls", not "two brain cells"."""
    if token.pos_ not in ("NOUN", "PROPN", "ADJ", "VERB") or token.like_num:
        return True
    lists = ("loads", "trade", "durations", "times", "people", "ordinals")
    return any(listed(token.lower_, name) for name in lists) or token.lower_ in words("plainly")


def _by_the_person(frame: Found) -> bool:
    if frame.credit:
        return False
    if frame.kind == "cause":
        return True  # "I shouted at a trainee over a stapler"
    mine = frame.kind == "deed_by" or frame.subject.lower() in ("i", "you", "we")
    first = next((t for t in frame.tokens if t.dep_ in ("nsubj", "nsubjpass")), None)
    mine = mine or (
        frame.kind in ("story", "because")
        and first is not None
        and first.lower_ in {"i", "we", "im"}
    )
    return mine and not without_blame(frame)


def _plain_wrong(frame: Found) -> bool:
    plain = frame.hostile or frame.credit or frame.kind in ("state", "when", "amount", "span")
    return plain or beside_the_wrong(frame)


def _past(frame: Found) -> bool:
    verbs = [t for t in frame.tokens if t.tag_ in ("VBD", "VBZ", "VBP", "MD")]
    return bool(verbs) and verbs[0].tag_ == "VBD"


def _readable(text: str, known: Callable[[str], bool]) -> bool:
    if _SLOT_MARKS.search(text) or text.count('"') % 2 or len(text) < 4:
        return False
    if re.search(r"[.!?] ", text) or re.search(r"\b(\w+) \1\b", text) or text.count("'") > 3:
        return False
    if re.search(r"^(?:he|she|they|it)(?:'s|'d|'re| is| was| were| had| has)? \w+$", text):
        return False  # "she'd gone": true, and says nothing
    if _TO_US.match(text):
        return False  # "don't tell me it's ok" is said to us
    if _TORN.search(text):
        return False  # "and d refund it": "said id refund it" was read wrongly
    return all(known(word) for word in re.findall(r"[a-z]+(?:'[a-z]+)?", text.lower()))


def _apart(ranked: Sequence[Echo]) -> list[Echo]:
    """Drop echoes that lie inside a better one; whole sentences, clauses and scraps stand side by side."""
    kept: list[Echo] = []
    for echo in ranked:
        if any(echo.text == k.text and echo.slot == k.slot for k in kept):
            continue  # "I write it in the notes, and I write it in the notes"
        rivals = [k for k in kept if _layer(k) == _layer(echo)]
        if not any(overlap(echo, k) and k.slot != "when" for k in rivals):
            kept.append(echo)
    return kept


def _layer(echo: Echo) -> str:
    return _LAYERS.get(echo.slot, "clause")


def overlap(one: Echo, other: Echo) -> bool:
    """Whether two echoes share a stretch of the message."""
    return one.start < other.end and other.start < one.end
