"""Frames: the concrete bits of a vent that are worth saying back.

A frame is a stretch of the person's own words. Grammar decides where it begins and ends (spaCy's
parse), a few word lists in `prompts/phrases/frame_words.yaml` decide what kind it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import prompts

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_QUOTED = re.compile(r"\"[^\"\n]{1,400}\"|(?<![a-z])'[^'\n]{3,200}'(?![a-z])", re.I)
MAX_WORDS = 14  # a longer clause is a retelling, not an echo
_FINITE = {"VBD", "VBZ", "VBP", "MD"}
_I = {"i", "im", "ive"}
_FIRST = {"i", "me", "my", "mine", "myself"}
_WE = {"we", "us", "our", "ours", "ourselves"}
_YOU = {"you", "your", "yours", "u", "ur", "yourself", "ya"}
_LEAVE = {"conj", "cc", "punct", "advcl", "parataxis", "mark", "intj", "discourse", "meta", "preconj"}
_CLAUSES = {"ROOT", "conj", "advcl", "ccomp", "relcl", "parataxis", "dep", "pcomp"}


@dataclass(frozen=True, slots=True)
class Found:
    """A frame before it is put into words: its tokens, and the subject when that stands elsewhere.

    `kind`: "deed_to" (someone did it to the person), "deed_by" (the person did it), "state" (body
    and feeling), "event" (someone did something), "amount", "thing", "when".
    `score`: how much a listener would pick it, about 0–5.
    """

    tokens: tuple[Token, ...]
    kind: str
    score: float
    subject: str = ""  # words to put in front when the clause shares an earlier subject
    credit: bool = False  # a deed that deserves to be named as well done
    hostile: bool = False  # something that should not have been done to anyone

    @property
    def start(self) -> int:
        return int(self.tokens[0].idx)

    @property
    def end(self) -> int:
        last = self.tokens[-1]
        return int(last.idx + len(last.text))


def find(doc: Doc) -> list[Found]:
    """All frames of a parsed message, in the order of the text; they may overlap.

    What stands in quotation marks is somebody's wording, not the person's story: never a frame."""
    found = [*_clauses(doc), *_amounts(doc), *_things(doc), *_whens(doc)]
    quoted = [m.span() for m in _QUOTED.finditer(doc.text)]
    own = [f for f in found if not any(f.start < b and a < f.end for a, b in quoted)]
    return sorted(own, key=lambda f: (f.start, -f.end))


def _clauses(doc: Doc) -> Iterator[Found]:
    for verb in doc:
        if verb.pos_ not in ("VERB", "AUX") or verb.dep_ not in _CLAUSES:
            continue
        subject, shared = _subject(verb)
        if subject is None:
            if found := _subjectless(verb):
                yield found
            continue
        if not _finite(verb, shared) or _supposed(verb):
            continue
        tokens = _clause_tokens(verb, None if shared else subject)
        words = [t.lower_ for t in tokens]
        if not 3 - shared <= len(words) <= MAX_WORDS or _unfit(tokens) or _cut_short(tokens, verb):
            continue
        if found := _judge(tokens, verb, subject, shared):
            yield found


def _subjectless(verb: Token) -> Found | None:
    """A sentence that leaves out its subject: "reversed it all" (I), "told me it was my job" (they)."""
    if verb.dep_ != "ROOT" or verb.tag_ != "VBD" or verb.i != verb.sent.start or _supposed(verb):
        return None
    tokens = _clause_tokens(verb, None)
    if not 2 <= len(tokens) <= MAX_WORDS or _unfit(tokens) or _cut_short(tokens, verb):
        return None
    if any(t.lower_ in _FIRST for t in tokens):
        hostile = _hostile(tokens, verb.lower_, True)
        return Found(tokens, "deed_to", 3.0 if hostile else 2.2, "{they}", hostile=hostile)
    if not _is(verb.lower_, "credit_verbs"):
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


def _supposed(verb: Token) -> bool:
    """Whether the clause says what might be, not what was: if, whether, would, hope, how."""
    if any(c.tag_ in ("WRB", "WP") and c.lower_ != "when" for c in verb.children if c.i < verb.i):
        return True
    at: Token = verb
    for _ in range(4):
        if at.dep_ == "ccomp" and _is(at.head.lower_, "unsure"):
            return True
        if at.dep_ == "ccomp" and any(c.dep_ == "neg" for c in at.head.children):
            return True
        for child in at.children:
            if child.dep_ == "mark" and child.lower_ in _words("supposing"):
                return True
            if child.dep_ == "aux" and child.lower_ in _words("maybes"):
                return True
        if at.dep_ not in ("conj", "ccomp", "xcomp", "relcl", "pcomp"):
            break
        at = at.head
    start = verb.sent.start
    return any(verb.doc[i].lower_ in _words("supposing") for i in range(max(start, verb.left_edge.i - 2), verb.i))


def _clause_tokens(verb: Token, subject: Token | None) -> tuple[Token, ...]:
    keep = {verb.i}
    if subject is not None:
        keep.update(t.i for t in subject.subtree)
    for child in verb.children:
        purpose = child.dep_ == "advcl" and child.left_edge.lower_ == "to" and child.i > verb.i
        if child.dep_ in ("nsubj", "nsubjpass", "csubj") or (child.dep_ in _LEAVE and not purpose):
            continue
        if child.dep_ == "advmod" and child.i < verb.i and child.lower_ in _words("fillers"):
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
    while out and (out[-1].is_punct or out[-1].lower_ in _words("danglers")):
        out.pop()
    return tuple(out)


def _unfit(tokens: Sequence[Token]) -> bool:
    words = {t.lower_ for t in tokens}
    if words & _YOU:
        return True
    if any(t.text in '"[]{}<>*_#@/\\' or "@" in t.text for t in tokens):
        return True
    return any(t.tag_ in ("WP", "WP$", "WRB", "WDT") for t in tokens[:2])


def _cut_short(tokens: Sequence[Token], verb: Token) -> bool:
    """Whether the clause breaks off: in mid-phrase, in a question, or before what was said or asked."""
    doc, after = verb.doc, tokens[-1].i + 1 if tokens else 0
    if not tokens or verb.sent.text.rstrip().endswith("?"):
        return True
    if after < len(doc) and doc[after].sent == verb.sent:
        following = doc[after]
        if following.text in '":' and _is(verb.lower_, "wants_more"):
            return True
        joined = following.is_punct or following.is_space or following.pos_ in ("CCONJ", "SCONJ")
        if not joined and following.lower_ not in _words("joiners"):
            return True
    if len(tokens) < 5 and not any(t.pos_ in ("NOUN", "PROPN", "NUM", "ADJ") for t in tokens[1:]):
        return not (_is(verb.lower_, "hostile_verbs") or _is(verb.lower_, "body_verbs"))
    after_verb = [t for t in tokens if t.i > verb.i]
    bare = all(t.pos_ in ("PRON", "ADV", "PART") for t in after_verb)
    return bare and (_is(verb.lower_, "wants_more") or len(tokens) < 3)


def _judge(
    tokens: tuple[Token, ...], verb: Token, subject: Token, shared: bool
) -> Found | None:
    who, stem = subject.lower_, verb.lower_
    lead = " ".join(t.text for t in subject.subtree) if shared else ""
    if len(lead.split()) > 4:
        return None
    mentions_me = any(t.lower_ in _FIRST for t in tokens if t.i != subject.i)
    if who in _I:
        if _is(stem, "body_verbs"):
            return Found(tokens, "state", 3.0, lead)
        if stem in _words("copulas"):
            fit = any(_is(t.lower_, "feelings") for t in tokens)
            return Found(tokens, "state", 2.4, lead) if fit else None
        if _is(stem, "not_deeds") or verb.tag_ not in ("VBD", "VBN", "VBG", "VBP"):
            return None
        if any(_is(t.lower_, "missteps") for t in tokens):
            return None
        credit = _is(stem, "credit_verbs") and not any(t.dep_ == "neg" for t in tokens)
        return Found(tokens, "deed_by", 2.6 if credit else 1.4, lead, credit)
    if any(c.lower_ == "my" for c in subject.children) and _is(who, "body_parts"):
        return Found(tokens, "state", 3.0, lead)
    if who == "there" and verb.lower_ in ("is", "'s", "are", "was", "were", "s") and not shared:
        fit = len(tokens) <= 10 and any(t.like_num or t.lower_ == "no" for t in tokens)
        return Found(tokens, "event", 2.0) if fit else None
    if who in ("it", "that", "this", "which", "who", "what", "there", "you"):
        return None
    if who in _WE:
        fit = verb.tag_ in ("VBD", "VBP", "VBN") and stem not in _words("copulas")
        return Found(tokens, "event", 1.8, lead) if fit else None
    person = who in ("he", "she", "they") or _is(who, "people")
    if stem in _words("copulas"):
        plain = not shared and subject.pos_ == "NOUN" and len(tokens) <= 9
        return Found(tokens, "event", 1.4) if plain else None
    hostile = _hostile(tokens, stem, mentions_me)
    if person and (mentions_me or hostile):
        return Found(tokens, "deed_to", 3.4 if hostile else 2.6, lead, hostile=hostile)
    if person:
        return Found(tokens, "event", 1.5, lead)
    if mentions_me and not any(t.lower_ in _FIRST for t in subject.subtree):
        return Found(tokens, "event", 1.8, lead)
    return None


def _hostile(tokens: Sequence[Token], verb: str, mentions_me: bool) -> bool:
    if any(t.dep_ == "neg" for t in tokens):
        return any(_is(t.lower_, "decencies") for t in tokens)
    if _is(verb, "hostile_verbs"):
        return True
    words = {t.lower_ for t in tokens}
    return mentions_me and any(verb.startswith(v) and words & set(w.split("/"))
                               for v, w in (pair.split("+") for pair in _words("hostile_pairs")))  # fmt: skip


def _amounts(doc: Doc) -> Iterator[Found]:
    for chunk in doc.noun_chunks:
        tokens = [t for t in chunk if not t.is_space]
        while tokens and tokens[0].lower_ in ("like", "about", "only", "just", "so", "well"):
            tokens = tokens[1:]
        numbers = [t for t in tokens if t.like_num or t.tag_ == "CD" or _is(t.lower_, "ordinals")]
        if len(tokens) < 2 or not numbers or chunk.root.tag_ in ("CD", "PRP"):
            continue
        if any(t.lower_ in ("one", "ones") for t in numbers) or _unfit(tokens):
            continue
        load = _is(chunk.root.lower_, "loads")
        for child in chunk.root.rights:
            tail = [t for t in child.subtree]
            if child.dep_ == "prep" and len(tail) <= 4 and tail[0].i == tokens[-1].i + 1:
                tokens += tail
                break
        nxt = tokens[-1].i + 1
        while nxt < len(doc) and doc[nxt].lower_ in _words("amount_tails") and len(tokens) < 8:
            tokens.append(doc[nxt])
            nxt += 1
        if len(tokens) <= 8 and not _unfit(tokens):
            yield Found(tuple(tokens), "amount", 2.5 if load else 0.9)


def _things(doc: Doc) -> Iterator[Found]:
    for chunk in doc.noun_chunks:
        head = chunk.root
        if head.pos_ not in ("NOUN", "PROPN") or not 2 <= len(chunk) <= 5:
            continue
        word = head.lower_
        if any(_is(word, name) for name in ("people", "vague", "body_parts", "times")):
            continue
        tokens = tuple(t for t in chunk if not t.is_space)
        if _unfit(tokens) or any(t.like_num for t in tokens) or tokens[0].tag_ in ("WP$", "WDT"):
            continue
        about = head.dep_ == "pobj" and head.head.lower_ in ("about", "over", "for", "because")
        if about or head.dep_ in ("dobj", "attr", "nsubj", "pobj", "nsubjpass"):
            rare = 0.1 * sum(t.pos_ in ("NOUN", "ADJ") and len(t) > 4 for t in tokens)
            yield Found(tokens, "thing", 1.8 if about else 1.0 + rare)


def _whens(doc: Doc) -> Iterator[Found]:
    for token in doc:
        if token.dep_ != "prep" or token.lower_ not in ("at", "on", "before", "after", "since"):
            continue
        tail = tuple(t for t in token.subtree if not t.is_space)
        if 2 <= len(tail) <= 5 and not _unfit(tail) and tail[0].i == token.i:
            time = any(_is(t.lower_, "times") for t in tail[1:])
            clock = len(tail) > 1 and ":" in tail[1].text
            if time or clock:
                yield Found(tail, "when", 1.3)


def _is(word: str, name: str) -> bool:
    return any(word.startswith(stem) for stem in _stems(name)) or word in _words(name)


@cache
def _table() -> dict[str, Any]:
    return dict(prompts.read("phrases/frame_words.yaml"))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(w for w in _table()[name].split() if not w.endswith("*"))


@cache
def _stems(name: str) -> tuple[str, ...]:
    return tuple(w[:-1] for w in _table()[name].split() if w.endswith("*"))
