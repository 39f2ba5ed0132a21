"""Judgements on a person, by others or by themselves: what carries one is not said back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.support.retelling.found import FIRST, WE, I
from bot.support.retelling.word_lists import listed, words

if TYPE_CHECKING:
    from spacy.tokens import Token


_TIMES = frozenset({"until", "till", "while", "when", "because", "after", "before", "since"})


def judged(tokens: Sequence[Token]) -> bool:
    """Whether a stretch holds a verdict: "mum was right", "they hired the wrong guy", "I'm slow", "I've
    the patience of …", or blame. A feeling is none, nor what somebody has: "I have a degree"."""
    if any(t.lower_ in words("verdict_words") and t.pos_ == "ADJ" and _decides(t) for t in tokens):
        return True
    if any(t.lower_ in words("accused") and t.tag_ == "VBG" and _mine(t) for t in tokens):
        return True  # "apparently I'm wasting his time"
    for token in tokens:
        have = token.lower_ in ("have", "had", "'ve") and token.pos_ == "VERB"
        seems = listed(token.lower_, "seeming")
        if token.lower_ not in words("copulas") and not have and not seems:
            continue
        if any(
            c.lower_ == "on" and any(g.lower_ == "me" for g in c.children) for c in token.children
        ):
            return True  # "this one's on me"
        mine = any(c.dep_ == "nsubj" and c.lower_ in I for c in token.children)
        said = [c for c in token.children if c.dep_ in ("attr", "acomp", "oprd", "dobj")]
        if have:
            said = [c for c in said if any(g.lower_ == "of" for g in c.children)]
        elif any(_blamed(c) for c in said):
            return True
        told = any(t.like_num or t.lower_ == "only" for c in said for t in c.subtree)
        if mine and said and not told and not any(_felt(c) for c in said):
            return True
    return False


def verdict_like(tokens: Sequence[Token]) -> bool:
    """Like `judged`, and stricter: for messages in which people were hurt or blame themselves, any word
    of judgement counts, whatever it is said of, and anything the person says that they are or have."""
    if any(
        t.lower_ in words("verdict_words") and t.pos_ == "ADJ" and not _of_a_thing(t)
        for t in tokens
    ):
        return True
    for token in tokens:
        mine = any(c.dep_ == "nsubj" and c.lower_ in I for c in token.children)
        if not mine:
            continue
        if token.pos_ == "VERB" and listed(token.lower_, "inner") and not once_did(token):
            return True  # "I hate …", "I want …": how they judge themselves may hide in it
        seems = token.lower_ in words("copulas") or listed(token.lower_, "seeming")
        if seems or token.lower_ in ("have", "had", "'ve"):
            said = [c for c in token.children if c.dep_ in ("attr", "acomp", "oprd", "dobj")]
            told = any(t.like_num or t.lower_ == "only" for c in said for t in c.subtree)
            holds = not seems and all(listed(c.lower_, "held_things") for c in said)
            if said and not told and not holds and not any(_felt(c) for c in said):
                return True
    return False


