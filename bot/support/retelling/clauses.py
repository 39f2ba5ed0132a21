"""Clauses worth saying back: who did what to the person, what the person did, how body and mood are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.support.retelling.deeds import hostile, sorted_out
from bot.support.retelling.extent import cut_short, finite, reach, subject_of, supposed
from bot.support.retelling.found import FIRST, WE, Found, I, embedded, phrasal, unfit
from bot.support.retelling.harsh import is_harsh
from bot.support.retelling.verdicts import judged
from bot.support.retelling.word_lists import listed, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MAX_WORDS = 14  # a longer clause is a retelling, not an echo
_CLAUSES = {"ROOT", "conj", "advcl", "ccomp", "relcl", "parataxis", "dep", "pcomp"}


def clauses(doc: Doc) -> Iterator[Found]:
    """Every clause that says who did what, or how the person is."""
    for verb in doc:
        if (
            verb.pos_ not in ("VERB", "AUX")
            or verb.dep_ not in _CLAUSES
            or _leans(verb)
            or embedded(verb)
        ):
            continue
        subject, shared = subject_of(verb)
        if found := _called(verb, subject) or _put_down(verb, subject):
            yield found
            continue
        if subject is None:
            if found := _subjectless(verb):
                yield found
            continue
        if not finite(verb, shared) or supposed(verb) or _under_had(verb, subject):
            continue
        tokens = reach(verb, None if shared else subject)
        spoken = [t.lower_ for t in tokens]
        least = 2 if listed(verb.lower_, "body_verbs") else 3 - shared
        if not least <= len(spoken) <= MAX_WORDS or unfit(tokens) or cut_short(tokens, verb):
            continue
        said = verb.lower_ in words("quoting") and len(tokens) > 2 and not phrasal(verb)
        # `said`: whose words follow is unsure. `named` is said back softened: "he called you names", "he said something cruel to you".
        named = verb.lower_.startswith(("call", "told", "tell"))
        if said or (judged(tokens) and not named):
            continue
        found = sorted_out(tokens, verb, subject, shared)
        if found and (found.hostile or found.kind == "state" or _says_something(tokens, verb)):
            yield found


def _called(verb: Token, subject: Token | None) -> Found | None:
    """ "I got called …", "been called …": said back without what."""
    led = [c for c in verb.children if c.dep_ == "auxpass" and c.i < verb.i]
    named = any(
        c.dep_ in ("oprd", "dobj", "attr", "nsubj", "ccomp") and c.i > verb.i for c in verb.children
    )
    mine = subject is None or subject.lower_ in I
    if verb.lower_ != "called" or verb.tag_ != "VBN" or not led or not named or not mine:
        return None
    return Found((led[0], verb), "called", 3.2, "you", hostile=True)


def _put_down(verb: Token, subject: Token | None) -> Found | None:
    """ "a man told me I was the …": that something cruel was said, without what."""
    to_me = any(c.dep_ in ("dobj", "dative") and c.lower_ == "me" for c in verb.children)
    said = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
    if verb.lower_ not in ("told", "tells") or not to_me or said is None or subject is None:
        return None
    if subject.lower_ in I or not is_harsh(" ".join(t.text for t in said.subtree), wary=False):
        return None
    who = tuple(t for t in subject.subtree if not t.is_space)
    return Found(who, "cruel", 3.2, hostile=True) if len(who) < 5 and not unfit(who) else None


def _leans(verb: Token) -> bool:
    """Whether the clause needs the one it hangs on: "before I opened my mouth", "that I've kept"."""
    if verb.dep_ == "relcl":
        # "the booking that she made": the thing is missing where the clause stands alone.
        hangs = any(c.dep_ == "nsubj" and not c.tag_.startswith("W") for c in verb.children)
        return hangs or not any(
            c.dep_ in ("dobj", "attr", "acomp", "prep", "agent") for c in verb.children
        )
    if verb.dep_ == "pcomp":
        return True
    if verb.dep_ != "advcl":
        return False
    marks = {c.lower_ for c in verb.children if c.dep_ == "mark" or c.tag_ == "WRB"}
    if marks & words("happening") and _by_others(verb):
        return False  # "after he moved my lunch": that it happened is said, whatever it hangs on
    they = any(c.dep_ == "nsubj" and c.lower_ in ("he", "she", "they", "it") for c in verb.children)
    if they and marks & words("because"):
        return True  # "people who cancel because they lost their job": nobody knows who
    return bool(marks & words("leaning"))


def _by_others(verb: Token) -> bool:
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return subject is not None and subject.lower_ not in {*I, *WE}


def _under_had(verb: Token, subject: Token) -> bool:
    """ "Had a caller refuse to talk to me": no clause of its own."""
    return verb.tag_ == "VB" and any(
        c.dep_ == "aux" and c.lower_ in ("had", "have", "having") and c.i < subject.i
        for c in verb.children
    )


def _says_something(tokens: Sequence[Token], verb: Token) -> bool:
    """Whether more than the bare act is told: "the wife answered" alone says little."""
    return any(
        t.pos_ in ("NOUN", "PROPN", "NUM", "ADJ") or listed(t.lower_, "credit_verbs")
        for t in tokens
        if t.i >= verb.i
    )


def _subjectless(verb: Token) -> Found | None:
    """A sentence that leaves out its subject: "reversed it all" (I), "told me it was my job" (they)."""
    if verb.dep_ != "ROOT" or verb.tag_ != "VBD" or verb.i != verb.sent.start or supposed(verb):
        return None
    tokens = reach(verb, None)
    if not 2 <= len(tokens) <= MAX_WORDS or unfit(tokens) or cut_short(tokens, verb):
        return None
    if any(t.lower_ in FIRST for t in tokens):
        bad = hostile(tokens, verb.lower_, True)  # otherwise it may as well be a thing that did it
        return Found(tokens, "deed_to", 3.0, "{they}", hostile=True) if bad else None
    if not listed(verb.lower_, "credit_verbs"):
        return None
    if any(t.lower_ in ("his", "hers", "theirs") for t in verb.subtree):
        return None  # "presented it like it was his": not me
    return Found(tokens, "deed_by", 2.4, "you", credit=True)
