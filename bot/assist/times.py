"""When something happens, as a rep says it: "tomorrow at 10:30", "in five minutes", "Monday"."""

from __future__ import annotations

import re

_NUMBER = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty)"
_DAY = (
    r"(?:today|tonight|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|(?:this|next) (?:morning|afternoon|evening|week|weekend|month|monday|tuesday|wednesday|thursday|friday|saturday|sunday))"
    r"(?: (?:morning|afternoon|evening|night))?"
)
_CLOCK = r"(?:noon|midnight|\d{1,2}:\d\d(?: ?[ap]m)?|\d{1,2} ?[ap]m|\d{1,2} o'clock|\d{1,2}(?=\b(?!\s*(?:%|dollars?|percent|of|times|days?|hours?|minutes?|weeks?|business)))(?![\d.,:]*\d))"
_AT = rf"(?:at|by|around|about|before|after|between|from) {_CLOCK}(?: ?(?:and|to|-) ?{_CLOCK})?"
_SPAN = rf"{_NUMBER}(?: ?(?:-|to|or) ?\d{{1,3}})? (?:more )?(?:business )?(?:minutes?|mins?|hours?|days?|weeks?)"
_TIME = re.compile(
    rf"\b(?:{_DAY},? {_AT}|{_AT} (?:on )?{_DAY}|(?:the )?(?<![\d.:])\d{{1,2}}(?:[:.]\d\d)? ?(?:[ap]m )?(?:in the (?:morning|afternoon|evening)|{_DAY})"
    rf"|(?:by |on |for |before )?(?:the )?{_DAY}(?: {_AT})?|(?:by|on) the \d{{1,2}}(?:st|nd|rd|th)|{_AT}|(?:in|within|about|takes) (?:about )?{_SPAN}|{_SPAN}"
    r"|within the hour|\d{1,2}(?::\d\d)? ?[ap]m)\b",
    re.I,
)
_LONG = re.compile(
    r"\b(?:weeks?|month|(?:[3-9]|\d\d|three|four|five|six|seven|ten) (?:business )?days?)\b", re.I
)
_PAST = re.compile(r"\b(?:ago|last|yesterday|since|was|were|waited|late)\b", re.I)
_NEVER = re.compile(r"\b(?:nobody|no one|never|won't|nothing|without)\b", re.I)
_NEAR = 30  # characters
_LEAD = re.compile(r"^(?:the |takes (?:about )?|about |for )", re.I)


def times(plain: str) -> list[str]:
    """Every time named in a line, in order, as it would be said back."""
    found = []
    for sentence in re.split(r"(?<=[.!?;])\s+", plain):
        for hit in _TIME.finditer(sentence):
            before = sentence[max(0, hit.start() - _NEAR) : hit.start()]
            if not _NEVER.search(before) and not _PAST.search(
                sentence[max(0, hit.start() - 14) : hit.end() + 6]
            ):
                found.append(_LEAD.sub("", hit[0]).strip(" ,"))
    return found


def best(plain: str) -> str:
    """The time a line is about, the most exact one; "" for none."""
    return max(times(plain), key=len, default="")


def long(time: str) -> bool:
    """Whether that is a wait of days."""
    return bool(_LONG.search(time))
