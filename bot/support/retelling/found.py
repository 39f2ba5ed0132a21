"""A frame as grammar found it, before it is put into words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.support.retelling.word_lists import listed

if TYPE_CHECKING:
    from spacy.tokens import Token

I = frozenset({"i", "im", "ive"})  # noqa: E741 - the word itself
FIRST = frozenset({"i", "me", "my", "mine", "myself"})
WE = frozenset({"we", "us", "our", "ours", "ourselves"})
_YOU = frozenset({"you", "your", "yours", "u", "ur", "yourself", "ya"})


@dataclass(frozen=True, slots=True)
class Found:
    """A frame before it is put into words: its tokens, and the subject when that stands elsewhere.

    `kind`: "deed_to" (someone did it to the person), "deed_by" (the person did it), "state" (body
    and feeling), "event" (someone did something), "story" (a whole sentence), "note" (one without a
    verb), "amount", "thing", "when", "topic" (a thing by name), "matter" (one that can be asked after).
    `score`: how much a listener would pick it, about 0–5.
    """

    tokens: tuple[Token, ...]
    kind: str
    score: float
    subject: str = ""  # words to put in front when the clause shares an earlier subject
    credit: bool = False  # a deed that deserves to be named as well done
    hostile: bool = False  # something that should not have been done to anyone
    plain: bool = False  # nothing but words of the trade: can't have hurt anybody
    speech: bool = False  # holds what somebody said: not to be said back when it may have hurt

    @property
    def start(self) -> int:
        """Where the frame begins in the message."""
        return int(self.tokens[0].idx)

    @property
    def end(self) -> int:
        """Where it ends."""
        last = self.tokens[-1]
        return int(last.idx + len(last.text))


def unfit(tokens: Sequence[Token]) -> bool:
    """Whether a stretch can't be said back: it talks to "you", holds marks, or begins as a question."""
    if {t.lower_ for t in tokens} & _YOU:
        return True
    if any(t.text in '"[](){}<>*_#@/\\' or "@" in t.text for t in tokens):
        return True
    return likened(tokens) or any(t.tag_ in ("WP", "WP$", "WRB", "WDT") for t in tokens[:2])


def likened(tokens: Sequence[Token]) -> bool:
    """ "clicking around like a pensioner": a verdict on somebody in the form of a picture."""
    return any(
        t.lower_ == "like"
        and t.pos_ in ("ADP", "SCONJ")
        and t.nbor().tag_ in ("DT", "NN", "NNP")
        and not _of_a_thing(t, tokens)
        for t in tokens[:-1]
    )


def _of_a_thing(like: Token, tokens: Sequence[Token]) -> bool:
    """ "the whole dashboard looks like a Christmas tree": a picture of a thing is no verdict on anybody."""
    verb = like.head
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None or subject.pos_ != "NOUN" or listed(subject.lower_, "people"):
        return False
    mine = any(t.lower_ in FIRST or t.lower_ in WE for t in tokens)
    return listed(subject.lower_, "trade") and not mine


def embedded(verb: Token) -> bool:
    """Whether a clause is what somebody said, thought or knew, and stands without those words."""
    at = verb
    while at.dep_ == "conj":
        at = at.head
    return bool(at.dep_ == "ccomp" and at.head.pos_ == "VERB" and at.head.i < verb.i)


def phrasal(verb: Token) -> bool:
    """ "wrote me up", "told me off": no words of anybody's follow."""
    return any(c.dep_ == "prt" and c.lower_ in ("up", "off", "down") for c in verb.children)
