"""What can be said back where most can't: to somebody who blames themselves, after threats and harassment, and
of what was said where words have hurt.

The rules err on the side of silence: a frame passes only when all of it is known to be harmless.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.support.retelling.found import FIRST, WE, Found
from bot.support.retelling.unsaid import regretted
from bot.support.retelling.word_lists import listed, words

if TYPE_CHECKING:
    from spacy.tokens import Token

_THEY = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
_WHOLE = ("story", "note", "event", "deed_by")
_HARMLESS = ("trade", "own_people", "durations", "times", "loads", "ordinals", "dull", "copulas")


def without_blame(frame: Found) -> bool:
    """In: a frame of what the person did, in a message in which they blame themselves. Out: whether it is no
    part of what they blame themselves for: how they slept, what they checked, how long they have been there."""
    if regretted(frame.tokens) or any(
        listed(t.lower_, "missteps") or t.lower_ in words("verdict_words") for t in frame.tokens
    ):
        return False
    head = min(frame.tokens, key=lambda t: len(list(t.ancestors)))
    verbs = [head, *(t for t in frame.tokens if t.dep_ == "conj" and t.pos_ == "VERB")]
    return all(listed(verb.lower_, "mild") or _copula(verb) or _has_to(verb) for verb in verbs)


def beside_the_wrong(frame: Found) -> bool:
    """In: a frame of a message that tells of a threat or of harassment. Out: whether it tells of something else:
    how the person is, what the company did, and nothing of what was done or said."""
    if frame.kind not in _WHOLE or frame.speech:
        return False
    said = {t.lower_ for t in frame.tokens}
    if said & _THEY or any(listed(t.lower_, "giving_in") for t in frame.tokens):
        return False
    subject = next((t for t in frame.tokens if t.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return False
    mine = subject.lower_ in FIRST
    if not mine and subject.lower_ not in WE and not listed(subject.lower_, "own_people"):
        return False  # "the photos kept coming"
    if (mine or frame.kind == "deed_by") and not without_blame(frame):
        return False  # "I let him go on"
    others = [t for t in frame.tokens if listed(t.lower_, "people")]
    return all(listed(t.lower_, "own_people") for t in others)


def dull_speech(frame: Found) -> bool:
    """Whether all that a frame tells of somebody's words is of the trade: "she asked if the clinic was in
    network", "he said the card expired". With a word about the person in it, it is not."""
    tokens = frame.tokens
    inside = {t.i for t in tokens}
    says = [t for t in tokens if listed(t.lower_, "say_verbs") and t.pos_ == "VERB"]
    if not says or any(t.text == '"' for t in tokens):
        return False
    for verb in says:
        told = [c for c in verb.children if c.i > verb.i and c.dep_ not in ("punct", "cc", "conj")]
        if any(t.i not in inside or not _dull(t) for c in told for t in c.subtree):
            return False
    return True


def _dull(word: Token) -> bool:
    if word.lower_ in FIRST or word.lower_ in WE or word.lower_ in ("you", "your"):
        owned = word.lower_ in ("my", "our") and listed(word.head.lower_, "own_people")
        return owned or (word.lower_ == "me" and word.dep_ in ("dative", "dobj"))
    if word.pos_ not in ("NOUN", "PROPN", "ADJ", "VERB", "ADV") or word.like_num:
        return True
    plain = any(listed(word.lower_, name) for name in _HARMLESS)
    return plain or word.lower_ in words("plainly")


def _copula(verb: Token) -> bool:
    """How many, how long or how they feel: "I'm three weeks in", "I had 9 waiting"; not "I'm the only one who …"."""
    whole = list(verb.subtree)
    counted = any(t.like_num and t.lower_ not in ("one", "ones") for t in whole)
    felt = any(listed(t.lower_, "feelings") for t in whole)
    return verb.lower_ in (*words("copulas"), "have", "had", "'ve") and (counted or felt)


def _has_to(verb: Token) -> bool:
    """ "I had to tell her": what the job made of it."""
    return verb.lower_ in ("have", "had", "has") and any(
        c.dep_ == "xcomp" and any(g.lower_ == "to" for g in c.children) for c in verb.children
    )
