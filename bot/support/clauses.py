"""Clauses worth saying back: who did what to the person, what the person did, how body and mood are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.support.found import FIRST, WE, Found, I, embedded, judged, unfit
from bot.support.harsh import is_harsh
from bot.support.word_lists import listed, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MAX_WORDS = 14  # a longer clause is a retelling, not an echo
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
        subject, shared = _subject(verb)
        if found := _called(verb, subject) or _put_down(verb, subject):
            yield found
            continue
        if subject is None:
            if found := _subjectless(verb):
                yield found
            continue
        if not _finite(verb, shared) or supposed(verb):
            continue
        tokens = _clause_tokens(verb, None if shared else subject)
        spoken = [t.lower_ for t in tokens]
        least = 2 if listed(verb.lower_, "body_verbs") else 3 - shared
        if not least <= len(spoken) <= MAX_WORDS or unfit(tokens) or _cut_short(tokens, verb):
            continue
        said = verb.lower_ in words("quoting") and len(tokens) > 2  # whose words follow is unsure
        # Said back softened: "he called you names", "he said something cruel to you".
        named = verb.lower_.startswith(("call", "told", "tell"))
        if said or (judged(tokens) and not named):
            continue
        found = _judge(tokens, verb, subject, shared)
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
    if subject.lower_ in I or not is_harsh(" ".join(t.text for t in said.subtree)):
        return None
    who = tuple(t for t in subject.subtree if not t.is_space)
    return Found(who, "cruel", 3.2, hostile=True) if len(who) < 5 and not unfit(who) else None


def _leans(verb: Token) -> bool:
    """Whether the clause needs the one it hangs on: "before I opened my mouth", "that I've kept"."""
    if verb.dep_ == "relcl":
        by_me = any(c.dep_ == "nsubj" and c.lower_ in I for c in verb.children)
        return by_me or not any(
            c.dep_ in ("dobj", "attr", "acomp", "prep", "agent") for c in verb.children
        )
    if verb.dep_ == "pcomp":
        return True
    return verb.dep_ == "advcl" and any(
        c.dep_ == "mark" and c.lower_ in words("leaning") for c in verb.children
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
    tokens = _clause_tokens(verb, None)
    if not 2 <= len(tokens) <= MAX_WORDS or unfit(tokens) or _cut_short(tokens, verb):
        return None
    if any(t.lower_ in FIRST for t in tokens):
        bad = hostile(tokens, verb.lower_, True)  # otherwise it may as well be a thing that did it
        return Found(tokens, "deed_to", 3.0, "{they}", hostile=True) if bad else None
    if not listed(verb.lower_, "credit_verbs"):
        return None
    return Found(tokens, "deed_by", 2.4, "you", credit=True)


def _subject(verb: Token) -> tuple[Token | None, bool]:
    """The verb's subject, and whether it is borrowed from the verb it is joined to."""
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass", "expl"):
            return child, False
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        found, _ = _subject(verb.head)
        return found, True
    return None, False


def _finite(verb: Token, shared: bool) -> bool:
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
            had = child.lower_ == "'d" and at.tag_ in ("VBN", "VBD")  # "I'd already told her"
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


def _clause_tokens(verb: Token, subject: Token | None) -> tuple[Token, ...]:
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
    while out and (out[-1].is_punct or out[-1].lower_ in words("danglers")):
        out.pop()
    return tuple(out)


def _cut_short(tokens: Sequence[Token], verb: Token) -> bool:
    """Whether the clause breaks off: in mid-phrase, in a question, or before what was said or asked."""
    doc, after = verb.doc, tokens[-1].i + 1 if tokens else 0
    if not tokens or verb.sent.text.rstrip().endswith("?"):
        return True
    if after < len(doc) and doc[after].sent == verb.sent:
        following = doc[after]
        if following.text in '":' and listed(verb.lower_, "wants_more"):
            return True
        joined = following.is_punct or following.is_space or following.pos_ in ("CCONJ", "SCONJ")
        if not joined and following.lower_ not in words("joiners"):
            return True
    if tokens[-1].pos_ == "AUX" or tokens[-1].tag_ == "MD":
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


def _judge(tokens: tuple[Token, ...], verb: Token, subject: Token, shared: bool) -> Found | None:
    lead = " ".join(t.text for t in subject.subtree) if shared else ""
    if len(lead.split()) > 4:
        return None
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
