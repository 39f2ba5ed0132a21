"""Saying it back: a frame turned from I to you, tidied, and checked for what must not be echoed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.support.retelling.found import Found
from bot.support.retelling.gentle import beside_the_wrong, dull_speech, without_blame
from bot.support.retelling.harsh import is_harsh, without_swearing
from bot.support.retelling.topics import named
from bot.support.retelling.verdicts import on_me, verdict_like
from bot.support.retelling.word_lists import listed, words
from bot.support.retelling.wording import KEEP_CASE, TURNED, in_you_form

if TYPE_CHECKING:
    from spacy.tokens import Token

_BARE = re.compile(
    r"(?:customer|caller|client|guest|man|woman|lady|guy|passenger|patient|lead|supervisor|manager|boss|"
    r"coworker|colleague|trainer|member|driver|tenant|buyer|shopper|qa|hr|management)\b(?!s\b)", re.I
)  # fmt: skip
_CALLED = re.compile(
    r"((?:[a-z']+ ){1,3}(?:called|calls|kept calling|keeps calling)) you\b(?! (?:about|back|to|at|in)\b)"
)
# What is about the telling: "I just mean he went on", "it's just the code doesn't work".
_ABOUT_WORDS = re.compile(
    r"^(?:you (?:just |only )?(?:mean|meant)|it(?:'s| is| was) just)(?: that)? (?=\w+ \w+ )", re.I
)
_OFTEN = re.compile(r"\b(?:twice|(?:two|three|four|five|six|ten|\d+) times)\b")
_LEADS = frozenset(
    "a an the my our your his her their this that some one no every each another".split()
)
_TORN = re.compile(r"(?<![-'\w])(?:d|ll|m|re|s|t|ve)(?![-'\w])", re.I)  # torn off an "I'd"
_HANGING = re.compile(r"\b(?:to|in|into|of|for|with|like|an?|the|your|my|his|her|their)$", re.I)
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
_SMALL = ("amount", "thing", "when", "cause", "because", "span", "topic", "matter")
_LAYERS = {"story": "sentence", "note": "sentence", "scrap": "scrap", "cause": "why", "because": "why",
           "span": "why", "amount": "count", "thing": "noun", "when": "noun",
           "topic": "topic", "matter": "matter"}  # fmt: skip  # the rest are clauses
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


def softened(frame: Found, text: str) -> str:
    """What was done, without its wording: "he called you … four times" → "he called you names four
    times"; "" when that can't be said."""
    found = _CALLED.match(text)
    if found is None or frame.kind != "deed_to" or any(t.pos_ == "PROPN" for t in frame.tokens):
        return ""
    often = _OFTEN.search(text)
    who = f"the {found[1]}" if _BARE.match(found[1]) else found[1]
    return f"{who} you names{f' {often[0]}' if often else ''}"


def turned(frame: Found) -> str:
    """The frame's words with I turned to you: "i told him my name" → "you told him your name"; "" where what is left
    without the swearing breaks off."""
    first = frame.tokens[0]
    if frame.kind == "called":
        often = _OFTEN.search(frame.tokens[0].sent.text.lower())
        was = {"am": "were", "was": "were", "being": "were"}.get(first.lower_)
        how = was or first.lower_
        how = "have been" if how == "been" else how
        return f"you {how} called names{f' {often[0]}' if often else ''}"
    said = _in_order(frame).strip(" ,.;:-!?…")
    text = without_swearing(said).strip(" ,.;:-!?…")
    if text != said and _HANGING.search(text):
        return ""  # "you'd have told him to go to", where the last word was a swear word
    text = f"{text} said something cruel to you" if frame.kind == "cruel" else text
    text = re.sub(r"\s+([,.])", r"\1", text)
    text = re.sub(r",? at least$", "", text)
    text = _ABOUT_WORDS.sub("", text)
    text = re.sub(r"^you was\b", "you were", re.sub(r'[.,!]+"$', '"', text))
    kept = {"now"} if frame.kind == "story" else set()  # "you used to go outside. now you eat"
    while text.split(" ", 1)[0].lower() in words("turns") - kept and " " in text:
        text = text.split(" ", 1)[1].lstrip(", ")
    if frame.kind in ("topic", "matter"):
        return named(text.lower() if first.pos_ != "NOUN" else text)
    if frame.kind == "note" and listed(first.lower_, "people") and first.tag_ == "NN":
        text = f"{'an' if text[:1] in 'aeiou' else 'a'} {text}"
    if frame.subject and (_BARE.match(text) or _bare_group(frame.subject)):
        return f"the {_lower_first(text)}"
    if frame.kind in ("deed_to", "event", "story", "cruel") and not frame.subject:
        if _BARE.match(text) or _lacks_article(frame.tokens):
            text = f"the {_lower_first(text)}"
    return text if first.pos_ == "PROPN" and not frame.subject else _lower_first(text)


def _in_order(frame: Found) -> str:
    """The frame's words one by one in you-form, with who did it in front where that stands elsewhere."""
    said: list[str] = []
    if frame.subject:
        said += [TURNED.get(w.lower(), w) + " " for w in frame.subject.split()]
    for index, token in enumerate(frame.tokens):
        if _last_of_a_list(token, frame.tokens):
            said.append(" and ")
            continue
        said.append(
            in_you_form(token, frame.tokens[index - 1] if index else None) + token.whitespace_
        )
    return "".join(said)


def _bare_group(subject: str) -> bool:
    """ "app team told no one": people at work, named as in notes."""
    said = subject.lower().split()
    lone = said[-1] not in words("without_article") and not said[-1].endswith("s")
    led = said[0] in _LEADS or not subject[:1].islower()
    return len(said) > 1 and lone and not led and listed(said[-1], "people")


def _last_of_a_list(comma: Token, tokens: Sequence[Token]) -> bool:
    """Whether a comma stands before the last of several things done: "she reached over, plugged it in"."""
    if comma.text != "," or comma.i >= tokens[-1].i:
        return False
    after = [t for t in tokens if t.i > comma.i]
    verb = next((t for t in after[:2] if t.pos_ == "VERB" and t.dep_ == "conj"), None)
    if verb is None or any(t.dep_ == "cc" or t.text == "," for t in after):
        return False
    return not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def _lacks_article(tokens: Sequence[Token]) -> bool:
    """Whether it begins with a thing or person and no article, as in notes: "Guy's basement is …"."""
    head = next((t for t in tokens[:4] if t.dep_ in ("nsubj", "nsubjpass")), None)
    if head is None or head.tag_ != "NN" or head.left_edge.i != tokens[0].i:
        return False
    led = any(c.dep_ in ("det", "poss", "nummod", "predet") for c in head.children if c.i < head.i)
    return not led and listed(head.lower_, "people") and head.lower_ not in words("without_article")


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
    if _TORN.search(text):
        return False  # "and d refund it": "said id refund it" was read wrongly
    return all(known(word) for word in re.findall(r"[a-z]+(?:'[a-z]+)?", text.lower()))


def _lower_first(text: str) -> str:
    first = text.split(" ", 1)[0]
    return text if KEEP_CASE.match(first) else text[:1].lower() + text[1:]


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
