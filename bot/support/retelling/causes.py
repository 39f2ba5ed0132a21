"""What the trouble was over and how long it went on: "over a 14 dollar late fee", "because I asked for
the order number", "twenty five minutes".

Where nothing that was said may be said back, these are what is left to show that one has listened.
They are taken only where they hang on something that was done to the person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.support.retelling.extent import supposed
from bot.support.retelling.found import Found, unfit
from bot.support.retelling.unsaid import by_me, regretted
from bot.support.retelling.verdicts import judged
from bot.support.retelling.word_lists import listed, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MOST = 12  # words


def causes(doc: Doc) -> Iterator[Found]:
    """What it was over (kind "cause") and because of what (kind "because")."""
    for token in doc:
        if token.dep_ in ("prep", "ROOT") and token.lower_ in ("over", "about", "for"):
            if found := _over(token):
                yield found
        elif token.dep_ == "mark" and token.lower_ in words("because"):
            if found := _because(token):
                yield found


def spans(doc: Doc) -> Iterator[Found]:
    """How long it went on (kind "span"): "twenty five minutes", "half an hour"."""
    for token in doc:
        if not listed(token.lower_, "durations") or not _went_on(token):
            continue
        tokens = [t for t in doc[token.left_edge.i : token.i + 1] if not t.is_space]
        while tokens and tokens[0].lower_ in ("about", "like", "over", "nearly", "almost", "the"):
            tokens.pop(0)
        counted = any(t.like_num or t.lower_ in ("a", "an", "half") for t in tokens[:-1])
        if counted and len(tokens) <= 5 and not unfit(tokens):
            yield Found(tuple(tokens), "span", 2.0)


def _over(prep: Token) -> Found | None:
    thing = next((c for c in prep.children if c.dep_ == "pobj"), None)
    if thing is None or thing.pos_ not in ("NOUN", "PROPN") or listed(thing.lower_, "not_over"):
        return None
    starts = prep.lower_ == "over" and (
        prep.i == prep.sent.start or _all_that(prep) or _petty(prep, thing)
    )
    one = any(c.lower_ in ("a", "an", "one") or c.like_num for c in thing.children)
    starts = starts or (prep.lower_ == "about" and prep.dep_ == "ROOT" and one)
    if not starts and not wrong(prep.head):
        return None
    if prep.lower_ == "for" and not _on_account_of(prep, thing):
        return None
    tokens = tuple(t for t in thing.subtree if not t.is_space)
    whole = tokens[-1].i - tokens[0].i + 1 == len(tokens)
    plain = not any(t.pos_ == "VERB" and t.dep_ != "relcl" for t in tokens)
    if not whole or not plain or len(tokens) > MOST or unfit(tokens) or judged(tokens):
        return None
    return Found(tokens, "cause", 2.2 + 0.4 * any(t.like_num for t in tokens))


def _on_account_of(prep: Token, thing: Token) -> bool:
    """ "I'm getting yelled at for the price of eggs", "blamed for a bill"; not "for an hour", "for my team"."""
    passive = any(c.dep_ == "auxpass" for c in prep.head.children)
    time = any(listed(thing.lower_, name) for name in ("durations", "spells", "times", "people"))
    hurt = listed(prep.head.lower_, "hostile_verbs")
    return hurt and passive and not time and prep.i > prep.head.i


def _petty(prep: Token, thing: Token) -> bool:
    """ "who says that to anyone over a bus pass", "first time in six years, over a curtain rail": a thing of the
    trade, one among many, that nothing is laid, held or handed over."""
    one = any(c.lower_ in ("a", "an", "one") or c.like_num for c in thing.children)
    hung = prep.head.i < prep.i and prep.head.pos_ in ("VERB", "NOUN", "PRON")
    by_hand = listed(prep.head.lower_, "moving")
    return one and hung and not by_hand and not listed(thing.lower_, "times")


def _because(mark: Token) -> Found | None:
    verb = mark.head
    if verb.dep_ != "advcl" or verb.i < mark.i or not wrong(verb.head):
        return None
    tokens = tuple(t for t in verb.subtree if t.i > mark.i and not t.is_space)
    while tokens and (tokens[-1].is_punct or tokens[-1].dep_ == "cc"):
        tokens = tokens[:-1]
    if not 3 <= len(tokens) <= MOST or tokens[-1].i - tokens[0].i + 1 != len(tokens):
        return None
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    bare = subject is None or subject.i > verb.i or supposed(verb)
    spoken = any(listed(t.lower_, "say_verbs") and not by_me(t) for t in tokens)
    if bare or spoken or unfit(tokens) or judged(tokens) or regretted(tokens):
        return None
    return Found(tokens, "because", 2.2)


def _went_on(noun: Token) -> bool:
    if noun.dep_ == "pobj" and noun.head.lower_ == "for":
        return wrong(noun.head.head)
    if noun.dep_ == "npadvmod":
        return wrong(noun.head)
    of = next((c for c in noun.children if c.lower_ == "of" and c.i > noun.i), None)
    return of is not None and any(_bad_inside(c) for c in of.children)


def _bad_inside(token: Token) -> bool:
    return any(wrong(t) or listed(t.lower_, "abuses") for t in token.subtree)


def _all_that(prep: Token) -> bool:
    before = [t.lower_ for t in prep.doc[max(prep.sent.start, prep.i - 2) : prep.i]]
    return bool(before) and (
        before[-1] in ("all",) or before == ["all", "this"] or before == ["all", "that"]
    )


def wrong(verb: Token) -> bool:
    """Whether a verb tells of something that should not be done to anyone, as done by others."""
    at: Sequence[str] = [
        c.lower_ for c in verb.children if c.dep_ in ("prep", "prt", "dobj", "oprd")
    ]
    phones = verb.lower_.startswith("call") and any(
        c.dep_ == "xcomp" and any(g.lower_ == "to" for g in c.children) for c in verb.children
    )
    about = verb.lower_.startswith("call") and verb.i + 1 < len(verb.doc) and verb.nbor().lower_
    if phones or about == "about":
        return False  # "called to cancel her phone"
    if listed(verb.lower_, "hostile_verbs") or listed(verb.lower_, "abusing"):
        return True
    return verb.lower_ in ("been", "was", "went") and "at" in at
