"""What a message is about, by name: "the refund", "your break", "his canceled flight".

Where no clause can be said back whole, or only one, naming the thing still shows that it was read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.support.retelling.extent import supposed
from bot.support.retelling.found import Found, unfit
from bot.support.retelling.telling import refused
from bot.support.retelling.word_lists import listed, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PLACES = ("dobj", "pobj", "nsubj", "nsubjpass", "conj", "appos", "ROOT", "dep")


def topics(doc: Doc) -> Iterator[Found]:
    """Things by name (kind "topic"), all of it words of the trade, and those that can be asked after once
    more as "matter": "where do things stand with the refund"."""
    for chunk in doc.noun_chunks:
        head = chunk.root
        tokens = tuple(t for t in chunk if not t.is_space)
        if head.pos_ != "NOUN" or not 1 <= len(tokens) <= 5 or not _named(tokens, head):
            continue
        if _only_thought_of(head):
            continue
        plain = _of_the_trade(tokens)
        described = any(t.pos_ in ("NOUN", "ADJ", "VERB", "NUM") for t in tokens if t.i != head.i)
        if listed(head.lower_, "bare") and not described:
            continue
        if not plain:  # "the rooftops", "the paper": readers take a chance thing for not listening
            continue
        says = sum(t.pos_ in ("NOUN", "ADJ", "VERB") for t in tokens)
        if listed(head.lower_, "matters"):
            yield Found(tokens, "topic", 0.3 * min(says, 3) + 0.3, plain=True)
            yield Found(tokens, "matter", 0.3 * min(says, 3), plain=True)


def named(text: str) -> str:
    """A topic as one speaks of a thing that both know: "a late fee" → "the late fee"."""
    first, _, rest = text.partition(" ")
    if first in ("a", "an", "this", "that", "these", "those"):
        return f"the {rest}"
    owned = first in ("the", "your", "his", "her", "their") or first[0].isdigit()
    return text if owned or listed(first, "counting") else f"the {text}"


def _named(tokens: Sequence[Token], head: Token) -> bool:
    """Whether a noun phrase names a thing, whole: no verdict, no likeness, no half of something longer."""
    if head.dep_ not in _PLACES or tokens[-1].i != head.i or unfit(tokens):
        return False
    out = ("vague", "body_parts", "times", "tender", "people", "durations", "unnamed")
    if any(listed(head.lower_, name) for name in out) or len(head) < 3:
        return False
    if any(
        t.pos_ == "PROPN"
        or t.lower_ in ("no", "any", "every", "each", "such", "same", "other", "own")
        for t in tokens
    ):
        return False
    before = tokens[0].nbor(-1) if tokens[0].i else None
    after = head.nbor() if head.i + 1 < len(head.doc) else None
    if before is not None and (
        before.lower_ in ("like", "as", "than", "no") or before.text in "-/"
    ):
        return False
    if head.dep_ == "pobj" and head.head.head.pos_ == "AUX":
        return False  # "says my brain is on vacation"
    part = before is not None and before.lower_ == "of" and before.head.pos_ in ("NOUN", "PROPN")
    goes_on = after is not None and (
        after.pos_ in ("NOUN", "PROPN", "NUM")
        or after.lower_ in ("of", "it", "'s")
        or after.text in "-/'"
    )
    return not (goes_on or part)


def _only_thought_of(head: Token) -> bool:
    """Whether it stands in a question, or in what might have been: "what if she had an accident"."""
    verb = next((t for t in head.ancestors if t.pos_ in ("VERB", "AUX")), None)
    asked = head.sent.text.rstrip().endswith("?")
    return asked or (verb is not None and supposed(verb) and not refused(verb))


def _of_the_trade(tokens: Sequence[Token]) -> bool:
    """Whether every word is one of the trade, a number or a plain description: none can be an insult."""
    said = [
        t for t in tokens if t.pos_ not in ("DET", "PRON") and t.lower_ not in words("possessing")
    ]
    return all(
        listed(t.lower_, "trade") or t.like_num or t.lower_ in words("plainly") for t in said
    )
