"""Sentences that are not said back: questions, verdicts, regrets, speech whose speaker is unsure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.support.retelling.found import FIRST, WE, I, unfit
from bot.support.retelling.verdicts import judged
from bot.support.retelling.word_lists import listed, words

if TYPE_CHECKING:
    from spacy.tokens import Token

# Bare, right after somebody; the parser takes "call" for a noun there.
_DOES = frozenset(
    "ask beg call cancel come complain cry curse cuss demand explode go hang insist insult laugh lie rant say scream shout "
    "show snap spit start swear talk tell threaten throw try walk want yell".split()
)


def unsayable(tokens: Sequence[Token]) -> bool:
    """Whether a sentence can't be said back, whatever it tells."""
    inner = [t for t in tokens if t.text != '"']
    if _begins_with_when(inner):
        inner = inner[2:]
    if any(t.lower_ in FIRST or t.lower_ in WE for t in tokens) or tokens[0].lower_ != "you":
        fit = not unfit(inner)
    else:  # "you don't get a sip of coffee": anybody, so the person too
        fit = not unfit([t for t in inner if t.lower_ not in ("you", "your")])
    if not fit or tokens[0].dep_ == "mark" or tokens[0].lower_ in words("half_starts"):
        return True
    if _had_somebody(tokens):
        return True
    if _asked(tokens) or judged(tokens) or regretted(tokens) or _inverted(tokens):
        return True
    if any(
        (t.lower_ in words("unsaid") and not _by_name(t)) or "…" in t.text or "..." in t.text
        for t in tokens
    ):
        return True
    last = tokens[-1]
    dangles = last.lower_ in words("danglers") and last.pos_ not in ("PRON", "ADV")
    return dangles and not _ends(last)


def _had_somebody(tokens: Sequence[Token]) -> bool:
    """ "had a man yell at me": said back, they would have made him do it."""
    for had, who, does in zip(tokens, tokens[2:], tokens[3:], strict=False):
        if had.lower_ in ("had", "have") and listed(who.lower_, "people") and does.lower_ in _DOES:
            return True
    return False


