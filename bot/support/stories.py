"""Whole sentences worth saying back: who did what, with when, why and how left in.

A listener who repeats a sentence of the story shows more of having heard than one who repeats scraps
of three. What is only thought, wished, asked or supposed is not a story; nor is a verdict on oneself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.support.clauses import hostile, supposed
from bot.support.found import FIRST, WE, Found, I, embedded, judged, unfit
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
    if not LEAST <= len(spoken) <= MOST or _unsayable(tokens):
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
    if not (_concrete(tokens) or _full(spoken) or left_out or len(spoken) <= _THIN) or (
        supposed(verb) and not _refused(verb)
    ):
        return None
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "expl")), None)
    if subject is not None and subject.i not in inside:
        subject = None  # "ugh. spent 35 minutes …": what was trimmed is nobody
    if subject is None or _begins_with_had(tokens):
        lead = _left_out(tokens, verb, spoken)
        return Found(tokens, "story", _worth(tokens, None), lead) if lead else None
    headless = tokens[0].tag_ in ("VBD", "VBN", "VB") and tokens[0].i != verb.i
    if headless or subject.i > verb.i or not _told(verb, subject):
        return None
    if embedded(verb) or _quotes_loosely(tokens):
        return None
    bad = hostile(tokens, verb.lower_, any(t.lower_ in FIRST for t in tokens if t.i != subject.i))
    by_me = subject.lower_ in I or subject.lower_ in WE
    return Found(tokens, "story", _worth(tokens, subject) + bad, hostile=bad and not by_me)


def _pithy(tokens: Sequence[Token]) -> bool:
    """Whether two or three words say enough: "the customer cried", "he's suing me"."""
    to_me = any(t.lower_ == "me" for t in tokens[1:])
    return tokens[0].lower_ not in ("it", "this") and (to_me or _concrete(tokens) > 0)


def _note(tokens: tuple[Token, ...], spoken: Sequence[Token]) -> Found | None:
    """A sentence without a verb, as people jot things down: "five calls in one hour"."""
    if any(t.pos_ in ("VERB", "AUX") or t.dep_ == "nsubj" for t in tokens) or len(spoken) > 10:
        return None
    numbers = any(t.like_num or t.text[0].isdigit() for t in tokens)
    none = tokens[0].lower_ == "no" and len(spoken) > 2
    counted = numbers or none or any(listed(t.lower_, "ordinals") for t in tokens[:2])
    fit = _concrete(tokens) > (0 if counted and len(spoken) > _THIN else 2) and not any(
        t.text == "," for t in tokens
    )
    return Found(tokens, "note", 1.4 + 0.4 * counted) if fit else None


def _refused(verb: Token) -> bool:
    """ "He wouldn't give his number", "I could hear a baby", "she'd made up her mind": that happened."""
    marks = [c for c in verb.children if c.dep_ == "mark"]
    aux = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if not marks and (
        "'d" in aux and verb.tag_ == "VBN" or "could" in aux and listed(verb.lower_, "senses")
    ):
        return True
    could = any(
        c.dep_ == "aux" and c.lower_ in ("could", "would", "wo", "ca", "can", "will")
        for c in verb.children
    )
    return could and not marks and any(c.dep_ == "neg" for c in verb.children)


def _unsayable(tokens: Sequence[Token]) -> bool:
    inner = [t for t in tokens if t.text != '"']
    if any(t.lower_ in FIRST or t.lower_ in WE for t in tokens) or tokens[0].lower_ != "you":
        fit = not unfit(inner)
    else:  # "you don't get a sip of coffee": anybody, so the person too
        fit = not unfit([t for t in inner if t.lower_ not in ("you", "your")])
    if not fit or tokens[0].dep_ == "mark" or tokens[0].lower_ in words("half_starts"):
        return True
    if _asked(tokens) or judged(tokens) or regretted(tokens) or _inverted(tokens):
        return True
    if any(t.lower_ in words("unsaid") or "…" in t.text or "..." in t.text for t in tokens):
        return True
    if any(t.lower_ == "'d" and t.nbor().pos_ in ("NUM", "DET") for t in tokens[:-1]):
        return True  # "I'd two warnings": had, and most readers trip over it
    last = tokens[-1]
    return last.lower_ in words("danglers") and last.pos_ not in ("PRON", "ADV")


def _asked(tokens: Sequence[Token]) -> bool:
    """ "asked would I like to …": what somebody asked is theirs to say, and often what hurt. What they
    asked *for*, or asked the person to do, can be told."""
    return any(
        listed(t.lower_, "asking") and any(_as_question(c) for c in t.children)
        and not any(c.dep_ == "nsubj" and c.lower_ in I for c in t.children)
        for t in tokens
    )  # fmt: skip


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


def _as_question(child: Token) -> bool:
    return child.dep_ in ("ccomp", "advcl") or (
        child.dep_ == "xcomp" and not any(c.lower_ == "to" for c in child.children)
    )


def _told(verb: Token, subject: Token) -> bool:
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
        if not _concrete(said) and not person:
            return False
    if who == "it":
        told = verb.tag_ == "VBD" or _concrete(tuple(verb.subtree)) > 1
        return finite and told and not listed(verb.lower_, "not_told")
    if not finite or who in words("nobody_in_particular"):
        return False
    if who not in I:
        return True
    if verb.lower_ in words("copulas"):  # no verdict: those are out already
        return bool(_concrete(tuple(verb.subtree)))
    if listed(verb.lower_, "not_told") and not _knows(verb) and not _wishes(verb):
        return False
    if _on_telling(verb):
        return False
    held = any(c.lower_ in words("maybes") or c.tag_ == "MD" for c in verb.children)
    return (not held or _refused(verb)) and not any(
        listed(t.lower_, "missteps") for t in verb.subtree
    )


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
    return wants and any(c.dep_ == "xcomp" and listed(c.lower_, "telling") for c in verb.children)


def _quotes_loosely(tokens: Sequence[Token]) -> bool:
    """ "he said no miss i don't want to": speech without marks, where nobody knows who "I" is; or
    somebody's mockery with its words."""
    if any(t.lower_ in words("quoting") and not _retold(t) for t in tokens):
        return True
    return any(listed(t.lower_, "mocking") for t in tokens) and any(
        t.text == "," or t.lower_ == "as" for t in tokens
    )


