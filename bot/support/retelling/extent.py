"""Where a clause begins and ends: whose it is, which words belong to it, and whether it was cut short."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.support.retelling.word_lists import listed, words

if TYPE_CHECKING:
    from spacy.tokens import Token

_FINITE = {"VBD", "VBZ", "VBP", "MD"}
_LEAVE = {
    "conj",
    "cc",
    "punct",
    "advcl",
    "parataxis",
    "mark",
    "intj",
    "discourse",
    "meta",
    "preconj",
}


def subject_of(verb: Token) -> tuple[Token | None, bool]:
    """The verb's subject, and whether it is borrowed from the verb it is joined to."""
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass", "expl"):
            return child, False
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        found, _ = subject_of(verb.head)
        return found, True
    return None, False


def finite(verb: Token, shared: bool) -> bool:
    """Whether a verb makes a clause of its own; `shared`: its subject is borrowed."""
    if any(c.dep_ in ("aux", "auxpass") and c.tag_ in _FINITE for c in verb.children):
        return True
    if shared and any(c.tag_ in ("MD", "TO") for c in verb.children):
        return False
    return verb.tag_ in _FINITE or (verb.tag_ == "VBN" and not verb.text.lower().endswith("ing"))


def supposed(verb: Token) -> bool:
    """In: a clause's verb. Whether the clause says what might be, not what was: if, whether, would, hope, how."""
    if any(c.tag_ in ("WRB", "WP") and c.lower_ != "when" for c in verb.children if c.i < verb.i):
        return True
    at: Token = verb
    for _ in range(4):
        if at.dep_ == "ccomp" and listed(at.head.lower_, "unsure"):
            return True
        if at.dep_ == "ccomp" and any(c.dep_ == "neg" for c in at.head.children):
            return True
        for child in at.children:
            if child.dep_ == "mark" and child.lower_ in words("supposing"):
                return True
            been = any(c.lower_ == "been" for c in at.children)
            had = child.lower_ == "'d" and (
                at.tag_ in ("VBN", "VBD") or been or at.lower_ == "read"
            )  # "I'd already told her"
            if child.dep_ == "aux" and child.lower_ in words("maybes") and not had:
                return True
        if at.dep_ not in ("conj", "ccomp", "xcomp", "relcl", "pcomp"):
            break
        at = at.head
    start = verb.sent.start
    return any(
        verb.doc[i].lower_ in words("supposing")
        for i in range(max(start, verb.left_edge.i - 2), verb.i)
    )


def reach(verb: Token, subject: Token | None) -> tuple[Token, ...]:
    """The words of a clause, in order, without what is joined on and what leads in."""
    keep = {verb.i}
    if subject is not None:
        keep.update(t.i for t in subject.subtree)
    for child in verb.children:
        purpose = child.dep_ == "advcl" and child.left_edge.lower_ == "to" and child.i > verb.i
        if child.dep_ in ("nsubj", "nsubjpass", "csubj") or (child.dep_ in _LEAVE and not purpose):
            continue
        if child.dep_ == "advmod" and child.i < verb.i and child.lower_ in words("fillers"):
            continue
        keep.update(t.i for t in child.subtree)
    first = min(keep) if subject is None else subject.left_edge.i
    out: list[Token] = []
    for i in range(first, max(keep) + 1):
        token = verb.doc[i]
        if i in keep and not token.is_space:
            out.append(token)
        elif i > verb.i or (out and token.dep_ not in ("advmod", "punct", "intj")):
            if i > verb.i:
                break
    return _tidied(out, verb)


def _tidied(out: list[Token], verb: Token) -> tuple[Token, ...]:
    """A clause's words with a lost last one found, without what dangles."""
    if out and (stray := _stray(out[-1])):
        out.append(stray)
    while out and (out[-1].is_punct or out[-1].lower_ in words("danglers")):
        out.pop()
    if sum(t.is_punct for t in out if t.i < verb.i) == 1:  # "old man, keeps asking"
        out = [t for t in out if not (t.text == "," and t.i == verb.i - 1)]
    return tuple(out)


def _stray(last: Token) -> Token | None:
    """The last word of a clause that the parse hung elsewhere: "for being 2 minutes *late*"."""
    doc, at = last.doc, last.i + 1
    if at >= len(doc) or doc[at].sent != last.sent or doc[at].pos_ not in ("ADV", "ADJ"):
        return None
    after = doc[at + 1] if at + 1 < len(doc) else None
    ends = after is None or after.is_punct or after.is_space or after.dep_ == "cc"
    ends = ends or (after is not None and after.sent != last.sent)
    return doc[at] if ends and doc[at].lower_ not in words("joiners") else None


def _goes_on(following: Token) -> bool:
    """ "hung up on me five times *then left* a review": the next thing that was done."""
    after = following.nbor() if following.i + 1 < len(following.doc) else following
    return bool(following.lower_ == "then" and after.tag_ == "VBD")


def _list_goes_on(tokens: Sequence[Token]) -> bool:
    """Whether a list of things is cut in the middle: "a refund, an exchange" of three."""
    following = tokens[-1].doc[tokens[-1].i + 1 :][:2]
    if tokens[-1].pos_ not in ("NOUN", "PROPN") or len(following) < 2 or following[0].text != ",":
        return False
    one = following[1]
    inside = {t.i for t in tokens}
    listed_on = one.dep_ in ("conj", "appos", "advmod") and one.head.i in inside
    return listed_on and not any(c.dep_ in ("nsubj", "nsubjpass") for c in one.children)


def cut_short(tokens: Sequence[Token], verb: Token) -> bool:
    """Whether the clause breaks off: in mid-phrase, in a question, or before what was said or asked."""
    doc, after = verb.doc, tokens[-1].i + 1 if tokens else 0
    if not tokens or verb.sent.text.rstrip().endswith("?"):
        return True
    if after < len(doc) and doc[after].sent == verb.sent:
        following = doc[after]
        if following.text in '":' and listed(verb.lower_, "wants_more"):
            return True
        joined = following.is_punct or following.is_space or following.pos_ in ("CCONJ", "SCONJ")
        if not joined and following.lower_ not in words("joiners") and not _goes_on(following):
            return True
    if tokens[-1].pos_ == "AUX" or tokens[-1].tag_ == "MD":
        return True
    if _list_goes_on(tokens):
        return True
    if len(tokens) < 5 and not any(t.pos_ in ("NOUN", "PROPN", "NUM", "ADJ") for t in tokens[1:]):
        telling = ("hostile_verbs", "body_verbs", "credit_verbs")
        return not any(listed(verb.lower_, name) for name in telling)
    after_verb = [t for t in tokens if t.i > verb.i]
    bare = all(t.pos_ in ("PRON", "ADV", "PART") for t in after_verb)
    short = len(tokens) < 3 and not any(
        listed(verb.lower_, name) for name in ("hostile_verbs", "body_verbs")
    )
    open_ended = listed(verb.lower_, "wants_more") and not listed(verb.lower_, "credit_verbs")
    return bare and (open_ended or short)
