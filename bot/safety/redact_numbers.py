"""Rows of digits: cards, identity numbers, phones, and long numbers that nobody says about anything but a record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.safety import redact_checks as checks
from bot.safety.redact_phones import phone_end, with_extension
from bot.safety.redact_prepare import HIDDEN, RedactSpan

# What is counted, timed or priced is hidden before digits are looked at.
_QUANTITY = re.compile(
    r"(?:[$€£₹₱¥]|\b(?:usd|eur|gbp|inr|php|zar|rs\.?|aud|nzd|cad)\b)[ ]?\d[\d,. ]*\d?(?:[ ]?[kmb]\b)?"
    r"|(?<![\d-])\b(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])\b(?![-\d])"
    r"|(?<![\d-])\b(?:0?[1-9]|[12]\d|3[01])[-/.](?:0?[1-9]|[12]\d|3[01])[-/.](?:19|20)?\d\d\b(?![-\d])"
    r"|(?<![\d.])\d{1,2}:\d\d(?::\d\d)?(?:[ ]?[ap]\.?m\b)?"
    r"|(?<![\d,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])"
    r"|\b\d[\d.,]*[ ]?(?:%|percent\b|dollars?\b|bucks\b|quid\b|pounds?\b|euros?\b|rupees?\b|pesos?\b|rand\b|times\b|minutes?\b"
    r"|mins?\b|hours?\b|hrs?\b|seconds?\b|secs?\b|days?\b|weeks?\b|months?\b|years?\b|calls?\b|people\b|customers?\b|tickets?\b"
    r"|orders?\b|points?\b|views?\b|followers?\b|miles?\b|km\b|kg\b|gb\b|mb\b|tb\b|mbps\b|kwh\b|units?\b|steps?\b|words?\b|ms\b)"
    r"|\b(?:error|err|fault|exception|status|stop|event)(?:[ ](?:code|number|no\.?|id))?(?:[ ](?:is|was|of))?[ :#=-]{0,3}[a-z0-9]*\d[\w-]*"
    r"|\b0x[0-9a-f]+\b|\b(?:v|ver|version|build|firmware|release)\.?[ ]?\d[\w.-]*",
    re.IGNORECASE,
)
_CHUNK = re.compile(r"(?:\(?\+[ ]?)?\(?\d(?:[ \t\n.()/-]{0,3}\d)*")
_GROUP = re.compile(r"\d+")
_PHONE_CUE = re.compile(
    r"\b(?:phone|mobile|cell|cellphone|landline|telephone|tel|call(?:ed|ing)?(?: \w+)?(?: back)?|callback|ring|rang|dial(?:led|ed)?|text(?:ed)?|"
    r"whatsapp|viber|contact|reach(?:ed)?|number|num|no|fax|line|sms|digits|ph)\b[^.!?\n\d]{0,24}$", re.IGNORECASE
)  # fmt: skip
_ID_CUE = re.compile(
    r"\b(?:ssn|social(?: security)?|sin|social insurance|ni|nino|national insurance|tfn|tax file|aadhaa?r|adhaar|pps[n]?|ird|itin|tin|sss|philsys|"
    r"philhealth|umid|nhs|medicare|national id|id number|identity number|id no|tax id|tax number|citizenship)\b[^.!?\n\d]{0,26}$",
    re.IGNORECASE,
)
_LETTERED_ID = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]"  # British NINO
    r"|[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z]"  # Indian PAN
    r"|\d{7}[A-W][ABHWTIX]?)(?![A-Za-z0-9])", re.IGNORECASE
)  # fmt: skip
_CARD_TAIL = re.compile(
    r"[ ,;/-]{0,3}(?:(?:exp(?:iry|ires|iration)?(?: date)?|valid thru|good thru)[ .:]{0,3}(?:is )?)?(?:0[1-9]|1[0-2])[/-](?:20)?[2-4]\d\b"
    r"|[ ,;]{0,3}(?:and )?(?:cvv2?|cvc|csc|security code)[ .:#]{0,3}(?:is )?\d{3,4}\b", re.IGNORECASE
)  # fmt: skip
_WORDS = "zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple|nought"
_SPELLED = re.compile(rf"\b(?:{_WORDS})(?:[ ,.-]{{1,3}}(?:{_WORDS})){{6,30}}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Group:
    digits: str
    start: int
    end: int


def numbers(text: str) -> Iterator[RedactSpan]:
    """In: prepared text. Out: cards, identity numbers, phones and long bare numbers, in order of appearance."""
    for m in _LETTERED_ID.finditer(text):
        yield RedactSpan(m.start(), m.end(), "ssn")
    for m in _SPELLED.finditer(text):
        kind = "phone" if _PHONE_CUE.search(text[max(0, m.start() - 40) : m.start()]) else "account"
        yield RedactSpan(m.start(), m.end(), kind)
    quiet = _QUANTITY.sub(lambda m: HIDDEN * len(m[0]), text)
    for m in _CHUNK.finditer(quiet):
        if m.end() - m.start() < 7 or (m.start() and text[m.start() - 1].isalnum()):
            continue
        yield from _chunk(quiet, m)


def _chunk(text: str, m: re.Match[str]) -> Iterator[RedactSpan]:
    groups = [_Group(g[0], g.start(), g.end()) for g in _GROUP.finditer(text, m.start(), m.end())]
    if m.end() < len(text) and text[m.end()].isalpha():  # "1234567abc": the end is part of a code
        groups.pop()
    before = text[max(0, m.start() - 48) : m.start()]
    i = 0
    while i < len(groups):
        at = _card(groups, i)
        if at:
            yield RedactSpan(groups[i].start, _tail(text, groups[at - 1].end), "card")
        else:
            at, kind = _identity(text, groups, i, before)
            if at:
                yield RedactSpan(groups[i].start, groups[at - 1].end, kind)
        if not at:
            cue = bool(_PHONE_CUE.search(before))
            at = phone_end(text, [(g.digits, g.start, g.end) for g in groups[i : i + 8]], cue)
            if at:
                at += i
                start = groups[i].start
                while start and text[start - 1] in "(+ " and text[start - 2 : start].strip() in ("+", "(", "(+", "+("):
                    start -= 1
                yield RedactSpan(start, with_extension(text, groups[at - 1].end), "phone")
        if not at:
            at = _bare(text, groups, i)
            if at:
                yield RedactSpan(groups[i].start, groups[at - 1].end, "account")
        i = max(at, i + 1)


def _card(groups: list[_Group], i: int) -> int:
    """The group after the longest card that begins at group `i`, or 0."""
    digits, best = "", 0
    for j in range(i, len(groups)):
        digits += groups[j].digits
        if len(digits) > 19:
            break
        if len(digits) >= 13 and checks.luhn(digits):
            if len(digits) == 13 and checks.south_african(digits):
                continue
            if checks.card_shape(digits) or j == i or not best:
                best = j + 1
    return best


def _identity(text: str, groups: list[_Group], i: int, before: str) -> tuple[int, str]:
    """The group after an identity number that begins at group `i` (or 0), and its type."""
    shape = tuple(len(g.digits) for g in groups[i : i + 4])
    cued = bool(_ID_CUE.search(before)) and i == 0
    first = groups[i].digits
    if shape[:3] == (3, 2, 4) and checks.ssn(*(g.digits for g in groups[i : i + 3])):
        return i + 3, "ssn"
    if shape[:3] == (2, 7, 1) or shape[:4] == (3, 3, 3, 3) and first[0] != "0":
        return i + len(shape[:3] if shape[0] == 2 else shape), "ssn"
    if shape[:3] == (4, 4, 4) and first[0] in "23456789":
        number = "".join(g.digits for g in groups[i : i + 3])
        if cued or checks.verhoeff(number):
            return i + 3, "ssn"
    if shape[:3] == (3, 3, 3):
        number = "".join(g.digits for g in groups[i : i + 3])
        if cued or checks.luhn(number) or checks.tfn(number):
            return i + 3, "ssn"
    if len(first) == 13 and checks.south_african(first):
        return i + 1, "ssn"
    if cued:
        digits, at = "", i
        while at < len(groups) and len(digits + groups[at].digits) <= 13:
            digits += groups[at].digits
            at += 1
        if len(digits) >= 4:
            return at, "ssn"
    return 0, ""


def _bare(text: str, groups: list[_Group], i: int) -> int:
    """The group after a long number that begins at group `i`, or 0. Round counts and dates stay."""
    first = groups[i].digits
    if len(first) >= 7:
        return 0 if checks.date(first) or set(first[1:]) == {"0"} else i + 1
    digits, at = first, i + 1
    while at < len(groups) and text[groups[at - 1].end : groups[at].start] in ("-", " ") and len(groups[at].digits) > 1:
        digits += groups[at].digits
        at += 1
    return at if len(digits) >= 9 else 0


def _tail(text: str, end: int) -> int:
    """What is read out with a card goes with it: the expiry date and the security code."""
    for _ in range(2):
        found = _CARD_TAIL.match(text, end)
        end = found.end() if found else end
    return end
