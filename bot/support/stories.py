"""Whole sentences worth saying back: who did what, with when, why and how left in.

A listener who repeats a sentence of the story shows more of having heard than one who repeats scraps
of three. What is only thought, wished, asked or supposed is not a story; nor is a verdict on oneself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.support.deeds import hostile
from bot.support.extent import supposed
from bot.support.found import FIRST, WE, Found, I, embedded
from bot.support.telling import concrete, full, refused, told
from bot.support.unsaid import quotes_loosely, unsayable
from bot.support.word_lists import listed, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LEAST, MOST = 2, 23  # words
_THIN = 3  # words: in so few, one must be a thing or a person
_FINITE = {"VBD", "VBZ", "VBP", "MD"}
_OPENERS = {"cc", "intj", "discourse", "punct"}


def stories(doc: Doc) -> Iterator[Found]:
    """Every sentence, or coordinate half of one, that tells a part of the story by itself."""
    for sentence in doc.sents:
        if sentence.text.rstrip().endswith("?"):
            continue
        for tokens in _parts(list(sentence)):
            if found := _story(tokens):
                yield found


def _parts(sentence: list[Token]) -> Iterator[tuple[Token, ...]]:
    """The sentence, or its coordinate clauses where it is long: each without what leads in."""
    if len([t for t in sentence if not t.is_punct]) <= MOST:
        yield _trimmed(sentence)
    starts = [sentence[0].i, *sorted(_halves(sentence))]
    if len(starts) == 1:
        if shorter := _first_half(sentence):
            yield _trimmed(shorter)
        return
    ends = [*starts[1:], sentence[-1].i + 1]
    for start, end in zip(starts, ends, strict=True):
        yield _trimmed([t for t in sentence if start <= t.i < end])


def _halves(sentence: Sequence[Token]) -> set[int]:
    """Where a clause with a subject of its own is joined on: "…, and he hung up"."""
    out: set[int] = set()
    for token in sentence:
        joined = token.dep_ in ("conj", "parataxis", "ccomp") and token.pos_ in ("VERB", "AUX")
        if not joined or token.head.i > token.i or token.head.pos_ not in ("VERB", "AUX"):
            continue
        subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        before = token.doc[subject.left_edge.i - 1] if subject and subject.left_edge.i else None
        if subject is not None and before is not None and (before.is_punct or before.dep_ == "cc"):
            out.add(subject.left_edge.i)
    return out - {sentence[0].i}


def _first_half(sentence: Sequence[Token]) -> list[Token]:
    """A long sentence up to where its verb is joined to a second one; [] when it is not."""
    root = next((t for t in sentence if t.dep_ == "ROOT"), None)
    if root is None or len(sentence) <= MOST:
        return []
    cut = next((c.i for c in root.children if c.dep_ == "cc" and c.i > root.i), None)
    return [t for t in sentence if t.i < cut] if cut else []


def _trimmed(tokens: Sequence[Token]) -> tuple[Token, ...]:
    kept = [t for t in tokens if not t.is_space]
    while kept and (
        kept[0].is_punct or kept[0].dep_ in _OPENERS or kept[0].lower_ in words("openers")
    ):
        kept.pop(0)
    kept = _after_address(kept)
    comma = next((n for n, t in enumerate(kept[:4]) if t.text == ","), 0)
    if comma and not any(t.pos_ in ("VERB", "AUX") or t.dep_ == "nsubj" for t in kept[:comma]):
        kept = kept[comma + 1 :]  # "New rule, we have to …"
    while kept and kept[0].is_punct:
        kept.pop(0)
    while kept and (kept[-1].is_punct or kept[-1].lower_ in words("trailers")):
        if kept[-1].text == '"' and not sum(t.text == '"' for t in kept) % 2:
            break  # it closes a quotation that stays
        kept.pop()
    return tuple(kept)


def _after_address(kept: list[Token]) -> list[Token]:
    """Without "I mean", "you won't believe it but": words to the listener, before the story."""
    if [t.lower_ for t in kept[:2]] == ["i", "mean"]:
        return kept[2:]
    said = [t.lower_ for t in kept[:8]]
    if not set(said[:3]) & {"you", "guess"} or not set(said) & words("addressing"):
        return kept
    cut = next((n for n, word in enumerate(said) if word in ("but", ",", ":")), 0)
    return kept[cut + 1 :] if cut else kept


def _story(tokens: tuple[Token, ...]) -> Found | None:
    spoken = [t for t in tokens if not t.is_punct]
    if not LEAST <= len(spoken) <= MOST or unsayable(tokens):
        return None
    if len(spoken) <= _THIN and not _pithy(tokens):
        return None
    inside = {t.i for t in tokens}
    verb = next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), None)
    if verb is not None and verb.pos_ in ("NOUN", "NUM"):
        return _note(tokens, spoken)
    if verb is None or verb.pos_ not in ("VERB", "AUX"):
        return None
    left_out = tokens[0].pos_ == "AUX" and tokens[1].dep_ == "neg" and len(spoken) > _THIN
    if not (concrete(tokens) or full(spoken) or left_out or len(spoken) <= _THIN) or (
        supposed(verb) and not refused(verb)
    ):
        return None
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "expl")), None)
    if subject is not None and subject.i not in inside:
        subject = None  # "ugh. spent 35 minutes …": what was trimmed is nobody
    if subject is None or _begins_with_had(tokens):
        lead = _left_out(tokens, verb, spoken)
        return Found(tokens, "story", _worth(tokens, None), lead) if lead else None
    headless = tokens[0].tag_ in ("VBD", "VBN", "VB") and tokens[0].i != verb.i
    if headless or subject.i > verb.i or not told(verb, subject):
        return None
    if embedded(verb) or quotes_loosely(tokens):
        return None
    bad = hostile(tokens, verb.lower_, any(t.lower_ in FIRST for t in tokens if t.i != subject.i))
    by_me = subject.lower_ in I or subject.lower_ in WE
    return Found(tokens, "story", _worth(tokens, subject) + bad, hostile=bad and not by_me)


def _pithy(tokens: Sequence[Token]) -> bool:
    """Whether two or three words say enough: "the customer cried", "he's suing me"."""
    to_me = any(t.lower_ == "me" for t in tokens[1:])
    return tokens[0].lower_ not in ("it", "this") and (to_me or concrete(tokens) > 0)


def _note(tokens: tuple[Token, ...], spoken: Sequence[Token]) -> Found | None:
    """A sentence without a verb, as people jot things down: "five calls in one hour"."""
    if any(t.pos_ in ("VERB", "AUX") or t.dep_ == "nsubj" for t in tokens) or len(spoken) > 10:
        return None
    numbers = any(t.like_num or t.text[0].isdigit() for t in tokens)
    none = tokens[0].lower_ == "no" and len(spoken) > 2
    counted = numbers or none or any(listed(t.lower_, "ordinals") for t in tokens[:2])
    fit = concrete(tokens) > (0 if counted and len(spoken) > _THIN else 2) and not any(
        t.text == "," for t in tokens
    )
    return Found(tokens, "note", 1.4 + 0.4 * counted) if fit else None


def _begins_with_had(tokens: Sequence[Token]) -> bool:
    """ "Had a caller refuse to talk to me", "got shouted at for five minutes": I did."""
    first, second = tokens[0].lower_, tokens[1].tag_
    if first == "got" and second == "VBN":
        return True
    return first in ("had", "got") and second in ("DT", "CD", "PRP$", "JJ", "TO")


def _left_out(tokens: Sequence[Token], verb: Token, spoken: Sequence[Token]) -> str:
    """Who is meant where the subject was left out; "" when that is anybody's guess."""
    first = tokens[0]
    if _begins_with_had(tokens) and not (tokens[1].tag_ == "VBN" and _after_others(first)):
        return "you"
    if _after_others(first) and not (verb.i == first.i and listed(verb.lower_, "mine")):
        return ""  # "My lead put her hand out. Didn't say a word."
    if first.lower_ == "been" and len(spoken) > _THIN:
        return "you've"
    if first.pos_ == "AUX" and first.lower_ in words("mine_not") and tokens[1].dep_ == "neg":
        return "you"
    if verb.i != first.i or verb.tag_ not in ("VBD", "VBN"):
        return ""
    mine = any(t.lower_ in ("me", "my") for t in verb.subtree)
    return "you" if listed(verb.lower_, "mine") and not mine else ""


