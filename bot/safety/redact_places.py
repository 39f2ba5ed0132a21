"""Street addresses and postcodes, as they are written in the US, UK, Ireland, India, the Philippines, Australia, South Africa."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import prompts
from bot.safety.redact_prepare import RedactSpan

_CUE = re.compile(
    r"\b(?:liv(?:es?|ed|ing)|address(?: \w+)?|resid(?:es?|ing)|stay(?:s|ing)?|based|deliver(?:ed|y|ing)?|sen[dt]|ship(?:ped|ping)?|post(?:ed)?|"
    r"house|home|property|flat|moved?|moving|parcel|package|round|over|come|came|drop(?:ped)?|collect|pick(?:ed)?(?: up)?|visit(?:ed)?)\b"
    r"[^.!?\n]{0,20}?\b(?:at|on|is|was|to|in|from|:)?[ :]*$", re.IGNORECASE
)  # fmt: skip
_UNIT = (
    r"(?:(?:flat|apt|apartment|unit|suite|ste|shop|plot|lot|blk|block|h\.?[ ]?no|house[ ]no|door[ ]no|room|rm|floor|level|tower|wing|purok|phase|"
    r"bldg|building)\b\.?[ ]*(?:no\.?[ ]*|number[ ]|#[ ]?)?(?:\d[\w/-]{0,9}|[A-Za-z]-?\d{1,4}(?:-\d{1,4})?)\b|(?:flat|apt|unit|block|tower|wing)[ ](?-i:[A-HJ-Z])\b(?!')|#\d{1,5}[A-Za-z]?\b|\b[A-Z]-?\d{1,4}(?=,))"
)
_BOX = re.compile(r"\b(?:g?p\.?[ ]?o\.?[ ]?box|post office box|private bag|locked bag)[ ]*(?:no\.?|number|#)?[ ]*[A-Za-z]?\d{1,7}\b", re.IGNORECASE)
_ZIP_CUED = re.compile(
    r"\b(?:zip(?:[ ]?code)?|post[ ]?code|postal[ ]code|pin[ ]?code|eir[ ]?code)(?:[ ](?:is|was|of|number))?[ :=]{0,3}"
    r"([A-Za-z0-9]{3,4}[ -][A-Za-z0-9]{3,4}\b(?=(?<=\d)|(?<=[A-Za-z]))|\d{4,6}(?:-\d{4})?|[A-Za-z]\w{4,6})\b", re.IGNORECASE
)  # fmt: skip
_UK = re.compile(r"(?<![\w-])([A-Za-z]{1,2})\d[A-Za-z\d]?([ ]{1,2}|)(\d[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2})(?![\w-])")
_EIR = re.compile(r"(?<![\w-])(?:[AC-FHKNPRTV-Y]\d[0-9W] ?(?=[A-Z]*\d)[0-9AC-FHKNPRTV-Y]{4}|[ac-fhknprtv-y]\d[0-9w] (?=[a-z]*\d)[0-9ac-fhknprtv-y]{4})(?![\w-])")
_CANADA = re.compile(r"(?<![\w-])(?:[A-Z]\d[A-Z][ -]?\d[A-Z]\d|[a-z]\d[a-z] \d[a-z]\d)(?![\w-])")
_ZIP4 = re.compile(r"(?<![\d-])\d{5}-\d{4}(?![\d-])")
_COMPOUND = re.compile(r"\b[A-Z][a-z]{2,20}(?:straat|weg|laan|strasse)[ ]\d{1,4}[A-Za-z]?\b")
_UK_NOT = frozenset("rd th st nd hr gb tb".split())


@dataclass(frozen=True, slots=True)
class _Patterns:
    numbered: re.Pattern[str]
    named: re.Pattern[str]
    units: re.Pattern[str]
    state_zip: re.Pattern[str]
    part: re.Pattern[str]
    strong: frozenset[str]
    areas: frozenset[str]
    never: frozenset[str]
    postal: frozenset[str]


def places(text: str) -> Iterator[RedactSpan]:
    """In: prepared text. Out: addresses with what belongs to them, and postcodes alone."""
    p = _patterns()
    for m in p.numbered.finditer(text):
        if _is_street(m, text, p):
            yield RedactSpan(_units_before(text, m.start(), p), _chain(text, m.end(), p)[0], "address")
    for m in p.units.finditer(text):
        end, hard = _chain(text, m.end(), p)
        cued = _CUE.search(text[max(0, m.start() - 40) : m.start()])
        if hard or (cued and m[0][:1].lower() not in "#rlpt"):
            yield RedactSpan(m.start(), end, "address")
    for m in p.named.finditer(text):
        if _CUE.search(text[max(0, m.start() - 40) : m.start()]):
            yield RedactSpan(m.start(), _chain(text, m.end(), p)[0], "address")
    for pattern in (_BOX, _COMPOUND):
        for m in pattern.finditer(text):
            yield RedactSpan(m.start(), _chain(text, m.end(), p)[0], "address")
    for m in _ZIP_CUED.finditer(text):
        if any(c.isdigit() for c in m[1]):
            yield RedactSpan(m.start(1), m.end(1), "address")
    for pattern in (_EIR, _CANADA, _ZIP4, p.state_zip):
        for m in pattern.finditer(text):
            yield RedactSpan(m.start(), m.end(), "address")
    for m in _UK.finditer(text):
        if m[1].lower() in p.postal and m[3][1:].lower() not in _UK_NOT and (m[2] or m[0].isupper()):
            yield RedactSpan(m.start(), m.end(), "address")


def _is_street(m: re.Match[str], text: str, p: _Patterns) -> bool:
    words = m["name"].split()
    if any(w.lower().strip(".'") in p.never for w in words) or text[m.start() - 1 : m.start()] in ("$", "£", "€", "#", ".", ":"):
        return False
    capital = all(w[0].isupper() or w[0].isdigit() for w in words)
    if m["kind"].lower().rstrip(".") in p.strong:
        return capital or len(words) < 3
    if capital and m["kind"][0].isupper():
        return True
    return bool(_CUE.search(text[max(0, m.start() - 40) : m.start()])) or _chain(text, m.end(), p)[1] > 0


def _units_before(text: str, start: int, p: _Patterns) -> int:
    """Where the flat, the floor or the building in front of a street begins."""
    for m in p.units.finditer(text, max(0, start - 60), start):
        gap = text[m.end() : start]
        if re.fullmatch(r"[ ,\n]*(?:[A-Z][\w']*[ ]?){0,4}[ ,\n]*", gap):
            return m.start()
    return start


def _chain(text: str, end: int, p: _Patterns) -> tuple[int, int]:
    """In: where a part of an address ends. Out: where the address ends, and how many sure parts follow."""
    hard = 0
    for _ in range(8):
        m = p.part.match(text, end)
        if m is None:
            break
        if m["words"]:
            words = m["words"].split()
            last = words[-1].lower().strip(".")
            sure = last in p.areas and len(words) > 1
            if not sure and any(w.lower() in p.never for w in words):
                break
            if not sure and not p.part.match(text, m.end()) and not re.match(r"[.,;!?)\n]|$|[ ](?:and|but|so|or)\b", text[m.end() :][:6]):
                break
            hard += sure
        else:
            hard += 1
        end = m.end()
    return end, hard


@cache
def _patterns() -> _Patterns:
    data: dict[str, str] = prompts.read("redact/places.yaml")
    strong, weak = data["strong"].split(), data["weak"].split()
    kinds = "|".join(sorted((re.escape(w) for w in strong + weak), key=len, reverse=True))
    states = "|".join(w.upper() for w in data["states"].split())
    number = r"(?<![\w.,:/-])(?:no\.?[ ])?\d{1,5}[A-Za-z]?(?:[-/]\d{1,5}[A-Za-z]?)?"
    word = r"(?:[A-Za-z][A-Za-z'.-]{0,20}|\d{1,3}(?:st|nd|rd|th))"
    capital = r"[A-Z][\w'.-]{0,24}"
    postcode = (
        r"(?:[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[A-Z]{2}|[A-Z]\d[\dW][ ]?[A-Z\d]{4}|[A-Z]\d[A-Z][ ]?\d[A-Z]\d|\d{5}-\d{4}|\d{3}[ ]\d{3}|\d{4,6})\b"
    )
    zipped = rf"(?:(?:{states})[ ,]+\d{{4,5}}(?:-\d{{4}})?|(?i:{postcode}))"
    return _Patterns(
        re.compile(
            rf"{number},?[ ]+(?P<name>(?:{word}[ ]+){{0,3}}?{word})[ ]+(?P<kind>(?i:{kinds}))\b\.?(?:[ ](?:[NSEW]{{1,2}}|North|South|East|West)\b)?"
        ),
        re.compile(rf"\b(?:{capital}[ ]){{1,3}}(?:{kinds.title()})\b\.?"),
        re.compile(rf"(?<![\w#])(?:(?i:{_UNIT})(?:,?[ ]+(?=(?i:{_UNIT})))?)+"),
        re.compile(rf"\b(?:{states})[ ]\d{{5}}(?:-\d{{4}})?\b"),
        re.compile(
            rf"(?:[ ]*,[ \n]*|[ ]+|[ ]*\n[ ]*)(?:(?i:{_UNIT})|(?:(?i:sector|phase|brgy\.?|barangay|dublin|cork|purok|co\.|county|ward|zone)[ ]+[\w.]+(?:[ ][A-Z][a-z]+)?)"
            rf"|{number}[ ](?:{capital}[ ]){{1,3}}(?i:{kinds})\b\.?|(?:{states})\b(?![ ][a-z])|{zipped}|(?:{capital}|[a-z]{{3,15}})(?:[ ][\w']+)?,?[ ]+{zipped})"
            rf"|[ ]*[,\n][ \n]*(?P<words>{capital}(?:[ -]{capital}){{0,3}}|(?:[a-z]+[ ]){{1,2}}(?:nagar|colony|residency|society|apartments|towers|village|subdivision))"
        ),
        frozenset(strong), frozenset(data["areas"].split()), frozenset(data["never"].split()), frozenset(data["postal_areas"].split()),
    )  # fmt: skip