def _retold(verb: Token) -> bool:
    """Whether speech is told in the person's own words: "she said she'd report me", "I said sorry
    twice". With an "I" of somebody else's inside, nobody knows who that is."""
    if verb.lower_ == "goes":
        return not verb.nbor().is_punct if verb.i + 1 < len(verb.doc) else True
    after = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else verb
    if after.is_punct or any(c.dep_ in ("parataxis", "intj") for c in verb.children):
        return False
    by_me = any(c.dep_ == "nsubj" and c.lower_ in I for c in verb.children)
    told = [c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i]
    if not told:
        plain = ("dobj", "prep", "advmod", "npadvmod")
        return any(c.dep_ in plain and c.i > verb.i for c in verb.children) and not any(
            c.pos_ == "VERB" and c.i > verb.i and c.dep_ != "conj" for c in verb.children
        )
    whole = list(told[0].subtree)
    if whole[0].tag_.startswith("W") or (len(whole) > 1 and whole[1].tag_.startswith("W")):
        return False
    subject = next((c for c in told[0].children if c.dep_ in ("nsubj", "nsubjpass", "expl")), None)
    speaks = any(t.lower_ in I or t.lower_ in WE for t in whole)
    if subject is None or any(c.dep_ == "aux" and c.i < subject.i for c in told[0].children):
        return False
    starts = not any(t.is_punct for t in whole if t.i < subject.i)
    return starts and (by_me or not speaks)


def _begins_with_had(tokens: Sequence[Token]) -> bool:
    """ "Had a caller refuse to talk to me", "got shouted at for five minutes": I did."""
    first, second = tokens[0].lower_, tokens[1].tag_
    if first == "got" and second == "VBN":
        return True
    return first in ("had", "got") and second in ("DT", "CD", "PRP$", "JJ", "TO")


def _left_out(tokens: Sequence[Token], verb: Token, spoken: Sequence[Token]) -> str:
    """Who is meant where the subject was left out; "" when that is anybody's guess."""
    if _begins_with_had(tokens):
        return "you"
    first = tokens[0]
    if first.lower_ == "been" and len(spoken) > _THIN:
        return "you've"
    if first.pos_ == "AUX" and first.lower_ in words("mine_not") and tokens[1].dep_ == "neg":
        return "you"
    if verb.i != first.i or verb.tag_ not in ("VBD", "VBN"):
        return ""
    mine = any(t.lower_ in ("me", "my") for t in verb.subtree)
    return "you" if listed(verb.lower_, "mine") and not mine else ""


def _worth(tokens: Sequence[Token], subject: Token | None) -> float:
    """How much a listener would pick it, about 1–4: concrete, about the person, neither long nor thin."""
    score = 1.6 + 0.35 * min(_concrete(tokens), 4)
    score += 0.4 * any(t.lower_ in FIRST for t in tokens)
    score += 0.3 * any(t.like_num for t in tokens)
    score -= 0.12 * max(0, len(tokens) - 15)
    third = subject is not None and subject.lower_ in ("he", "she", "they")
    vague = any(
        t.lower_ in ("it", "that", "this", "one", "those") and t.pos_ == "PRON" for t in tokens
    )
    score -= 0.4 * third + 0.3 * (vague and _concrete(tokens) < 2)
    return score - 0.4 * (subject is not None and subject.lower_ in ("there", "we", "it"))


def _concrete(tokens: Sequence[Token]) -> int:
    named = [t for t in tokens if t.pos_ in ("NOUN", "PROPN", "NUM")]
    return sum(not listed(t.lower_, "vague") for t in named)


def _full(spoken: Sequence[Token]) -> bool:
    """Whether a sentence without a noun still says enough: "nobody knows how long it will last"."""
    open_class = [t for t in spoken if t.pos_ in ("VERB", "ADJ", "ADV", "NOUN")]
    says = len([t for t in open_class if t.lower_ not in words("copulas")])
    mine = any(t.lower_ in FIRST for t in spoken)
    return (len(spoken) > 6 and says > 2) or (mine and len(spoken) > 4 and says > 1)