def _after_others(first: Token) -> bool:
    """Whether the sentence before tells of somebody else: then nobody knows who "didn't" is."""
    if not first.sent.start:
        return False
    root = first.doc[first.sent.start - 1].sent.root
    verbs = [root, *(t for t in root.children if t.dep_ == "conj")]
    subjects = [c.lower_ for v in verbs for c in v.children if c.dep_ in ("nsubj", "nsubjpass")]
    return bool(subjects) and subjects[-1] not in I


def _worth(tokens: Sequence[Token], subject: Token | None) -> float:
    """How much a listener would pick it, about 1–4: concrete, about the person, neither long nor thin."""
    score = 1.6 + 0.35 * min(concrete(tokens), 4)
    score += 0.4 * any(t.lower_ in FIRST for t in tokens)
    score += 0.3 * any(t.like_num for t in tokens)
    score -= 0.12 * max(0, len(tokens) - 15)
    third = subject is not None and subject.lower_ in ("he", "she", "they")
    vague = any(
        t.lower_ in ("it", "that", "this", "one", "those") and t.pos_ == "PRON" for t in tokens
    )
    score -= 0.4 * third + 0.3 * (vague and concrete(tokens) < 2)
    return score - 0.4 * (subject is not None and subject.lower_ in ("there", "we", "it"))
