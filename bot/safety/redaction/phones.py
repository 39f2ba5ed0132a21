"""Phone numbers, by the shapes people write them in; phonenumbers decides where the shape leaves it open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.safety.redaction.prepare import RedactSpan

REGIONS = ("US", "GB", "IN", "IE", "AU", "NZ", "PH", "ZA", "CA")
_EXTENSION = re.compile(
    r"[ ,]{0,3}(?:x|ext\.?|extn\.?|extension)[ :#.]{0,3}\d{1,6}\b", re.IGNORECASE
)
_ALONE = re.compile(
    r"\b(?:ext\.?|extn\.?|extension)(?:[ ](?:is|was|number|no\.?))?[ :#.]{0,3}(\d{2,6})\b",
    re.IGNORECASE,
)
_NORTH_AMERICA = ((3, 3, 4), (1, 3, 3, 4), (3, 7), (1, 3, 7))
_LEADING_ZERO = range(
    9, 12
)  # digits of a national number that begins with 0 (UK, IE, AU, NZ, IN, PH, ZA)
_MOST = 15

Groups = Sequence[tuple[str, int, int]]


def phone_end(text: str, groups: Groups, cued: bool) -> int:
    """In: digit groups with their places, and whether words before announce a phone.
    Out: how many of the groups, from the first, are a phone; 0 if none."""
    first, start, _ = groups[0]
    before = text[max(0, start - 3) : start].replace("(", "").strip()
    lengths = tuple(len(g[0]) for g in groups)
    if before.endswith("+"):
        return _international(groups)
    if first.startswith("00") and len(first) > 2 and _international(groups):
        return _international(groups, valid=True)
    for shape in _NORTH_AMERICA:
        n = len(shape)
        area = groups[0 if shape[0] == 3 else 1][0] if len(groups) >= n else ""
        if lengths[:n] == shape and area[0] in "23456789":
            return n
    if (first[0] == "0" and len(first) > 1) or (first in ("1300", "1800") and len(groups) > 1):
        return _national(groups)
    if lengths[:2] == (5, 5) and first[0] in "6789":
        return 2
    if lengths[:2] == (3, 4) and first[0] in "23456789":
        gap = text[groups[0][2] : groups[1][1]]
        return 2 if gap in ("-", ".") or cued else 0
    return _by_rule(groups, lengths, cued)


def with_extension(text: str, end: int) -> int:
    """The end of the phone that ends at `end`, with its extension."""
    found = _EXTENSION.match(text, end)
    return found.end() if found else end


def extensions(text: str) -> Iterator[RedactSpan]:
    """In: prepared text. Out: extensions that stand alone ("ext 4521")."""
    for m in _ALONE.finditer(text):
        yield RedactSpan(m.start(), m.end(), "phone")


def _by_rule(groups: Groups, lengths: tuple[int, ...], cued: bool) -> int:
    first = groups[0][0]
    if 9 <= len(first) <= 12 and (cued or _valid(first)):
        return 1
    if not cued:
        return 0
    total, best = 0, 0
    for n, length in enumerate(lengths[:5], 1):
        total += length
        if total > _MOST:
            break
        if total >= 7:
            best = n
    return best


def _international(groups: Groups, valid: bool = False) -> int:
    digits, ends = "", []
    for n, (part, _, _) in enumerate(groups, 1):
        digits += part
        if len(digits) > _MOST + 2:
            break
        if len(digits) >= 8:
            ends.append((n, digits))
    for n, number in reversed(ends):
        if _valid("+" + number.removeprefix("00")):
            return n
    return (
        0 if valid or not ends else next((n for n, d in reversed(ends) if len(d) <= 13), ends[0][0])
    )


def _national(groups: Groups) -> int:
    total, best = 0, 0
    for n, (part, _, _) in enumerate(groups[:6], 1):
        total += len(part)
        if total in _LEADING_ZERO:
            best = n
    return best


@lru_cache(maxsize=1024)
def _valid(number: str) -> bool:
    import phonenumbers  # 40 ms to import, and most messages hold no number

    for region in (None,) if number.startswith("+") else REGIONS:
        try:
            if phonenumbers.is_valid_number(phonenumbers.parse(number, region)):
                return True
        except phonenumbers.NumberParseException:
            continue
    return False
