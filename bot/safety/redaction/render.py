"""What stands in the place of a person: "someone", "a customer" where the words around say so, or
"[name]" where neither would read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.safety.redaction.lexicon import lexicon
from bot.safety.redaction.prepare import RedactSpan

_BEFORE = re.compile(r"([^\W\d_]+(?:'[^\W\d_]+)*)[ ,]*$")
_AFTER = re.compile(r"(?:'s)?[ ]([^\W\d_]+)(?:[ ]([^\W\d_]+))?")
_SERVED = re.compile(
    r"\b(?:mr|mrs|ms|miss|customer|caller|client|guest|passenger|patient)\b[^.!?]*$", re.I
)
_START = re.compile(r"(?:^|[.!?\n])[\s\"'“(]*$")
_ADDRESSED = frozenset(
    "hi hello hey hiya dear love thx thanks thank cheers sorry bless named called cc name's names regards sincerely i'm im am".split()
)
_WITH_NAME = frozenset(("is", "was", "by", "of"))


def replacements(text: str, spans: Sequence[RedactSpan]) -> list[str]:
    """In: prepared text and its sorted spans. Out: the words for each span."""
    cues = lexicon().cues
    colleagues = {
        text[s.start : s.end].lower() for s in spans if s.type == "person" and _works_here(text, s)
    }
    result: list[str] = []
    for span in spans:
        if span.type != "person":
            result.append(f"[{span.type}]")
            continue
        before = _BEFORE.search(text[max(0, span.start - 30) : span.start])
        word = before[1].lower() if before else ""
        words = text[max(0, span.start - 30) : span.start].lower().split()
        naming = word in _ADDRESSED or (
            word in _WITH_NAME and len(words) > 1 and words[-2] in ("name", "goes", "went")
        )
        role = word in cues["articles"] or word in cues["people"] or word in cues["colleagues"]
        spoken_to = (
            text[span.start - 1 : span.start] in ("(", "@")
            or text[span.end : span.end + 5].lower() == ", you"
        )
        if (
            naming
            or role
            or spoken_to
            or text[span.start : span.end].lower() in colleagues
            or "\ue000" in text[max(0, span.start - 2) : span.start]
        ):
            result.append("[name]")
        else:
            upper = text[span.start].isupper() and _START.search(
                text[max(0, span.start - 6) : span.start]
            )
            served = _SERVED.search(text[max(0, span.start - 60) : span.start])
            who = "a customer" if served else "someone"
            result.append(who[:1].upper() + who[1:] if upper else who)
    return result


def _works_here(text: str, span: RedactSpan) -> bool:
    """Whether the words round a name say that it is a colleague's."""
    cues = lexicon().cues
    before = _BEFORE.search(text[max(0, span.start - 30) : span.start])
    if before and before[1].lower() in cues["colleagues"]:
        return True
    after = _AFTER.match(text[span.end : span.end + 40])
    if not after:
        return False
    return after[1].lower() in cues["colleague_verbs"] or (
        after[1].lower() in ("from", "in") and (after[2] or "").lower() in cues["from"]
    )
