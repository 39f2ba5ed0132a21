"""What is still open ("the call-back on Friday") and what may be worth remembering, with a yes."""

from __future__ import annotations

import re

_DAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_WHEN = rf"(?:tomorrow|tonight|later today|next week|this week|on {_DAY}|{_DAY}|in the morning|at \d{{1,2}}(?::\d\d)?\s?(?:am|pm)?)"
_EVENT = (
    r"(?:call ?-?back|meeting|review|hearing|interview|one[- ]on[- ]one|1:1|1on1|audit|qa|evaluation|"
    r"appointment|exam|test|follow[- ]?up|shift|training|disciplinary|conversation|talk|results?)"
)
_LOOP = re.compile(
    rf"\b((?:my|the|a|another)\s(?:\w+\s){{0,2}}?{_EVENT}(?:\s(?:with|about)\s(?:\w+\s?){{1,3}}?)?)\s*(?:is\s)?({_WHEN})\b",
    re.I,
)
_NAME = re.compile(r"\b(?:call me|my name(?:'s| is)|i go by|i'm called)\s+([A-Z][a-z]{1,19})\b")
_SHIFT = re.compile(
    rf"\b({_DAY}s?)\s+(?:is|are)\s+my\s+((?:late|early|long|short|night|worst|busiest)\s(?:shift|day)s?|day off)\b",
    re.I,
)


def loop_in(text: str) -> str:
    """Something still to come, as words that complete "How did … go?", "" when there is none."""
    found = _LOOP.search(text)
    if not found:
        return ""
    what = re.sub(r"^(?:my|our)\b", "your", found[1].strip(), flags=re.I)
    what = re.sub(r"^(?:a|another)\b", "the", what, flags=re.I)
    return re.sub(r"\bmy\b", "your", what, flags=re.I).lower()


def fact_in(text: str) -> str:
    """A small lasting fact to ask about ("Shall I remember that …"), "" when there is none."""
    if found := _NAME.search(text):
        return f"you like to be called {found[1]}"
    if found := _SHIFT.search(text):
        day = (
            found[1].capitalize() if found[1].lower().endswith("s") else found[1].capitalize() + "s"
        )
        return f"{day} are your {found[2].lower()}"
    return ""