def _of_a_thing(word: Token) -> bool:
    """ "one bad survey", "the wrong house": said of a thing that comes in better and worse, and that
    the person did not make so: "gave her the wrong price"."""
    if word.dep_ != "amod" or word.head.pos_ != "NOUN" or not listed(word.head.lower_, "graded"):
        return False
    verb = next((t for t in word.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if verb is None or verb.lower_ in ("got", "get", "had", "have"):
        return True
    while verb.dep_ in ("conj", "xcomp") and not any(c.dep_ == "nsubj" for c in verb.children):
        verb = verb.head
    who = [c.lower_ for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    return bool(who) and who[0] not in I and who[0] not in WE


def once_did(verb: Token) -> bool:
    """ "I used to cry at adverts": what they did, not what they used to be."""
    return verb.lower_ == "used" and any(
        c.dep_ == "xcomp" and c.lower_ not in words("copulas") and c.pos_ == "VERB"
        for c in verb.children
    )


def _decides(word: Token) -> bool:
    """Whether an adjective judges somebody: "he was right", "the worst agent", not "the best cake"."""
    if word.dep_ in ("acomp", "attr", "oprd"):
        return word.head.lower_ not in ("feel", "feels", "felt", "feeling")
    if word.lower_ == "best" and word.head.lower_.startswith("friend"):
        return False
    return listed(word.head.lower_, "people") or word.head.dep_ == "attr"


def _asks_of_me(verb: Token) -> bool:
    """Whether somebody asks what they mean as a jab: "asks me if any of us can read"."""
    if not verb.lower_.startswith("ask") or verb.pos_ != "VERB" or _mine(verb):
        return False
    asked = [c for c in verb.children if c.dep_ in ("ccomp", "advcl") and c.i > verb.i]
    return any(
        any(g.lower_ in ("if", "whether") for g in c.children)
        and any(t.lower_ in FIRST or t.lower_ in WE for t in c.subtree)
        for c in asked
    )


def _blamed(noun: Token) -> bool:
    """Whether it lays something at the person's door: "apparently it's my mess"."""
    owned = any(c.dep_ == "poss" and c.lower_ in ("my", "our", "mine") for c in noun.children)
    return noun.lower_ in words("blamed") and owned


def _felt(word: Token) -> bool:
    return any(listed(t.lower_, "feelings") for t in word.subtree)


def on_me(tokens: Sequence[Token]) -> bool:
    """Whether a stretch tells what somebody said, thinks or calls the person to be: "says my brain is on
    vacation", "called me a stain", "said the new kid could replace me". What somebody wants or asks them to
    do is none, nor what somebody says that they themselves will do."""
    for verb in tokens:
        if _asks_of_me(verb) or _blamed(verb):
            return True
        says = listed(verb.lower_, "say_verbs") or listed(verb.lower_, "holding")
        if not says or verb.pos_ != "VERB" or _mine(verb):
            continue
        if listed(verb.lower_, "naming") and _named_me(verb):
            return True
        if any(_about_me(c, verb) for c in _said(verb)):
            return True
    return False


def _mine(verb: Token) -> bool:
    return any(c.dep_ == "nsubj" and c.lower_ in I for c in verb.children)


def _said(verb: Token) -> Iterator[Token]:
    told = ("ccomp", "xcomp", "advcl", "parataxis", "acomp", "oprd")
    return (c for c in verb.children if c.dep_ in told and c.i > verb.i and not _when(c))


def _when(clause: Token) -> bool:
    """Whether a clause tells when or why, and holds nobody's words: "he yelled at me until I cried"."""
    marks = {c.lower_ for c in clause.children if c.dep_ == "mark" or c.tag_ == "WRB"}
    return clause.dep_ == "advcl" and bool(marks & _TIMES)


def _named_me(verb: Token) -> bool:
    """ "called me a stain", "compared me to a seal", "nicknamed me …"; not "called me back", "called me twice"."""
    after = [c for c in verb.children if c.i > verb.i]
    to_me = any(
        t.lower_ in FIRST for c in after if c.lower_ != "after" for t in c.subtree
    )  # "named her goldfish after me" is kindly meant
    label = any(
        c.dep_ in ("oprd", "acomp", "attr", "ccomp", "xcomp")
        or (c.dep_ == "dobj" and c.lower_ not in FIRST)
        or (
            c.dep_ == "prep"
            and c.lower_ in ("to", "as", "with")
            and not verb.lower_.startswith("call")
        )
        for c in after
    )
    return to_me and label


def _about_me(said: Token, verb: Token) -> bool:
    whole = list(said.subtree)
    if not any(t.lower_ in FIRST for t in whole):
        return False
    asked = listed(verb.lower_, "requests") and any(c.lower_ == "to" for c in said.children)
    subject = next((c for c in said.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    theirs = subject is not None and subject.lower_ in ("he", "she", "they")
    will = any(c.dep_ == "aux" and listed(c.lower_, "intending") for c in said.children)
    return not asked and not (theirs and will)
