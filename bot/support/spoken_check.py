"""What must hold of a line that is spoken. Slots are filled with samples first: what is judged is what a
person would read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.support.guard import faults
from memory.grade import grade
from memory.passage_check import forbidden

MAX_WORDS = 24
MAX_GRADE = 7.0
_SHORT = 10  # words; in fewer, one long word makes the grade, so a short line may have one
_MAX_GRADE_SHORT = 10.0
_SLOT = re.compile(r"\{(\w*)\}")
_SAMPLES = {
    "clause": "she hung up on you", "clause2": "he called back", "deed": "you kept your cool",
    "deed2": "you called back",
    "did": "kept your cool", "state": "your hands shook", "amount": "31 calls",
    "thing": "a late fee", "when": "at noon", "offer": "a line to use", "loop": "the call",
    "story": "he wanted the late fee back", "story2": "you told him about the form",
    "story3": "the form came back", "note": "five calls in one hour",
    "cause": "a late fee", "because": "you asked for the number", "span": "twenty minutes",
    "n1": "five calls in one hour", "n2": "no lunch", "n3": "a broken headset",
    "setting": "in front of the whole team", "often": "five times", "long": "for ten minutes",
    "count": "31 calls since eight", "t1": "the late fee", "t2": "your break", "t3": "the missing parcel",
    "matter": "the late fee", "a": "she hung up on you", "b": "he called back",
    "who": "your mom", "event": "your son's graduation",
    "lines": "Two lines that hold.", "they": "she", "them": "her", "their": "her",
}  # fmt: skip


def spoken(text: str, slots: frozenset[str], most: int = MAX_WORDS) -> Iterator[str]:
    """What is wrong with it; `slots` are those that it may have."""
    for name in slots_of(text):
        if name.lower() not in slots:
            yield f"{{{name}}} is no slot here"
            return
    if (count := len(text.split())) > most:
        yield f"has {count} words, at most {most}"
    said = filled(text)
    for code in dict.fromkeys([*faults(said), *forbidden(said)]):
        yield f"is barred by the guard ({code}): {said!r}"
    limit = MAX_GRADE if len(said.split()) >= _SHORT else _MAX_GRADE_SHORT
    if (level := round(grade(said), 1)) > limit:
        yield f"reads at grade {level}, at most {limit:.0f}: {said!r}"


def slots_of(text: str) -> list[str]:
    """The names of its slots, in order and as they are written."""
    return [match[1] for match in _SLOT.finditer(text)]


def filled(text: str) -> str:
    """`text` with samples in its slots, as it would be spoken."""

    def put(match: re.Match[str]) -> str:
        value = _SAMPLES.get(match[1].lower(), match[0])
        return value[:1].upper() + value[1:] if match[1][:1].isupper() else value

    return re.sub(r"(^|[.!?] )([a-z])", lambda m: m[1] + m[2].upper(), _SLOT.sub(put, text))
