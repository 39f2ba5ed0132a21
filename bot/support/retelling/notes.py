"""What people jot down without a verb: "five calls in one hour", "60 people waiting", "92 to 71"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.support.retelling.found import Found, I, unfit
from bot.support.retelling.telling import concrete
from bot.support.retelling.word_lists import listed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

THIN = 3  # words: in so few, one must be a thing or a person
_MOST = 18  # words
_FINITE = {"VBD", "VBZ", "VBP", "MD"}


def note(tokens: tuple[Token, ...], spoken: Sequence[Token]) -> Found | None:
    """In: a sentence without a verb, and its words without marks. Out: it as a frame, if it says enough:
    "five calls in one hour"."""
    if found := _scene(tokens, spoken) or _drop(tokens) or _at_two_times(tokens):
        return found
    if _counted(tokens[0]) and (cut := _before_relative(tokens)):
        tokens = cut  # "forty minutes with this woman about a booking that she made herself"
        spoken = [t for t in tokens if not t.is_punct]
    if any(t.pos_ in ("VERB", "AUX") or t.dep_ == "nsubj" for t in tokens) or len(spoken) > 10:
        return None
    numbers = any(t.like_num or t.text[0].isdigit() for t in tokens)
    none = tokens[0].lower_ == "no" and len(spoken) > 2
    counted = numbers or none or any(listed(t.lower_, "ordinals") for t in tokens[:2])
    comma = any(t.text == "," for t in tokens)
    if concrete(tokens) > (0 if counted and len(spoken) > THIN else 2) and not comma:
        return Found(tokens, "note", 1.4 + 0.4 * counted)
    says = concrete(tokens) > 1 and (len(spoken) > THIN or tokens[0].like_num)
    mine = any(t.lower_ == "my" and listed(t.head.lower_, "body_parts") for t in tokens)
    # `speech`: a few words without a verb may be what somebody was called.
    return Found(tokens, "note", 1.2, speech=True) if says or mine else None


def somebody(doc: Doc) -> Iterator[Found]:
    """Somebody with what they do, wherever they stand: "a lady with dementia who rings daily to book a taxi"."""
    for chunk in doc.noun_chunks:
        head = chunk.root
        one = chunk[0].lower_ in ("a", "an", "another", "some") or chunk[0].like_num
        doing = next((t for t in head.subtree if t.dep_ == "relcl" and t.i > head.i), None)
        if not one or doing is None or not listed(head.lower_, "people"):
            continue
        who = next((c for c in doing.children if c.dep_ == "nsubj"), None)
        tokens = tuple(t for t in doc[chunk.start : doing.right_edge.i + 1] if not t.is_space)
        while tokens and tokens[-1].is_punct:
            tokens = tokens[:-1]
        whole = who is not None and who.lower_ == "who" and not unfit(tokens)
        if whole and 6 <= len(tokens) <= _MOST and concrete(tokens) > 1:
            yield Found(tokens, "note", 1.5 + 0.2 * min(concrete(tokens), 3))


def _at_two_times(tokens: tuple[Token, ...]) -> Found | None:
    """ "212 in queue when I sat down, 340 when I left": numbers, each with its time."""
    inside = {t.i for t in tokens}
    head = next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), None)
    again = head is not None and head.lower_ in ("time", "times") and _counted(tokens[0])
    if head is None or head.pos_ not in ("NOUN", "NUM") or not (tokens[0].like_num or again):
        return None
    if again and _relative(head) is not None and len(tokens) <= _MOST:
        return Found(tokens, "note", 2.4)  # "4th time I've been given the link"
    verbs = [t for t in tokens if t.pos_ in ("VERB", "AUX")]
    mine = all(
        v.dep_ in ("advcl", "relcl") and any(c.dep_ == "nsubj" and c.lower_ in I for c in v.children)
        and any(c.lower_ in ("when", "since", "before", "after") for c in v.children)
        for v in verbs
    )  # fmt: skip
    return Found(tokens, "note", 2.4) if verbs and mine and len(tokens) <= _MOST else None


def _before_relative(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The words before the first clause that hangs on a noun; () where there is none or little is left."""
    inside = {t.i for t in tokens}
    starts = [
        t.left_edge.i for t in tokens if t.dep_ == "relcl" and t.left_edge.i in inside
    ]  # fmt: skip
    cut = tuple(t for t in tokens if t.i < min(starts)) if starts else ()
    return cut if len(cut) > THIN else ()


def _counted(word: Token) -> bool:
    return word.like_num or listed(word.lower_, "ordinals")


def _relative(noun: Token) -> Token | None:
    return next((c for c in noun.children if c.dep_ == "relcl" and c.i > noun.i), None)


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
