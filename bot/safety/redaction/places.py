"""Street addresses as they are written in many countries: a kernel, what belongs to it, and the words that announce it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.safety.redaction.parts import UNIT, left, left_of_code, right
from bot.safety.redaction.postcodes import postcodes
from bot.safety.redaction.prepare import RedactSpan
from bot.safety.redaction.streets import Kernel, kernels

_CUE = re.compile(
    r"\b(?:liv(?:es?|ed|ing)|address(?: \w+)?|resid(?:es?|ing)|stay(?:s|ing)?|based|deliver(?:ed|y|ing)?|sen[dt]|ship(?:ped|ping)?|post(?:ed)?|"
    r"house|home|property|flat|moved?|moving|parcel|package|round|over|come|came|drop(?:ped)?|collect|pick(?:ed)?(?: up)?|visit(?:ed)?)\b"
    r"[^.!?\n]{0,20}?\b(?:at|on|is|was|to|in|from|:)?[ :]*$|\b(?:at|outside|opposite|confirm(?:ed)?|verif(?:y|ied)|bailiffs? to|engineer to|courier to)[ ]$", re.IGNORECASE
)  # fmt: skip
_ON = re.compile(
    r"\b(?:on|off|(?:lady|guy|man|woman|customer|someone|office|shop|house|place)[ ](?:in|at|on|from))[ ]$",
    re.IGNORECASE,
)
_UNITS = re.compile(rf"(?<![\w#])(?:(?:{UNIT})(?:,?[ ]+(?=(?:{UNIT})))?)+", re.IGNORECASE)
_HOME = re.compile(
    r"(?:flat|apt|apartment|unit|house|h\.?[ ]?no|door|villa|bl(?:oc)?k)\b", re.IGNORECASE
)
_AREAS = re.compile(
    r"\b(?:(?i:brgy\.?|bgy\.?|barangay)|Co\.|County)[ ](?=[A-Z])(?:[A-Z][\w'.-]*(?:[ ](?=[A-Z])|\b)){1,3}"
)


def places(text: str) -> Iterator[RedactSpan]:
    """In: prepared text. Out: addresses with what belongs to them (flat, town, postcode), and postcodes."""
    for span in postcodes(text):
        yield RedactSpan(left_of_code(text, span.start), right(text, span.end)[0], "address")
    for kernel in kernels(text):
        start, before = left(text, kernel.start, kernel.numbered)
        end, behind = right(text, kernel.end)
        if kernel.sure or before + behind > 0 or _announced(kernel, text):
            yield RedactSpan(start, end, "address")
    yield from _flats(text)
    yield from _areas(text)


def _announced(kernel: Kernel, text: str) -> bool:
    if not kernel.cued:
        return False
    before = text[max(0, kernel.start - 40) : kernel.start]
    return bool(_CUE.search(before)) or not kernel.numbered and bool(_ON.search(before))


def _flats(text: str) -> Iterator[RedactSpan]:
    """Addresses that begin with a flat and name no street."""
    done = 0
    for m in _UNITS.finditer(text):
        if m.start() < done:
            continue
        end, hard = right(text, m.end(), street=False)
        if hard or _HOME.match(m[0]) and _CUE.search(text[max(0, m.start() - 40) : m.start()]):
            done = end
            yield RedactSpan(left(text, m.start(), numbered=True)[0], end, "address")


def _areas(text: str) -> Iterator[RedactSpan]:
    """Country addresses: a townland and its county, a barangay and its city."""
    done = 0
    for m in _AREAS.finditer(text):
        if m.start() < done:
            continue
        start, _ = left(text, m.start(), numbered=False)
        end, behind = right(text, m.end(), street=False)
        if start < m.start() or behind:
            done = end
            yield RedactSpan(start, end, "address")
