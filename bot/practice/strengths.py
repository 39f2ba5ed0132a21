"""What a conversation is praised for, with the place where it stands.

What the praise says of a message must be true of it: a question about facts is not praised as one about the person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.practice.moments import Message, Moment, said_back
from bot.practice.plain import every
from bot.practice.quoting import first_words, quote
from bot.practice.reading import BAD, Sentence
from bot.practice.tongue import foreign

_PRAISED = (
    ("invite", "encouraging_elaboration", 3.0), ("reflect", "demonstrating_understanding", 3.2),
    ("validating", "validating_emotions", 2.8), ("permission", "encouraging_elaboration", 2.4),
    ("asked", "encouraging_elaboration", 1.8), ("affirming", "validating_emotions", 1.6), ("offer", "validating_emotions", 1.5),
    ("sympathy", "validating_emotions", 1.4), ("closed", "encouraging_elaboration", 1.2), ("greeting", "", 0.2),
)  # fmt: skip
_THIN, _FEW = frozenset({"closed", "asked"}), 3  # words
_SPOILED = BAD | {"silly"}
_ASKING = frozenset({"invite", "asked", "closed", "permission"})
_NAMED = {"asked": "closed"}  # a kind that is praised in the words of another
_DONT_KNOW = re.compile(
    r"(?:i (?:don't|can't|couldn't) (?:know|remember|say|tell)|couldn't|no (?:clue|idea)|not sure|hard to say)", re.I
)  # fmt: skip


def strength(found: Sequence[Message], miss: Moment) -> Moment:
    """What was done well. Always something, and always true."""
    if miss.kind == "language":
        return Moment("stayed")
    best = max(_candidates(found, miss), key=lambda pair: pair[0], default=None)
    if best:
        return best[1]
    advised = any("advice" in m.reading.marks or m.scores.advice_giving > 2 for m in found)
    odd = _harsh(found) or any(foreign(m.text) for m in found)
    return Moment("no_advice" if len(found) >= 3 and not advised and not odd else "stayed")


def _candidates(found: Sequence[Message], miss: Moment) -> Iterator[tuple[float, Moment]]:
    """What can be praised, and how much it is worth."""
    harsh = _harsh(found)
    for message in found:
        if foreign(message.text):
            continue
        for kind, criterion, weight in _PRAISED:
            for sentence in message.reading.sentences:
                if not _praised(message, sentence, kind, harsh):
                    continue
                words = quote(message.text, sentence)
                if not words or words == miss.quote:
                    continue
                worth = weight + (0.5 * getattr(message.scores, criterion) if criterion else 0.0)
                worth -= 1.5 * message.reading.bad + 1.0 * (message.index == miss.index)
                fruit = kind in _ASKING and not message.reading.bad
                then = _told(message.after) if fruit else ""
                yield worth, Moment(_NAMED.get(kind, kind), words, then=then, index=message.index)


def _praised(message: Message, sentence: Sentence, kind: str, harsh: bool) -> bool:
    if not _does(message, sentence, kind) or sentence.marks & _SPOILED:
        return False
    # A question between insults is no interest, and an open one is no question about facts.
    real = (
        not harsh and not _does(message, sentence, "invite") and len(sentence.text.split()) >= _FEW
    )
    return kind not in _THIN or real


def _harsh(found: Sequence[Message]) -> bool:
    return any("insult" in m.reading.marks for m in found)


def _does(message: Message, sentence: Sentence, kind: str) -> bool:
    if kind == "reflect":
        told = "closed" not in sentence.marks and len(sentence.text.split()) > 3
        return told and said_back(sentence, message)
    if kind in (
        "invite",
        "asked",
    ):  # an open question about what happened praises less than one about them
        return "invite" in sentence.marks and (kind == "invite") == ("inward" in sentence.marks)
    return kind in sentence.marks


def _told(after: str) -> str:
    """What a question brought out, if it did."""
    words = first_words(after)
    return "" if _DONT_KNOW.match(words) or after.startswith(every()) else words
