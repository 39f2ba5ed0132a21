"""What people jot down without a verb: "five calls in one hour", "60 people waiting", "92 to 71"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.support.found import Found
from bot.support.telling import concrete
from bot.support.word_lists import listed

if TYPE_CHECKING:
    from spacy.tokens import Token

THIN = 3  # words: in so few, one must be a thing or a person
_FINITE = {"VBD", "VBZ", "VBP", "MD"}


def note(tokens: tuple[Token, ...], spoken: Sequence[Token]) -> Found | None:
    """In: a sentence without a verb, and its words without marks. Out: it as a frame, if it says enough:
    "five calls in one hour"."""
    if found := _scene(tokens, spoken) or _drop(tokens):
        return found
    if any(t.pos_ in ("VERB", "AUX") or t.dep_ == "nsubj" for t in tokens) or len(spoken) > 10:
        return None
    numbers = any(t.like_num or t.text[0].isdigit() for t in tokens)
    none = tokens[0].lower_ == "no" and len(spoken) > 2
    counted = numbers or none or any(listed(t.lower_, "ordinals") for t in tokens[:2])
    fit = concrete(tokens) > (0 if counted and len(spoken) > THIN else 2) and not any(
        t.text == "," for t in tokens
    )
    return Found(tokens, "note", 1.4 + 0.4 * counted) if fit else None


def _scene(tokens: tuple[Token, ...], spoken: Sequence[Token]) -> Found | None:
    """Somebody or something caught doing it: "a dude typing in all caps for an hour", "60 people waiting"."""
    inside = {t.i for t in tokens}
    head = next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), None)
    if head is None or head.pos_ != "NOUN" or not 3 <= len(spoken) <= 16:
        return None
    doing = next((t for t in tokens if t.dep_ == "acl" and t.tag_ == "VBG" and t.i > head.i), None)
    if doing is None or any(t.dep_ == "nsubj" or t.tag_ in _FINITE for t in tokens):
        return None
    whole = head.left_edge.i == tokens[0].i
    known = listed(head.lower_, "people") or any(t.like_num for t in tokens[: head.i - tokens[0].i])
    if not (whole and known and (concrete(tokens) > 1 or tokens[0].like_num)):
        return None
    return Found(tokens, "note", 2.0 + 0.2 * min(concrete(tokens), 3))


def _drop(tokens: tuple[Token, ...]) -> Found | None:
    """From a number to a number: "92 to 71"."""
    said = [t.text for t in tokens]
    numbers = len(said) == 3 and said[0].isdigit() and said[2].isdigit()
    return Found(tokens, "note", 2.0) if numbers and tokens[1].lower_ == "to" else None
