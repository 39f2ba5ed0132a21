"""Numbers of a record: account, order, booking, ticket and the like, by the word that announces them or by their shape."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.safety.redaction.prepare import RedactSpan

_RECORD = (
    r"account|acct|a/c|accnt|order|policy|conf|booking|reservation|pnr|confirmation|case|ticket|customer|cust|member|membership|client|claim|"
    r"ref|reference|tracking|invoice|inv|contract|agreement|loan|mortgage|passport|licen[cs]e|driving licen[cs]e|parcel|package|consignment|"
    r"shipment|delivery|waybill|awb|meter|mpan|mprn|serial|s/n|imei|vin|sim|plate|reg|registration|employee|emp|staff|badge|agent|user|login|"
    r"patient|mrn|nhs|medicare|routing|sort code|aba|iccid|transaction|txn|payment|receipt|refund|rma|return|complaint|incident|inc|"
    r"job|work order|service request|sr|po|purchase order|quote|voucher|gift card|loyalty|frequent flyer|record locator|locator|crn|"
    r"student|subscriber|subscription|debit|credit card|card|student id|ticket id|chat|interaction|call|id|pin|passcode|otp|bsb|ifsc|upi"
)
_LINK = (
    r"(?:[ ]*(?:numbers?|num|no|nr|nbr|id|code|ref|reference|locator|is|was|were|it'?s|being|of|under|ending|ends|in|with|the|like|"
    r"starting|got|had|has|for|as|quote|called|on|his|her|their|mine|my)\b\.?|[ ]*[:=#,(\"'-])"
)
_CODE = r"(?:[A-Z]{2,5}[ ]|[A-Za-z]{1,4}:)?[A-Za-z0-9]+(?:[-/_.][A-Za-z0-9]+)*(?:(?<=\d)[ ]\d{2,8}(?![\w]|[.:,]\d|[ ](?:times|min|call|hour|day)))*"
_CUED = re.compile(
    rf"\b(?P<word>(?i:{_RECORD}))(?i:'?s)?\b\.?(?P<link>(?i:{_LINK}){{0,6}})[ ]*(?P<code>{_CODE})"
)
_NUMBER_WORD = re.compile(
    r"\b(?:numbers?|num|no|nr|nbr|id|code|ref|reference|locator|ending|ends)\b|#", re.IGNORECASE
)
_WEAK = frozenset(
    (
        "call",
        "chat",
        "card",
        "return",
        "delivery",
        "case",
        "ticket",
        "job",
        "agent",
        "user",
        "customer",
        "reg",
        "refund",
        "payment",
        "po",
        "sr",
        "complaint",
        "student",
        "patient",
        "id",
        "package",
        "order",
        "policy",
        "claim",
    )
)
_SPELT_CODE = re.compile(r"[A-Z]{5,8}$")
_SPELT_WORDS = frozenset(
    (
        "conf",
        "ref",
        "reference",
        "pnr",
        "locator",
        "record locator",
        "confirmation",
        "booking",
        "reservation",
    )
)
_AFTER = re.compile(
    rf"(?<![\w$€£₹.-])(?P<code>[A-Za-z0-9-]*\d[A-Za-z0-9-]{{3,24}})[ ]*(?:,[ ]*)?(?:is|was|being|that's|thats|that was)[ ]+"
    rf"(?:the|his|her|their|my|our|a)[ ]+(?i:{_RECORD})\b", re.IGNORECASE
)  # fmt: skip
_BEFORE = re.compile(
    rf"\b(?:the|that|this|my|his|her|their)[ ](?P<code>[A-Z]{{0,4}}-?\d{{4,12}})[ ](?i:{_RECORD})\b"
)
_MORE = re.compile(
    r"(?:[ ]?(?:,|&|/|and|or|then|not|instead of)[ ]?){1,2}#?(?P<code>[A-Za-z]{0,5}-?\d[\w-]{3,20})(?![\w.,]\d|[ ]?(?:%|times|min|hour|call|people))"
)
_HASH = re.compile(r"(?<![\w&])#[ ]?(?P<code>[A-Za-z]{0,4}-?\d{4,}[\w-]*)")
_SHAPED = re.compile(
    r"(?<![\w$€£₹.-])(?:(?P<prefix>[A-Za-z]{2,5})(?:-?\d{5,14}|(?:-\d{2,10}){2,4}|-\d{4,12})|[A-Z]\d{8,12}"
    r"|1Z[A-Z0-9]{16}|[A-Z]{2}\d{9}[A-Z]{2}|(?=[A-Z0-9]*[A-Z])(?=(?:[A-Z]*\d){6})[A-Z0-9]{10,24}"
    r"|[A-Z]{2}\d{2}[ ]?[A-Z]{3})(?![\w-])"
)
_SORT_CODE = re.compile(r"(?<![\d-])\d{2}-\d{2}-\d{2}[ ,]{1,3}(?:\w{0,8}[ ]){0,3}\d{8}(?!\d)")
_LAST_DIGITS = re.compile(
    r"\b(?:(?:number|card|account|acct|ssn|social|phone|mobile|one|visa|mastercard|amex)[ ](?:that[ ])?(?:ending|ends|ended|finishing)(?:[ ](?:in|with))?"
    r"|last[ ](?:four|4|three|3|six|6)(?:[ ]digits)?(?:[ ]of[ ](?:the|his|her|their|my)[ ]\w+)?)(?:[ ](?:is|are|was|were|being))?[ :#-]{1,3}(\d{3,6})\b",
    re.IGNORECASE,
)
_PREFIX_KEPT = frozenset(
    "err error kb cve http https iso rfc code sku mk gpt ps rtx gtx ver v err-code utf sha win ios mp usb covid tls ssl sev jan feb mar apr may jun june jul july aug sep sept oct nov dec march april".split()
)
_KEPT = re.compile(
    r"(?:401k|(?:19|20)\d\d|\d+-[a-z]{3,}|(?:[012]?\d)(?:am|pm)|\d+(?:st|nd|rd|th|k|x|ish|hrs?|mins?|s|gb|mb|tb|g)|\d{1,3}(?:[.-]\d{1,2}){1,2})$",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"[ ]?(?:%|times|min|hour|hr|sec|day|week|month|year|call|people|customer|ticket|order|dollar|quid|pound|euro|rupee|peso|rand|in a row|items?|of (?:them|the|us|\d))",
    re.IGNORECASE,
)
_NOT_CODE = re.compile(
    r"\b(?:error|fault|version|model|status|area|dress|zip|post|promo|discount)[ ]*(?:code|number|no\.?)?[ :]*$",
    re.IGNORECASE,
)


def accounts(text: str) -> Iterator[RedactSpan]:
    """In: prepared text. Out: numbers and codes of records."""
    yield from _announced(text)
    for pattern in (_BEFORE, _AFTER):
        for m in pattern.finditer(text):
            if sum(c.isdigit() for c in m["code"]) >= 4 and not _KEPT.match(m["code"]):
                yield RedactSpan(m.start("code"), m.end("code"), "account")
    for m in _SORT_CODE.finditer(text):
        yield RedactSpan(m.start(), m.end(), "account")
    for m in _HASH.finditer(text):
        yield RedactSpan(m.start("code"), m.end("code"), "account")
    for m in _SHAPED.finditer(text):
        prefix = (m["prefix"] or "").lower()
        if prefix not in _PREFIX_KEPT and not _NOT_CODE.search(
            text[max(0, m.start() - 24) : m.start()]
        ):
            yield RedactSpan(m.start(), m.end(), "account")


def _announced(text: str) -> Iterator[RedactSpan]:
    """Codes behind a record word, and further ones in the same list ("orders 44710, 44711 and 44712")."""
    for m in _LAST_DIGITS.finditer(text):
        yield RedactSpan(m.start(1), m.end(1), "card" if "card" in m[0].lower() else "account")
    at = 0
    while found := _CUED.search(text, at):
        # A cue may be the link of an earlier one ("case number: order 4471"), so the search goes on right behind the cue.
        at = found.end("word")
        if not _is_code(found, text):
            continue
        word, code = found["word"].lower(), found["code"]
        kind = "card" if word in ("card", "credit card") else "account"
        yield RedactSpan(found.start("code"), found.end("code"), kind)
        at = found.end()
        while (
            (more := _MORE.match(text, at))
            and abs(len(more["code"]) - len(code)) < 2
            and not _KEPT.match(more["code"])
        ):
            yield RedactSpan(more.start("code"), more.end("code"), kind)
            at = more.end()


def _is_code(m: re.Match[str], text: str) -> bool:
    code, word, link = str(m["code"]), str(m["word"]).lower(), str(m["link"])
    digits = sum(c.isdigit() for c in code)
    named = bool(_NUMBER_WORD.search(link)) or word in (
        "pnr",
        "id",
        "imei",
        "vin",
        "sort code",
        "bsb",
        "pin",
        "passcode",
        "otp",
    )
    if not digits:
        return (
            word not in ("ref", "reference", "conf")
            and bool(_SPELT_CODE.match(code))
            and word in _SPELT_WORDS
            and text.upper() != text
        )
    if _UNIT.match(text, m.end()) or _NOT_CODE.search(text[max(0, m.start() - 12) : m.start()]):
        return False
    if _KEPT.match(code) and not (named and code.isdigit()):
        return False
    if re.search(r"\b(?:for|of|on|in|under|had|has|got|like)\b", link) and not named:
        return digits >= 5
    if (
        code[0].isalpha() and not code.isdigit()
    ):  # letters and digits: a code, unless it is a product ("order PS5")
        return (
            digits >= 4
            or (digits >= 2 and (named or len(code) >= 6))
            or (word in _SPELT_WORDS and 4 < len(code) < 9)
        )
    if named:
        return digits >= (3 if word not in _WEAK else 4) or "ending" in link.lower()
    return digits >= (
        5 if word in ("call", "chat", "delivery", "return", "refund", "payment") else 4
    )
