"""What a client told of themselves in a chat: numbers, amounts, a device, a date. Read by rule."""

from __future__ import annotations

import re
from collections.abc import Sequence

_AMOUNT = re.compile(
    r"[$€£]\s?\d[\d,]*(?:\.\d\d)?(?:(?= )|\b)|\b\d+(?:\.\d\d)? (?:dollars|bucks|euros|pounds)\b"
)
_COUNTED = (
    r"(?:dollars|bucks|euros|pounds|usd|people|users|miles|points|calls?|times|minutes?|mins?|hours?|hrs?|days?|weeks?|"
    r"months?|years?|yrs?|steps|kwh|[mgk]bp?s?|seats|words|km|lbs|percent|am|pm|followers|guests)\b"
)
_NUMBER = re.compile(
    r"(?<![$€£\w.,/:-])#?\b(?=[A-Z-]*\d)[A-Z0-9]+(?:-[A-Z0-9]+)*\b(?![:%/]|[.,]\d| ?"
    + _COUNTED
    + ")"
)
_PHONE = re.compile(r"(?<![\w-])(?:\(?\d{3}\)?[-. ]?)?\d{3}[-. ]\d{4}\b(?![-\d])")
_SPACED = re.compile(r"(?<![\w$€£.-])\d{3,4}(?: \d{2,4}){1,3}(?![\w-])")
_PAID = re.compile(
    r"\b(?:paid|for|costs?|charged|worth|quoted?(?: was)?|spent|owe)\s+(?:me |us |about |over )?$",
    re.I,
)
_EMAIL = re.compile(r"\b[\w.+-]+@[\w-]+\.\w[\w.]*")
_NOT_A_FILE = re.compile(  # numbers of something else: a room, a flight, an error, a form
    r"(?:\b(?:rooms?|rm|suite|flight|error|code|form|size|model|iphone|galaxy|pixel|version|v|win(?:dows)?|ios|android|page|"
    r"gate|exit|store|register|seat|row|apt|unit|spot|stop|channel|route|pin|zip|tier)\W{0,3}(?:number |no\.? |#)?)$", re.I
)  # fmt: skip
_FLIGHT = re.compile(r"[A-Z]{2}\d{2,4}")
_MODEL = re.compile(
    r"\b(?:iphone|galaxy|pixel|macbook|ipad|motorola|samsung galaxy)(?: ?[A-Z]?\d+)?\b", re.I
)
WAIT = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|ten|several|a few)(?:\s?(?:-|to|–)\s?\d+)? (?:business )?(?:days?|hours?|weeks?|months?|minutes?)\b",
    re.I,
)
_DATE = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.? \d{1,2}(?:st|nd|rd|th)?\b|"
    r"\b(?:last (?:night|week(?:end)?|month)|yesterday|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.I,
)
_SIGNED_IN = re.compile(
    r"\b(?:i'?m|already|am) (?:already )?(?:logged|signed) in\b|\bsee my (?:acct|account|order)\b",
    re.I,
)
_SHORTEST = 4
_SURE = 5  # digits that are hardly anything else than a file's number
_CALLED = re.compile(
    r"(?:number|no|code|ref(?:erence)?|order|booking|reservation|confirmation|account|acct|ticket|case|claim|member|id|record|file|invoice|"
    r"it's|its|is|here|yes|sure|under|on|ending(?: in)?)\W*(?:is|#|no\.?)?\W*$", re.I
)  # fmt: skip


def facts_in(client: Sequence[str], rep: Sequence[str]) -> dict[str, str]:
    """In: both sides' messages. Out: by kind, what was found: amount, model, wait, date, zip, number (the file
    it goes by), phone, email, signed_in ("yes"), rep_wait (the wait the rep named)."""
    said = " \n ".join(client)
    facts: dict[str, str] = {}
    for kind, pattern in (("amount", _AMOUNT), ("model", _MODEL), ("wait", WAIT), ("date", _DATE),
                          ("phone", _PHONE), ("email", _EMAIL)):  # fmt: skip
        if found := pattern.search(said):
            facts[kind] = found[0].strip()
    if found := re.search(r"\b(?:zip\b\D{0,14}|(?:in|around|area|near) )(\d{5})\b", said, re.I):
        facts["zip"] = found[1]
    numbers = _file_numbers(_PHONE.sub(" ", said), facts.get("zip", ""))
    if re.search(r"\broom\b", " ".join(rep), re.I):
        numbers = [n for n in numbers if not re.fullmatch(r"\d{3,4}", n)]
    if re.search(r"\bmeter\b", " ".join(rep), re.I):
        numbers = [n for n in numbers if not re.fullmatch(r"\d{4,6}", n)]
    if numbers:
        facts["number"] = numbers[-1]
    if _SIGNED_IN.search(said):
        facts["signed_in"] = "yes"
    if found := WAIT.search(" \n ".join(rep)):
        facts["rep_wait"] = found[0]
    return facts


def _file_numbers(said: str, zip_code: str) -> list[str]:
    found = []
    said = _SPACED.sub(lambda m: m[0].replace(" ", ""), said)
    for m in _NUMBER.finditer(said):
        number = m[0].lstrip("#")
        if len(number) < _SHORTEST or max(map(len, number.split("-"))) < _SHORTEST - 1:
            continue
        if (
            number == zip_code
            or re.fullmatch(r"(?:19|20)\d\d|S\d\d", number)
            or _FLIGHT.fullmatch(number)
        ):
            continue
        if number.isdigit() and len(number) < _SURE and not _CALLED.search(said[: m.start()]):
            if said.strip(" .!#") != number and not m[0].startswith("#"):
                continue  # a plan, a year, a count
        if number.isdigit() and _PAID.search(said[max(0, m.start() - 24) : m.start()]):
            continue
        if not _NOT_A_FILE.search(_before(said, m.start())):
            found.append(number)
    return found


def _before(said: str, at: int) -> str:
    """What stands just before, unless it says whose code it is ("confirmation code", "my order code")."""
    near = said[max(0, at - 24) : at]
    return (
        ""
        if re.search(
            r"(?:confirm\w*|booking|reservation|order|record|ref\w*)\s+(?:code|number)?\W*$",
            near,
            re.I,
        )
        else near
    )
