"""Frames: the concrete bits of a vent that are worth saying back.

A frame is a stretch of the person's own words. Grammar decides where it begins and ends (spaCy's
parse), a few word lists in `prompts/phrases/frame_words.yaml` decide what kind it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.support.clauses import clauses
from bot.support.found import Found, I
from bot.support.nouns import amounts, things, whens
from bot.support.word_lists import listed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_QUOTED = re.compile(r"\"[^\"\n]{1,400}\"|(?<![a-z])'[^'\n]{3,200}'(?![a-z])", re.I)


def find(doc: Doc) -> list[Found]:
    """All frames of a parsed message, in the order of the text; they may overlap.

    What stands in quotation marks is somebody's wording, not the person's story: never a frame."""
    found = [*clauses(doc), *amounts(doc), *things(doc), *whens(doc)]
    quoted = [m.span() for m in _QUOTED.finditer(doc.text)]
    own = [f for f in found if not any(f.start < b and a < f.end for a, b in quoted)]
    own = [replace(f, speech=reported(f.tokens)) for f in own]
    return sorted(own, key=lambda f: (f.start, -f.end))


def reported(tokens: Sequence[Token]) -> bool:
    """Whether a stretch tells what somebody else said, thought or called the person."""
    inside = {t.i for t in tokens}
    for token in tokens:
        if listed(token.lower_, "say_verbs") and _tells(token) and not _said_by_me(token):
            return True
    head = min(tokens, key=lambda t: len(list(t.ancestors)))
    for above in (head, *head.ancestors):
        if above.i not in inside and listed(above.lower_, "say_verbs") and not _said_by_me(above):
            return True
        if above.dep_ in ("ROOT", "conj", "advcl") and above.i not in inside:
            break
    return False


def _tells(verb: Token) -> bool:
    """Whether the verb comes with what was said: "called me lazy", "asked my size", not "yelled"."""
    said = ("ccomp", "xcomp", "oprd", "acomp", "attr", "parataxis")
    return verb.pos_ == "VERB" and any(
        c.dep_ in said or (c.dep_ == "dobj" and c.pos_ != "PRON") for c in verb.children
    )


def _said_by_me(verb: Token) -> bool:
    return any(c.dep_ == "nsubj" and c.lower_ in I for c in verb.children)
