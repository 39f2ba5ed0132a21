"""Frames: the concrete bits of a vent that are worth saying back.

A frame is a stretch of the person's own words. Grammar decides where it begins and ends (spaCy's
parse), a few word lists in `prompts/phrases/frame_words.yaml` decide what kind it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.support.retelling.causes import causes, spans
from bot.support.retelling.clauses import clauses
from bot.support.retelling.found import Found, I, phrasal
from bot.support.retelling.notes import somebody
from bot.support.retelling.nouns import amounts, scraps, things, whens
from bot.support.retelling.settings import settings
from bot.support.retelling.stories import stories
from bot.support.retelling.topics import topics
from bot.support.retelling.word_lists import listed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Not what was said, but why, how long and that it was.
_NO_SPEECH = ("cause", "because", "span", "called", "cruel", "setting", "often", "long")
_QUOTED = re.compile(r"\"[^\"\n]{1,400}\"|(?<![a-z])'[^'\n]{3,200}'(?![a-z])", re.I)


def find(doc: Doc) -> list[Found]:
    """All frames of a parsed message, in the order of the text; they may overlap.

    What stands in quotation marks is somebody's wording, not the person's story: never a frame.
    Only a name of a few words may stand inside a sentence."""
    found = [*clauses(doc), *stories(doc), *somebody(doc), *amounts(doc), *things(doc), *scraps(doc), *whens(doc),
             *causes(doc), *spans(doc), *settings(doc), *topics(doc)]  # fmt: skip
    quoted = [
        (m.start(), m.end(), _label(m[0], doc.text[: m.start()]))
        for m in _QUOTED.finditer(doc.text)
    ]
    own = [f for f in found if not any(_cuts(f, *quote) for quote in quoted)]
    own = [f if f.kind in _NO_SPEECH else replace(f, speech=f.speech or reported(f.tokens))
           for f in own]  # fmt: skip
    return sorted(own, key=lambda f: (f.start, -f.end))


def _label(quote: str, before: str) -> bool:
    """Whether a quotation is a mere name for something ("condolence fee"), not somebody's wording."""
    words = quote.strip("\"' ").lower().split()
    lead = (before.lower().split() or [""])[-1].rstrip(",")
    if lead.endswith(":") or listed(lead, "say_verbs") or lead in ("like", "me", "as", "was", "is"):
        return False
    return len(words) <= 4 and not {"i", "you", "we", "me", "my", "your"} & set(words)


def _cuts(found: Found, start: int, end: int, label: bool) -> bool:
    """Whether a frame reaches into a quotation that it may not hold whole."""
    if not (found.start < end and start < found.end):
        return False
    whole = found.start <= start and end <= found.end
    return not (label and whole and found.kind in ("story", "note"))


def reported(tokens: Sequence[Token]) -> bool:
    """Whether a stretch tells what somebody said, thought or called the person, the person included:
    that is where hurtful wording stands."""
    inside = {t.i for t in tokens}
    if any(
        listed(t.lower_, "say_verbs") and _tells(t, inside) and not _said_by_me(t) for t in tokens
    ):
        return True
    if any(
        t.dep_ == "ccomp" and t.head.i in inside and listed(t.head.lower_, "holding")
        for t in tokens
    ):
        return True
    if any(
        t.lower_ == "like" and t.pos_ in ("ADP", "SCONJ") and not _about_so_many(t) for t in tokens
    ):
        return True
    head = min(tokens, key=lambda t: len(list(t.ancestors)))
    if head.dep_ == "conj" and listed(head.head.lower_, "say_verbs"):
        return False  # "said no *and hung up*"
    for at in (head, *head.ancestors):
        says = listed(at.lower_, "say_verbs") and not phrasal(at)
        if at.i not in inside and says and not _said_by_me(at):
            return not (head.i < at.i and _has_its_own(at)) and not _spliced(head)
        spliced = _spliced(at)
        if (
            at.dep_ == "ccomp"
            and at.head.i not in inside
            and at.head.pos_ == "VERB"
            and not spliced
        ):
            return True
        if at.dep_ in ("ROOT", "conj", "advcl") and at.i not in inside:
            break
    return False


def _about_so_many(like: Token) -> bool:
    """ "like twenty times": a guess at a number is no likeness."""
    return bool(like.i + 1 < len(like.doc) and like.nbor().like_num)


def _spliced(verb: Token) -> bool:
    """Whether only a comma joins a clause to a verb of saying that needs nothing more: "he asks for me by
    name, I have a limit"."""
    if verb.dep_ != "ccomp":
        return False
    if verb.i < verb.head.i:
        return _has_its_own(verb.head)
    before = verb.left_edge.i - 1
    comma = before > verb.head.i and verb.doc[before].text == ","
    return comma and any(c.lower_ in ("for", "about") for c in verb.head.children)


def _has_its_own(verb: Token) -> bool:
    """Whether what is said, thought or asked stands behind the verb: then what stands in front of it is a
    clause of its own ("she cries every day, my lead says it will pass")."""
    told = ("ccomp", "xcomp", "acomp", "dobj", "oprd", "intj")
    return any(c.dep_ in told and c.i > verb.i and c.pos_ != "PRON" for c in verb.children)


def _tells(verb: Token, inside: set[int]) -> bool:
    """Whether the verb comes with what was said: "called me lazy", "asked my size", not "yelled". Of a shout,
    only what stands `inside` the stretch counts: "he yelled at me" holds no words, whatever follows."""
    if verb.lower_.startswith("call") and not any(
        c.dep_ in ("oprd", "attr", "acomp")
        or (c.dep_ == "dobj" and c.i > verb.i)
        or (c.dep_ in ("ccomp", "xcomp") and not _to(c))
        for c in verb.children
    ):
        return False  # "called to cancel her son's phone"
    after = verb.nbor().lower_ if verb.i + 1 < len(verb.doc) else ""
    if verb.lower_.startswith("call") and after in ("about", "back", "again"):
        return False  # "called about her kid's formula being out of stock"
    loud = listed(verb.lower_, "hostile_verbs") and verb.lower_.startswith(
        ("yell", "scream", "shout")
    )
    said = ("ccomp", "xcomp", "oprd", "acomp", "attr", "parataxis")
    return (
        verb.pos_ == "VERB"
        and not phrasal(verb)
        and any(
            (c.dep_ in said or (c.dep_ == "dobj" and c.pos_ != "PRON" and c.lower_ != "questions"))
            and (c.i in inside or not loud)
            for c in verb.children
        )
    )


def _to(clause: Token) -> bool:
    return any(c.lower_ == "to" for c in clause.children)


def _said_by_me(verb: Token) -> bool:
    return any(c.dep_ == "nsubj" and c.lower_ in I for c in verb.children)
