"""The question in a message that tells of danger, as it is asked: "my caller took pills, do i hang up or stay on"."""

from __future__ import annotations

import re

from bot.support.acts import Acts, clauses

_ASKS = re.compile(
    r"\b(?:(?:do|does|did|should|shall|can|could|may|must|would|will|am) (?:i|we)\b|(?:will|would|do|can|could) they\b|"
    r"(?:can|could|will|would|are|do) you (?:going to )?(?:call|tell|report|send)\b|"
    r"(?:what|who|whom|how|where|when) (?:(?:do|should|shall|can|could|must|would|am|else) )+(?:i|we)\b|"
    r"(?:(?:dont|do not) know|not sure|unsure|no idea|wonder|wondering|idk) (?:if|whether|how|what|who) (?:i|we|to)\b|"
    r"(?:is it|is that) (?:ok|okay|fine|safe|better|too late)\b)"
)
_QUOTED = re.compile(r"\b(?:ask|asks|asked|asking|say|says|said|saying|keeps|like|told me)$")
_PARTS = re.compile(r"[,:()–—-]+(?=\s)|\s[-–—]+\s")
_LONGEST = 24  # words: what goes on longer is told, not asked


def question_in(text: str, acts: Acts) -> str:
    """In: a message. Out: its last question about what they themselves can do, plain (`Acts.plain`); "" for none, and
    for one that somebody else asks."""
    for clause in reversed(clauses(text)):
        parts = [acts.plain(part) for part in _PARTS.split(clause)]
        for part in reversed(parts):
            found = list(_ASKS.finditer(part))
            if not found:
                continue
            start = found[-1].start()
            if len(found) > 1 and part[:start].endswith(" or "):  # "do i hang up or do i stay on"
                start = found[-2].start()
            asked = part[start:]
            if _QUOTED.search(part[:start].rstrip()) or len(asked.split()) > _LONGEST:
                return ""
            return asked
    return ""
