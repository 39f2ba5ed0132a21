"""Who did what to whom: which kind of frame a clause is, and how much a listener would pick it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.support.retelling.found import FIRST, WE, Found, I
from bot.support.retelling.word_lists import listed, words

_ONE = ("he", "she", "it", "this", "that")

if TYPE_CHECKING:
    from spacy.tokens import Token


def sorted_out(
    tokens: tuple[Token, ...], verb: Token, subject: Token, shared: bool
) -> Found | None:
    """In: a clause, its verb and subject, and whether that is borrowed from an earlier verb. Out: the frame,
    None when there is nothing in it to say back."""
    lead = " ".join(t.text for t in subject.subtree) if shared else ""
    if len(lead.split()) > 4 or (shared and verb.tag_ == "VBP" and subject.lower_ in _ONE):
        return None  # "he said I am slow and belong in a zoo": not he
    who = subject.lower_
    if who in I:
        return _of_the_person(tokens, verb, lead)
    if any(c.lower_ == "my" for c in subject.children) and listed(who, "body_parts"):
        return Found(tokens, "state", 3.0, lead)
    if who in WE:
        fit = verb.tag_ in ("VBD", "VBP", "VBN") and verb.lower_ not in words("copulas")
        return Found(tokens, "event", 1.8, lead) if fit else None
    if who == "there":
        fit = (
            not shared and len(tokens) <= 10 and any(t.like_num or t.lower_ == "no" for t in tokens)
        )
        return Found(tokens, "event", 2.0) if fit and verb.lower_ in words("copulas") else None
    if who in words("nobody_in_particular"):
        return None
    return _of_others(tokens, verb, subject, lead)


def _of_the_person(tokens: tuple[Token, ...], verb: Token, lead: str) -> Found | None:
    stem = verb.lower_
    if listed(stem, "body_verbs"):
        return Found(tokens, "state", 3.0, lead)
    if stem in words("copulas"):
        fit = any(listed(t.lower_, "feelings") for t in tokens)
        fit = fit and not any(c.dep_ == "neg" for c in verb.children)  # "I'm not sick": no state
        return Found(tokens, "state", 2.4, lead) if fit else None
    if listed(stem, "not_deeds") or verb.tag_ not in ("VBD", "VBN", "VBG", "VBP"):
        return None
    if any(listed(t.lower_, "missteps") for t in tokens):
        return None
    credit = listed(stem, "credit_verbs") and not any(t.dep_ == "neg" for t in tokens)
    return Found(tokens, "deed_by", 2.6 if credit else 1.4, lead, credit)


def _of_others(tokens: tuple[Token, ...], verb: Token, subject: Token, lead: str) -> Found | None:
    who, stem = subject.lower_, verb.lower_
    mentions_me = any(t.lower_ in FIRST for t in tokens if t.i != subject.i)
    if stem in words("copulas"):
        plain = not lead and subject.pos_ == "NOUN" and len(tokens) <= 9
        return Found(tokens, "event", 1.4) if plain else None
    bad = hostile(tokens, stem, mentions_me)
    if who in ("he", "she", "they") or listed(who, "people"):
        if mentions_me or bad:
            return Found(tokens, "deed_to", 3.4 if bad else 2.6, lead, hostile=bad)
        return Found(tokens, "event", 1.5, lead)
    if mentions_me and not any(t.lower_ in FIRST for t in subject.subtree):
        return Found(tokens, "event", 1.8, lead)
    return None


def hostile(tokens: Sequence[Token], verb: str, mentions_me: bool) -> bool:
    """Whether a clause with this verb (lower case) tells of something that should not be done to anyone."""
    if any(t.dep_ == "neg" for t in tokens):
        return any(listed(t.lower_, "decencies") for t in tokens)
    if listed(verb, "hostile_verbs"):
        return True
    said = {t.lower_ for t in tokens}
    pairs = (pair.split("+") for pair in words("hostile_pairs"))
    return mentions_me and any(verb.startswith(v) and said & set(w.split("/")) for v, w in pairs)
