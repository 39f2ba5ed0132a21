"""A frame as grammar found it, before it is put into words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.support.word_lists import listed, words

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
    verb), "amount", "thing", "when".
    `score`: how much a listener would pick it, about 0–5.
    """

    tokens: tuple[Token, ...]
    kind: str
    score: float
    subject: str = ""  # words to put in front when the clause shares an earlier subject
    credit: bool = False  # a deed that deserves to be named as well done
    hostile: bool = False  # something that should not have been done to anyone
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
        t.lower_ == "like" and t.pos_ in ("ADP", "SCONJ") and t.nbor().tag_ in ("DT", "NN", "NNP")
        for t in tokens[:-1]
    )


def embedded(verb: Token) -> bool:
    """Whether a clause is what somebody said, thought or knew, and stands without those words."""
    at = verb
    while at.dep_ == "conj":
        at = at.head
    return bool(at.dep_ == "ccomp" and at.head.pos_ == "VERB" and at.head.i < verb.i)


def judged(tokens: Sequence[Token]) -> bool:
    """Whether a stretch holds a verdict: "mum was right", "they hired the wrong guy", "I'm slow", "I've
    the patience of …". A feeling is none, nor what somebody has: "I have a degree"."""
    if any(t.lower_ in words("verdict_words") and t.pos_ == "ADJ" and _decides(t) for t in tokens):
        return True
    for token in tokens:
        have = token.lower_ in ("have", "had", "'ve") and token.pos_ == "VERB"
        if token.lower_ not in words("copulas") and not have:
            continue
        mine = any(c.dep_ == "nsubj" and c.lower_ in I for c in token.children)
        said = [c for c in token.children if c.dep_ in ("attr", "acomp", "oprd", "dobj")]
        if have:
            said = [c for c in said if any(g.lower_ == "of" for g in c.children)]
        told = any(t.like_num or t.lower_ == "only" for c in said for t in c.subtree)
        if mine and said and not told and not any(_felt(c) for c in said):
            return True
    return False


def verdict_like(tokens: Sequence[Token]) -> bool:
    """Like `judged`, and stricter: for messages in which people were hurt or blame themselves, any word
    of judgement counts, whatever it is said of, and anything the person says that they are or have."""
    if any(t.lower_ in words("verdict_words") and t.pos_ == "ADJ" for t in tokens):
        return True
    for token in tokens:
        mine = any(c.dep_ == "nsubj" and c.lower_ in I for c in token.children)
        if not mine:
            continue
        if token.pos_ == "VERB" and listed(token.lower_, "inner"):
            return True  # "I hate …", "I want …": how they judge themselves may hide in it
        if token.lower_ in words("copulas") or token.lower_ in ("have", "had", "'ve"):
            said = [c for c in token.children if c.dep_ in ("attr", "acomp", "oprd", "dobj")]
            told = any(t.like_num or t.lower_ == "only" for c in said for t in c.subtree)
            if said and not told and not any(_felt(c) for c in said):
                return True
    return False


def _decides(word: Token) -> bool:
    """Whether an adjective judges somebody: "he was right", "the worst agent", not "the best cake"."""
    if word.dep_ in ("acomp", "attr", "oprd"):
        return word.head.lower_ not in ("feel", "feels", "felt", "feeling")
    return listed(word.head.lower_, "people") or word.head.dep_ == "attr"


def _felt(word: Token) -> bool:
    return any(listed(t.lower_, "feelings") for t in word.subtree)
