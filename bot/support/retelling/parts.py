"""A sentence in the parts that can stand alone: whole, up to its last "because", or clause by clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.support.retelling.word_lists import listed, words

if TYPE_CHECKING:
    from spacy.tokens import Token

MOST = 23  # words
_FEW = 3  # words, too little to stand for a sentence
_OPENERS = {"cc", "intj", "discourse", "punct"}


def parts(sentence: list[Token]) -> Iterator[tuple[Token, ...]]:
    """The sentence, or its coordinate clauses where it is long: each without what leads in, and what stands in
    brackets."""
    sentence = _outside(sentence)
    if not sentence:
        return
    if len([t for t in sentence if not t.is_punct]) <= MOST:
        yield trimmed(sentence)
    if before := _before_why(sentence):
        yield trimmed(before)
    if before := before_speech(sentence):
        yield trimmed(before)
    if before := _before_words(sentence) or _before_quote(sentence):
        yield trimmed(before)
    starts = [sentence[0].i, *sorted(_halves(sentence))]
    if len(starts) == 1:
        if shorter := _first_half(sentence):
            yield trimmed(shorter)
        return
    ends = [*starts[1:], sentence[-1].i + 1]
    for start, end in zip(starts, ends, strict=True):
        yield trimmed([t for t in sentence if start <= t.i < end])


def _before_why(sentence: Sequence[Token]) -> list[Token]:
    """A sentence without the clause that it ends on: "two hours on hold", without "while she waited"."""
    root = next((t for t in sentence if t.dep_ == "ROOT"), None)
    if root is None:
        return []
    for clause in root.children:
        mark = next(
            (c for c in clause.children if c.dep_ in ("mark", "advmod") and c.i < clause.i), None
        )
        ends = clause.dep_ == "advcl" and clause.i > root.i and mark is not None
        if (
            ends
            and mark is not None
            and mark.lower_ in words("hanging_on")
            and mark.i == clause.left_edge.i
        ):
            return [t for t in sentence if t.i < mark.i]
    return []


def _outside(sentence: list[Token]) -> list[Token]:
    """A sentence without what stands in brackets: "since that call (the mother in the car) I can't sleep"."""
    kept: list[Token] = []
    deep = 0
    for token in sentence:
        deep += token.text == "("
        if not deep:
            kept.append(token)
        deep = max(0, deep - (token.text == ")"))
    return kept


def before_speech(sentence: Sequence[Token]) -> list[Token]:
    """What somebody did up to what they then said: "she plugged in her headset", of "… and said 'I've got this
    one'"; [] where nothing is said after."""
    for verb in sentence:
        says = listed(verb.lower_, "say_verbs") and verb.dep_ == "conj" and verb.head.i < verb.i
        after = verb.nbor() if verb.i + 1 < len(verb.doc) else verb
        own = any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
        spoken = after.text in ('"', ":", ",") or any(
            c.dep_ in ("ccomp", "xcomp", "advcl", "parataxis") and c.i > verb.i
            for c in verb.children
        )
        if says and not own and spoken:
            cut = verb.left_edge.i
            while cut > sentence[0].i and (
                verb.doc[cut - 1].dep_ == "cc" or verb.doc[cut - 1].is_punct
                or verb.doc[cut - 1].lower_ in ("then", "just")
            ):  # fmt: skip
                cut -= 1
            return [t for t in sentence if t.i < cut]
    return []


def _before_words(sentence: Sequence[Token]) -> list[Token]:
    """The sentence up to where somebody's words are told along with it: "she called back 6 times", without "asking
    for somebody else"; "a box with a note in it", without "that said …"; [] where there is none."""
    for verb in sentence[3:]:
        says = verb.pos_ == "VERB" and listed(verb.lower_, "say_verbs")
        along = verb.tag_ == "VBG" and verb.dep_ in ("advcl", "acl", "xcomp", "conj")
        along = along and verb.left_edge.i == verb.i and verb.nbor(-1).pos_ not in ("AUX", "ADP")
        noted = verb.dep_ == "relcl" and verb.head.i < verb.i and not verb.head.tag_.startswith("W")
        noted = noted and not listed(verb.head.lower_, "people") and verb.head.pos_ == "NOUN"
        if not says or not (along or noted):
            continue
        cut = verb.left_edge.i if noted else verb.i
        before = [t for t in sentence if t.i < cut]
        whole = all(t.head.i < cut or t.head.i == t.i for t in before)
        return before if whole and _has_a_verb(before) else []
    return []


