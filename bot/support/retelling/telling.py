"""Whether a sentence tells something: what happened and not what is guessed, in words that say enough."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.support.retelling.found import FIRST, WE, I
from bot.support.retelling.verdicts import once_did
from bot.support.retelling.word_lists import listed, words

if TYPE_CHECKING:
    from spacy.tokens import Token

_FINITE = {"VBD", "VBZ", "VBP", "MD"}


def told(verb: Token, subject: Token) -> bool:
    """Whether it says what happened: finite, and no opinion, wish or verdict of the person's own."""
    finite = verb.tag_ in _FINITE or any(
        c.dep_ in ("aux", "auxpass")
        and (c.tag_ in _FINITE or c.lower_ in ("'s", "s", "'re", "'ve"))
        for c in verb.children
    )
    who = subject.lower_
    if verb.lower_ in words("copulas") and who in WE:
        return any(t.like_num for t in verb.subtree) or not any(
            c.dep_ in ("attr", "acomp") for c in verb.children
        )
    if verb.lower_ in words("copulas") and subject.pos_ == "PRON" and who not in I:
        said = [t for c in verb.children if c.dep_ in ("attr", "acomp", "prep") for t in c.subtree]
        person = who in ("he", "she", "they") and len(said) > 2
        if not concrete(said) and not person:
            return False
    if who == "it":
        told = (
            verb.tag_ == "VBD" or concrete(tuple(verb.subtree)) or listed(verb.lower_, "going_on")
        )
        return finite and bool(told) and not listed(verb.lower_, "not_told")
    if not finite or who in words("nobody_in_particular"):
        return False
    if who not in I:  # "somebody explain that to me": asked of whoever reads it
        return not (who in words("whoever") and verb.tag_ in ("VB", "VBP"))
    return _told_of_me(verb)


def _told_of_me(verb: Token) -> bool:
    """The same for what the person did."""
    if verb.lower_ in words("copulas"):  # no verdict: those are out already
        return bool(concrete(tuple(verb.subtree)))
    done_to_me = any(c.dep_ == "auxpass" for c in verb.children)  # "I'm getting yelled at"
    if listed(verb.lower_, "not_told") and not (done_to_me or _knows(verb) or _wishes(verb)):
        return False
    if verb.lower_ == "used" and not once_did(verb):
        return False  # "I used to be good at this"
    if _on_telling(verb) or verb.lower_ == "do":  # "I do chat": not what happened
        return False
    held = any(c.lower_ in words("maybes") or c.tag_ == "MD" for c in verb.children)
    return (not held or refused(verb)) and not any(
        listed(t.lower_, "missteps") and not _by_another(t) and not (done_to_me and t.i == verb.i)
        for t in verb.subtree
    )


def _by_another(word: Token) -> bool:
    """ "I got blamed for a bill another rep messed up": whose slip it was is told."""
    subject = next((c for c in word.children if c.dep_ == "nsubj"), None)
    return word.dep_ == "relcl" and subject is not None and subject.lower_ not in {*FIRST, *WE}


def _knows(verb: Token) -> bool:
    """ "I know her kids' names": a thing that is known is told, what is guessed is not."""
    known = any(c.dep_ == "dobj" and c.pos_ == "NOUN" for c in verb.children)
    return verb.lower_ in ("know", "knew") and known


def _wishes(verb: Token) -> bool:
    """ "I hope she got home": a wish said back is still a wish."""
    if not listed(verb.lower_, "wishing"):
        return False
    hoped = next((c for c in verb.children if c.dep_ == "ccomp"), verb)
    subjects = [c.lower_ for c in hoped.children if c.dep_ in ("nsubj", "nsubjpass")]
    return hoped is not verb and bool(subjects) and subjects[0] not in I


def _on_telling(verb: Token) -> bool:
    """ "I need to get this out", "I just wanted to tell somebody": about the telling, not the story."""
    wants = listed(verb.lower_, "wanting") or verb.lower_ in ("have", "had", "got")
    return wants and any(
        c.dep_ == "xcomp" and listed(c.lower_, "telling") and not _to_somebody(c)
        for c in verb.children
    )


def _to_somebody(verb: Token) -> bool:
    """ "had to tell her", "had to put in the reason code": a part of the story, not the telling of it."""
    return any(
        c.dep_ in ("dobj", "dative", "prt", "prep")
        and c.lower_ not in ("this", "that", "it", "out", "somewhere")
        and not any(t.lower_ in words("whoever") for t in c.subtree)
        for c in verb.children
    )


def refused(verb: Token) -> bool:
    """ "He wouldn't give his number", "I could hear a baby", "she'd made up her mind": that happened."""
    marks = [c for c in verb.children if c.dep_ == "mark"]
    aux = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if not marks and (
        "'d" in aux and verb.tag_ == "VBN" or "could" in aux and listed(verb.lower_, "senses")
    ):
        return True
    if not marks and verb.lower_ == "like" and aux & {"'d", "would"} and not _mine(verb):
        return True  # "he'd like a refund on the lottery ticket": he asked for one
    could = any(
        c.dep_ == "aux" and c.lower_ in ("could", "would", "wo", "ca", "can", "will")
        for c in verb.children
    )
    return could and not marks and any(c.dep_ == "neg" for c in verb.children)


def _mine(verb: Token) -> bool:
    return any(c.dep_ == "nsubj" and c.lower_ in I for c in verb.children)


def concrete(tokens: Sequence[Token]) -> int:
    """How many things, people, names and numbers a stretch holds; vague nouns don't count."""
    named = [t for t in tokens if t.pos_ in ("NOUN", "PROPN", "NUM")]
    return sum(not listed(t.lower_, "vague") for t in named)


def full(spoken: Sequence[Token]) -> bool:
    """Whether a sentence without a noun still says enough: "nobody knows how long it will last"."""
    open_class = [t for t in spoken if t.pos_ in ("VERB", "ADJ", "ADV", "NOUN")]
    says = len([t for t in open_class if t.lower_ not in words("copulas")])
    mine = any(t.lower_ in FIRST for t in spoken)
    return (len(spoken) > 6 and says > 2) or (mine and len(spoken) > 4 and says > 1)