def _begins_with_when(tokens: Sequence[Token]) -> bool:
    """ "When I started out I had a notebook": told, where it is no question and a clause of its own follows."""
    if len(tokens) < 5 or tokens[0].lower_ != "when" or tokens[1].pos_ == "AUX":
        return False
    clause = tokens[0].head
    main = clause.head
    subject = next((c for c in main.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return clause.dep_ == "advcl" and subject is not None and subject.i > clause.i


def _by_name(word: Token) -> bool:
    """ "between the beep and the hello": a greeting spoken of, not made."""
    led = word.nbor(-1) if word.i else None
    return led is not None and led.lower_ in ("the", "a", "my", "every", "one", "no")


def _ends(last: Token) -> bool:
    """Whether a small word ends a sentence as it was written: "seconds over", "how big it is"."""
    after = last.nbor() if last.i + 1 < len(last.doc) else None
    closed = after is None or after.is_sent_start or after.is_punct or after.is_space
    hung = last.pos_ in ("ADP", "AUX") and not any(True for _ in last.rights)
    if last.pos_ == "AUX" and any(c.lower_ in I for c in last.lefts):
        return False  # "how slow I am"
    return closed and hung and last.lower_ not in ("n't", "'s", "as", "of", "for", "than")


def _asked(tokens: Sequence[Token]) -> bool:
    """ "asked would I like to …": what somebody asked is theirs to say, and often what hurt. What they
    asked *for*, or asked the person to do, can be told."""
    return any(
        listed(t.lower_, "asking")
        and any(_as_question(c) and _of_me(c) for c in t.children)
        and not any(c.dep_ == "nsubj" and c.lower_ in I for c in t.children)
        for t in tokens
    )  # fmt: skip


def _of_me(child: Token) -> bool:
    """Whether a question is about the person, or may be: "what day it is" is not."""
    return child.dep_ == "xcomp" or any(
        t.lower_ in FIRST or t.lower_ in ("you", "your") for t in child.subtree
    )


def _as_question(child: Token) -> bool:
    return child.dep_ in ("ccomp", "advcl") or (
        child.dep_ == "xcomp" and not any(c.lower_ == "to" for c in child.children)
    )


def regretted(tokens: Sequence[Token]) -> bool:
    """ "I messed it up", "and I snapped at him": what a person blames themselves for."""
    return any(listed(t.lower_, "regrets") and t.pos_ == "VERB" and by_me(t) for t in tokens)


def by_me(verb: Token) -> bool:
    """Whether the person is the subject of a verb, be it through the verb that it is joined to."""
    at = verb
    while True:
        for child in at.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                return bool(child.dep_ == "nsubj" and child.lower_ in I)
        if at.dep_ not in ("conj", "xcomp") or at.head.i == at.i:
            return bool(at.dep_ == "ROOT" and at.i == at.sent.start)
        at = at.head


def _inverted(tokens: Sequence[Token]) -> bool:
    """A question without its mark: "do I just say it"."""
    first = tokens[0]
    subject = next((c for c in first.head.children if c.dep_ == "nsubj"), None)
    return first.pos_ == "AUX" and subject is not None and first.i < subject.i


def quotes_loosely(tokens: Sequence[Token]) -> bool:
    """ "he said no miss i don't want to": speech without marks, where nobody knows who "I" is; or
    somebody's mockery with its words."""
    if any(t.lower_ in words("quoting") and not _retold(t) for t in tokens):
        return True
    return any(listed(t.lower_, "mocking") for t in tokens) and any(
        t.text == "," or t.lower_ == "as" for t in tokens
    )


def _said_before(clause: Token) -> bool:
    says = listed(clause.lower_, "say_verbs")
    return says and any(c.dep_ == "nsubj" and c.lower_ in I for c in clause.children)


def _when(clause: Token) -> bool:
    """Whether a clause tells when: "said it to my mother when she rang"."""
    lead = clause.left_edge.lower_
    return clause.dep_ == "advcl" and lead in ("when", "while", "before", "after", "until")


def _retold(verb: Token) -> bool:
    """Whether speech is told in the person's own words: "she said she'd report me", "I said sorry
    twice". With an "I" of somebody else's inside, nobody knows who that is."""
    if verb.lower_ == "goes":
        return not verb.nbor().is_punct if verb.i + 1 < len(verb.doc) else True
    if any(c.tag_ == "WP" and c.i < verb.i for c in verb.children):
        return True  # "had to type up what he'd said": that it was said, not what
    after = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else verb
    if after.is_punct or any(c.dep_ in ("parataxis", "intj") for c in verb.children):
        return False
    by_me = any(c.dep_ == "nsubj" and c.lower_ in I for c in verb.children)
    told = [c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i]
    if not told:
        plain = ("dobj", "prep", "advmod", "npadvmod")
        return any(c.dep_ in plain and c.i > verb.i for c in verb.children) and not any(
            c.pos_ == "VERB" and c.i > verb.i and c.dep_ != "conj" and not _when(c)
            for c in verb.children
        )
    whole = list(told[0].subtree)
    if any(t.lower_ == "what" for t in whole[:3]) and _said_before(told[0]):
        return True  # "he said exactly what I'd said": whose words they are is plain
    if whole[0].tag_.startswith("W") or (len(whole) > 1 and whole[1].tag_.startswith("W")):
        return False
    subject = next((c for c in told[0].children if c.dep_ in ("nsubj", "nsubjpass", "expl")), None)
    speaks = any(t.lower_ in I or t.lower_ in WE for t in whole)
    if subject is None or any(c.dep_ == "aux" and c.i < subject.i for c in told[0].children):
        return False
    starts = not any(t.is_punct for t in whole if t.i < subject.i)
    return starts and (by_me or not speaks)