def _before_quote(sentence: Sequence[Token]) -> list[Token]:
    """A sentence up to a quotation that is joined on: "one star with my first name", without 'and "slow"'."""
    mark = next((n for n, t in enumerate(sentence) if t.text == '"'), 0)
    before = list(sentence[:mark])
    while before and (before[-1].is_punct or before[-1].dep_ == "cc"):
        before.pop()
    joined = mark > 0 and before and before[-1].i < sentence[mark].i - 1
    whole = joined and before[-1].pos_ in ("NOUN", "PROPN", "PRON", "NUM")
    return before if whole and len(before) > _FEW else []


def _has_a_verb(tokens: Sequence[Token]) -> bool:
    """Whether a stretch has a finite verb with who did it."""
    return any(t.dep_ == "nsubj" and t.head in tokens for t in tokens)


def _halves(sentence: Sequence[Token]) -> set[int]:
    """Where a clause with a subject of its own is joined on: "…, and he hung up"."""
    out: set[int] = set()
    for token in sentence:
        if token.pos_ not in ("VERB", "AUX") or not (_joined(token) or _spliced(token)):
            continue
        subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        before = token.doc[subject.left_edge.i - 1] if subject and subject.left_edge.i else None
        if subject is not None and before is not None and (before.is_punct or before.dep_ == "cc"):
            out.add(subject.left_edge.i)
    return out - {sentence[0].i}


def _joined(verb: Token) -> bool:
    """Whether a verb is joined to one before it, or to a jotted-down thing: "three of us, and they want …"."""
    if verb.dep_ == "conj" and verb.head.i < verb.i:
        return True
    after = verb.dep_ in ("parataxis", "ccomp") and verb.head.i < verb.i
    return after and verb.head.pos_ in ("VERB", "AUX")


def _spliced(verb: Token) -> bool:
    """Whether only a comma stands between it and a clause before: "I have no info, the page says green"."""
    before = [c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i]
    return any(c.dep_ in ("nsubj", "nsubjpass") for b in before for c in b.children)


def _first_half(sentence: Sequence[Token]) -> list[Token]:
    """A long sentence up to where its verb is joined to a second one; [] when it is not."""
    root = next((t for t in sentence if t.dep_ == "ROOT"), None)
    if root is None or len(sentence) <= MOST:
        return []
    cut = next((c.i for c in root.children if c.dep_ == "cc" and c.i > root.i), None)
    return [t for t in sentence if t.i < cut] if cut else []


def trimmed(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words of a part without what leads in and what trails off."""
    kept = [t for t in tokens if not t.is_space]
    while kept and (
        kept[0].is_punct or kept[0].dep_ in _OPENERS or kept[0].lower_ in words("openers")
    ):
        kept.pop(0)
    kept = _after_address(kept)
    for _ in range(2):  # "New rule, we have to …", "long one, sorry, I'm buzzing"
        comma = next((n for n, t in enumerate(kept[:4]) if t.text == ","), 0)
        lead = kept[:comma]
        if not comma or any(t.pos_ in ("VERB", "AUX") or t.dep_ == "nsubj" for t in lead):
            break
        kept = kept[comma + 1 :]
    while kept and kept[0].is_punct:
        kept.pop(0)
    while kept and ((kept[-1].is_punct and kept[-1].text != "%") or (
        kept[-1].lower_ in words("trailers") and kept[-1].dep_ not in ("acomp", "attr")
    )):  # fmt: skip
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
