"""Groups of digits, without what is counted, timed or priced; and the payment cards among them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.safety.redaction import checks as checks
from bot.safety.redaction.prepare import HIDDEN, RedactSpan

# What is counted, timed or priced is hidden before digits are looked at.
_QUANTITY = re.compile(
    r"(?:[$€£₹₱¥]|\b(?:usd|eur|gbp|inr|php|zar|rs\.?|aud|nzd|cad)\b)[ ]?\d[\d,. ]*\d?(?:[ ]?[kmb]\b)?"
    r"|(?<![\d-])\b(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])\b(?![-\d])"
    r"|(?<![\d-])\b(?:0?[1-9]|[12]\d|3[01])[-/.](?:0?[1-9]|[12]\d|3[01])[-/.](?:19|20)?\d\d\b(?![-\d])"
    r"|(?<![\d.])\d{1,2}:\d\d(?::\d\d)?(?:[ ]?[ap]\.?m\b)?"
    r"|(?<![\d,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])"
    r"|(?<![\d-])\b(?:\d{1,5}[ ]?-[ ]?)?\d{1,6}(?:[.,]\d{1,3}){0,2}[ ]?(?:%|percent\b|dollars?\b|bucks\b|quid\b|pounds?\b|euros?\b|rupees?\b|pesos?\b|rand\b|times\b|minutes?\b"
    r"|mins?\b|hours?\b|hrs?\b|seconds?\b|secs?\b|days?\b|weeks?\b|months?\b|years?\b|calls?\b|people\b|customers?\b|tickets?\b"
    r"|orders?\b|points?\b|views?\b|followers?\b|miles?\b|km\b|kg\b|gb\b|mb\b|tb\b|mbps\b|kwh\b|units?\b|steps?\b|words?\b|ms\b)"
    r"|\b(?:error|err|fault|exception|status|stop|event)(?:[ ](?:code|number|no\.?|id))?(?:[ ](?:is|was|of))?[ :#=-]{0,3}[a-z0-9]*\d[\w-]*"
    r"|\b(?:cve|kb|rfc|iso|sku|model|part)(?:[ ](?:no\.?|number))?[- ]?\d[\d-]*\b|\b\d{7,9}[ ](?:seconds|minutes|dollars|pounds|euros|rupees|pesos|rand|views|followers)\b"
    r"|\b0x[0-9a-f]+\b|\b(?:v|ver|version|build|firmware|release)\.?[ ]?\d[\w.-]*",
    re.IGNORECASE,
)
_CHUNK = re.compile(r"(?:\(?\+[ ]?)?\(?\d(?:[ \t\n]{0,2}(?:\)-|[./)-])?[ \t]?\(?\d)*")
_GROUP = re.compile(r"\d+")
_FRACTION = re.compile(r"(?:^|[^\w)])\.$")
_EXTENDED = re.compile(r"x\d|ext|and\b|or\b", re.IGNORECASE)
_CARD_TAIL = re.compile(
    r"[ ,;/-]{0,3}(?:(?:exp(?:iry|ires|iration)?(?: date)?|valid thru|good thru)[ .:]{0,3}(?:is )?)?(?:0[1-9]|1[0-2])[/-](?:20)?[2-4]\d\b"
    r"|[ ,;]{0,3}(?:and )?(?:cvv2?|cvc|csc|security code)[ .:#]{0,3}(?:is )?\d{3,4}\b", re.IGNORECASE
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """A row of digits and its place."""

    digits: str
    start: int
    end: int


def quiet(text: str) -> str:
    """In: prepared text. Out: the same length, with quantities hidden."""
    return _QUANTITY.sub(lambda m: HIDDEN * len(m[0]), text)


def chunks(text: str) -> Iterator[tuple[re.Match[str], list[Group]]]:
    """In: quiet text. Out: stretches of seven or more characters that only digits and their separators fill."""
    for m in _CHUNK.finditer(text):
        if m.end() - m.start() < 7 or (
            m.start()
            and (
                text[m.start() - 1].isalnum()
                or _FRACTION.search(text, max(0, m.start() - 2), m.start())
            )
        ):
            continue
        groups = [
            Group(g[0], g.start(), g.end()) for g in _GROUP.finditer(text, m.start(), m.end())
        ]
        if (
            m.end() < len(text) and text[m.end()].isalpha() and not _EXTENDED.match(text, m.end())
        ):  # "1234567abc": the end is part of a code
            groups.pop()
        yield m, groups


def cards(text: str) -> Iterator[RedactSpan]:
    """In: prepared text. Out: payment cards in any grouping, with expiry date and security code behind them."""
    for _, groups in chunks(quiet(text)):
        i = 0
        while i < len(groups):
            at = _card(groups, i)
            if at:
                yield RedactSpan(groups[i].start, _tail(text, groups[at - 1].end), "card")
            i = max(at, i + 1)


def _card(groups: list[Group], i: int) -> int:
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


def _tail(text: str, end: int) -> int:
    """What is read out with a card goes with it: the expiry date and the security code."""
    for _ in range(2):
        found = _CARD_TAIL.match(text, end)
        end = found.end() if found else end
    return end
