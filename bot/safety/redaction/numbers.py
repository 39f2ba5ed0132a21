"""Rows of digits: identity numbers, phones, and long numbers that nobody says about anything but a record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.safety.redaction import checks as checks
from bot.safety.redaction.cards import Group, chunks, quiet
from bot.safety.redaction.phones import phone_end, with_extension
from bot.safety.redaction.prepare import RedactSpan

_PHONE_CUE = re.compile(
    r"\b(?:phone|mobile|cell|cellphone|landline|telephone|tel|call(?:ed|ing)?(?: \w+)?(?: back)?|callback|ring|rang|dial(?:led|ed)?|text(?:ed)?|"
    r"whatsapp|viber|contact|reach(?:ed)?|number|num|no|fax|line|sms|digits|ph)\b[^.!?\n\d]{0,24}$", re.IGNORECASE
)  # fmt: skip
_PHONE_AFTER = re.compile(
    r"[ ]?,?[ ](?:is|was|being|that's|thats|that was)[ ](?:the|his|her|their|my|our)[ ](?:\w+[ ])?(?:number|phone|mobile|cell|landline|line)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(r"(?:\(?\+[ ]?\(?|\()$")
_RECORD_CUE = re.compile(
    r"\b(?:account|acct|acc|order|policy|booking|reservation|case|ticket|ref|reference|tracking|invoice|claim|member(?:ship)?|customer|confirmation|"
    r"pnr|contract|loan|parcel|id|transaction|case|serial|imei|meter|consignment|shipment|passport|licen[cs]e|vin|patient|sku|model|part)\b(?:[ ](?:number|no|num|id|code|is|was)\b\.?){0,3}[ :#=]{0,3}(?-i:[A-Z]{2,5}[ ])?$",
    re.IGNORECASE,
)
_ID_CUE = re.compile(
    r"\b(?:ssn|social(?: security)?|sin|social insurance|ni|nino|national insurance|tfn|tax file|aadhaa?r|adhaar|pps[n]?|ird|itin|tin|sss|philsys|"
    r"philhealth|umid|nhs|medicare|national id|id number|identity number|id no|tax id|tax number|citizenship)\b[^.!?\n\d]{0,26}$",
    re.IGNORECASE,
)
_LETTERED_ID = re.compile(
    r"(?<![A-Za-z0-9])(?:(?:[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]|QQ)[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]"  # British NINO
    r"|[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z]"  # Indian PAN
    r"|\d{7}[A-W][ABHWTIX]?)(?![A-Za-z0-9])", re.IGNORECASE
)  # fmt: skip
_WORDS = "zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple|nought"
_SPELLED = re.compile(rf"\b(?:{_WORDS})(?:[ ,.-]{{1,3}}(?:{_WORDS})){{6,30}}\b", re.IGNORECASE)


def known_shapes(text: str) -> Iterator[RedactSpan]:
    """In: prepared text. Out: identity numbers and phones that their shape gives away, unless a record word announces them."""
    for m in _LETTERED_ID.finditer(text):
        if not _RECORD_CUE.search(text[max(0, m.start() - 40) : m.start()]):
            yield RedactSpan(m.start(), m.end(), "ssn")
    yield from _numbers(text, last=False)


def other_numbers(text: str) -> Iterator[RedactSpan]:
    """In: prepared text. Out: the identity numbers and phones that are left, spelled numbers, long bare numbers."""
    for m in _SPELLED.finditer(text):
        kind = "phone" if _PHONE_CUE.search(text[max(0, m.start() - 40) : m.start()]) else "account"
        yield RedactSpan(m.start(), m.end(), kind)
    yield from _numbers(text, last=True)


def _numbers(text: str, last: bool) -> Iterator[RedactSpan]:
    calm = quiet(text)
    for m, groups in chunks(calm):
        before = text[max(0, m.start() - 48) : m.start()]
        inside = (
            m.start() > 1 and text[m.start() - 1] in "-/_:" and text[m.start() - 2].isalnum()
        )  # "CAS/2024/00192"
        if last or not (inside or _RECORD_CUE.search(before)):
            cue = bool(_PHONE_CUE.search(before) or _PHONE_AFTER.match(calm, m.end()))
            yield from _chunk(calm, groups, before, last, cue)


def _chunk(
    text: str, groups: list[Group], before: str, last: bool, cue: bool
) -> Iterator[RedactSpan]:
    i = 0
    while i < len(groups):
        at, kind = _identity(groups, i, before)
        if at:
            yield RedactSpan(groups[i].start, groups[at - 1].end, kind)
        else:
            at = phone_end(
                text,
                [(g.digits, g.start, g.end) for g in groups[i : i + 8]],
                cue and (last or len(groups) < 6),
            )
            if at:
                at += i
                yield RedactSpan(
                    _opening(text, groups[i].start),
                    with_extension(text, groups[at - 1].end),
                    "phone",
                )
        if not at and last:
            at = _bare(text, groups, i)
            if at:
                yield RedactSpan(groups[i].start, groups[at - 1].end, "account")
        i = max(at, i + 1)


def _opening(text: str, start: int) -> int:
    """Where a phone begins, with the plus and the bracket before its digits."""
    found = _OPENING.search(text, max(0, start - 4), start)
    return found.start() if found else start


def _identity(groups: list[Group], i: int, before: str) -> tuple[int, str]:
    """The group after an identity number that begins at group `i` (or 0), and its type."""
    shape = tuple(len(g.digits) for g in groups[i : i + 4])
    cued = bool(_ID_CUE.search(before)) and i == 0
    first = groups[i].digits
    if shape[:3] == (3, 2, 4) and checks.ssn(*(g.digits for g in groups[i : i + 3])):
        return i + 3, "ssn"
    if shape[:3] == (2, 7, 1):  # Philippine SSS
        return i + 3, "ssn"
    number = "".join(g.digits for g in groups[i : i + 3])
    if shape[:3] == (4, 4, 4) and first[0] in "23456789" and (cued or checks.verhoeff(number)):
        return i + 3, "ssn"
    if shape[:3] == (3, 3, 3) and (cued or checks.luhn(number) or checks.tfn(number)):
        return i + 3, "ssn"
    if (
        len(first) == 12
        and first[0] in "23456789"
        and checks.verhoeff(first)
        or len(first) == 13
        and checks.south_african(first)
    ):
        return i + 1, "ssn"
    return _cued_identity(groups, i) if cued else (0, "")


def _cued_identity(groups: list[Group], i: int) -> tuple[int, str]:
    """Whatever digits follow "social security number" and the like, also only the last four."""
    digits, at = "", i
    while at < len(groups) and len(digits + groups[at].digits) <= 13:
        digits += groups[at].digits
        at += 1
    return (at, "ssn") if len(digits) >= 4 else (0, "")


def _bare(text: str, groups: list[Group], i: int) -> int:
    """The group after a long number that begins at group `i`, or 0. Round counts and dates stay."""
    first = groups[i].digits
    if len(first) >= 7:
        return 0 if checks.date(first) or set(first[1:]) == {"0"} else i + 1
    digits, at = first, i + 1
    while (
        at < len(groups)
        and text[groups[at - 1].end : groups[at].start] in ("-", " ")
        and len(groups[at].digits) > 1
    ):
        digits += groups[at].digits
        at += 1
    return at if len(digits) >= 9 else 0
