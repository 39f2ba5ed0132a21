"""Frames: the concrete bits of a vent that are worth saying back.

A frame is a stretch of the person's own words. Grammar decides where it begins and ends (spaCy's
parse), a few word lists in `prompts/phrases/frame_words.yaml` decide what kind it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.support.clauses import clauses
from bot.support.found import Found
from bot.support.nouns import amounts, things, whens

if TYPE_CHECKING:
    from spacy.tokens import Doc

_QUOTED = re.compile(r"\"[^\"\n]{1,400}\"|(?<![a-z])'[^'\n]{3,200}'(?![a-z])", re.I)


def find(doc: Doc) -> list[Found]:
    """All frames of a parsed message, in the order of the text; they may overlap.

    What stands in quotation marks is somebody's wording, not the person's story: never a frame."""
    found = [*clauses(doc), *amounts(doc), *things(doc), *whens(doc)]
    quoted = [m.span() for m in _QUOTED.finditer(doc.text)]
    own = [f for f in found if not any(f.start < b and a < f.end for a, b in quoted)]
    return sorted(own, key=lambda f: (f.start, -f.end))
