"""What in the rep's lines is the rep's own doing: only that is credited."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.assist.reading import acts_in, all_acts


def own_acts(rep: Sequence[str]) -> frozenset[str]:
    """In: lines of the rep. Out: the acts in them that are the rep's own: "I'll send a new one" is, "the technician
    replaced the port" and "the deposit is non-refundable" are not, and a step is suggested only where one is asked for."""
    said = [s for text in rep for s in re.split(r"(?<=[.!?;])\s+|, but ", text.replace("’", "'"))]
    found = {
        act for s in said if _OWN.search(s) and not _NOT_OWN.search(s)
        for act in acts_in(s) if not all_acts()[act][1]
    } | {act for s in said if _SUGGESTED.search(s) for act in acts_in(s) if all_acts()[act][1]}  # fmt: skip
    return frozenset(found)


_OWN = re.compile(
    r"\b(?:i|i'm|i've|i'll|i'd|we|we've|we'll|we're|let me|let's|allow me|you'll (?:get|have|receive))\b|"
    r"^\W*(?:refunded|booked|sent|done|checking|looking|reviewing|reopened|canceled|cancelled|moved|added|ordered|filed)\b|"
    r"\b(?:is|are|will be|has been) (?:removed|reversed|waived|refunded|taken off|on (?:its|their|the) way)\b", re.I
)  # fmt: skip
_NOT_OWN = re.compile(
    r"\b(?:non-?refundable|not refundable|needed (?:replac|repair|clean)\w*|(?:says|said|noted|reported|according to) |there'?s a note|the (?:technician|driver|courier|staff|housekeeping|contract|terms) (?:also |will |has |had )?\w+)\b",
    re.I,
)
_SUGGESTED = re.compile(
    r"\?|\b(?:try|please|could you|can you|let's|you can|you could|you may|go to|press|hold|tap|open|turn|unplug|restart|reset|clear|update)\b",
    re.I,
)
