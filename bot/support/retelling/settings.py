"""Where, when, how often and before whom it was: "in front of the whole team", "at 4:58", "five times".

Where what was said may not be said back, or the rest of the story was told already, these still show that one
has listened. They stand behind something else, and are taken only from a fragment of their own ("For ten
minutes.") or from something that was done or said to the person: else they would put together what was not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.support.retelling.causes import wrong
from bot.support.retelling.extent import supposed
from bot.support.retelling.found import FIRST, WE, Found, embedded, unfit
from bot.support.retelling.word_lists import listed, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MOST = 8  # words
_PLACES = ("trade", "scenes", "own_people", "people")
_TIMES = ("times", "durations", "spells", "clock", "months")


def settings(doc: Doc) -> Iterator[Found]:
    """All settings of a parsed message (kind "setting"; how often: "often", how long: "long")."""
    for token in doc:
        if token.dep_ in ("prep", "ROOT") and token.lower_ in words("setting_preps"):
            if found := _phrase(token):
                yield found
        elif token.lower_ == "times" and token.dep_ == "npadvmod" and _hurt(token.head):
            tokens = tuple(t for t in token.subtree if not t.is_space)
            if 2 <= len(tokens) <= 3 and tokens[0].like_num:
                yield Found(tokens, "often", 2.0)


def _phrase(prep: Token) -> Found | None:
    tokens = [t for t in prep.subtree if not t.is_space]
    clauses = [t.left_edge.i for t in tokens if t.dep_ in ("relcl", "acl", "ccomp", "advcl")]
    tokens = [t for t in tokens if not clauses or t.i < min(clauses)]
    while tokens and (tokens[-1].is_punct or tokens[-1].lower_ in words("trailers")):
        tokens.pop()
    if not 2 <= len(tokens) <= _MOST or tokens[0].i != prep.i:
        return None
    if tokens[-1].i - tokens[0].i + 1 != len(tokens) or unfit(tokens):
        return None
    alone = prep.dep_ == "ROOT" and prep.i == prep.sent.start
    if not (alone or _done_to_me(_verb_of(prep))):
        return None
    long = prep.lower_ == "for"
    if long and not any(listed(t.lower_, name) for t in tokens for name in ("durations", "spells")):
        return None  # "for the price of eggs": what it was over
    if not all(_plain(t) for t in tokens[1:]):
        return None
    anybody = tokens[-1].pos_ in ("PRON", "DET") and tokens[-1].lower_[:5] != "every"
    if not any(_says(t) for t in tokens[1:]) or anybody or tokens[-1].lower_ in ("one", "ones"):
        return None  # "in front of whoever"
    return Found(tuple(tokens), "long" if long else "setting", 2.0)


def _hurt(verb: Token) -> bool:
    return listed(verb.lower_, "hostile_verbs") and _done_to_me(verb)


def _verb_of(prep: Token) -> Token:
    """What it hangs on; in "called me a clown at the gate" that is the calling."""
    at = prep.head
    return at.head if at.pos_ != "VERB" and listed(at.head.lower_, "naming") else at


def _done_to_me(verb: Token) -> bool:
    """Whether a verb tells of what was done, or said, to the person, and that it was."""
    if (
        verb.pos_ != "VERB"
        or supposed(verb)
        or embedded(verb)
        or any(c.dep_ == "neg" for c in verb.children)
    ):
        return False
    by_me = any(c.dep_ == "nsubj" and (c.lower_ in FIRST or c.lower_ in WE) for c in verb.children)
    if by_me:
        return False
    to_me = any(t.lower_ in FIRST for t in verb.subtree)
    passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
    said = listed(verb.lower_, "say_verbs") or wrong(verb)
    return said and (to_me or passive or wrong(verb))


def _plain(word: Token) -> bool:
    """Whether a word can hurt nobody."""
    said_of_it = word.dep_ == "amod" and listed(word.lower_, "scenes")  # "a recorded line"
    if (word.pos_ in ("VERB", "AUX", "INTJ") and not said_of_it) or word.lower_ in (
        "he",
        "she",
        "him",
        "her",
        "they",
    ):
        return False
    if word.pos_ not in ("NOUN", "PROPN", "ADJ", "ADV") or word.like_num:
        return True
    if word.lower_ in words("plainly") or listed(word.lower_, "ordinals"):
        return True
    return any(listed(word.lower_, name) for name in (*_PLACES, *_TIMES))


def _says(word: Token) -> bool:
    """Whether it is a place, somebody who looked on, a time or a length of time."""
    clock = word.like_num and word.dep_ == "pobj" and ":" in word.text
    owned = _owned(word.subtree)
    return clock or any(listed(word.lower_, name) for name in (*_TIMES, "scenes")) or owned


def _owned(tokens: Sequence[Token] | Iterator[Token]) -> bool:
    return any(t.lower_ in ("my", "our", "whole", "everyone", "everybody") for t in tokens)
