"""Street addresses, as they are written in the US, UK, Ireland, India, the Philippines, Australia, South Africa."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import prompts
from bot.safety.redact_lexicon import lexicon
from bot.safety.redact_prepare import RedactSpan, fold

_CUE = re.compile(
    r"\b(?:liv(?:es?|ed|ing)|address(?: \w+)?|resid(?:es?|ing)|stay(?:s|ing)?|based|deliver(?:ed|y|ing)?|sen[dt]|ship(?:ped|ping)?|post(?:ed)?|"
    r"house|home|property|flat|moved?|moving|parcel|package|round|over|come|came|drop(?:ped)?|collect|pick(?:ed)?(?: up)?|visit(?:ed)?)\b"
    r"[^.!?\n]{0,20}?\b(?:at|on|is|was|to|in|from|:)?[ :]*$", re.IGNORECASE
)  # fmt: skip
_UNIT = (
    r"(?:(?:flat|apt|apartment|unit|suite|ste|shop|plot|lot|blk|block|h\.?[ ]?no|house[ ]no|door[ ]no|room|rm|floor|level|tower|wing|purok|phase|"
    r"bldg|building)\b\.?[ ]*(?:no\.?[ ]*|number[ ]|#[ ]?)?(?:\d[\w/-]{0,9}|[A-Za-z]-?\d{1,4}(?:-\d{1,4})?)\b|(?:flat|apt|unit|block|tower|wing)[ ](?-i:[A-HJ-Z])\b(?!')|#\d{1,5}[A-Za-z]?\b|\b[A-Z]-?\d{1,4}(?=,))"
)
_BOX = re.compile(
    r"\b(?:g?p\.?[ ]?o\.?[ ]?box|post office box|private bag|locked bag)[ ]*(?:no\.?|number|#)?[ ]*[A-Za-z]?\d{1,7}\b",
    re.IGNORECASE,
)
_COMPOUND = re.compile(
    r"\b[A-Z][a-z]{2,20}(?:straat|weg|laan|strasse)[ ]\d{1,4}[A-Za-z]?\b|\b(?:Calle|Avenida|Kalye|Rua|Rue|Via|Jalan|Jl\.|Carrer|Piazza)(?:[ ](?:[A-Z][\w']+|de|del|la)){1,4},?[ ]\d{1,4}\b"
)


@dataclass(frozen=True, slots=True)
class _Patterns:
    numbered: re.Pattern[str]
    named: re.Pattern[str]
    units: re.Pattern[str]
    part: re.Pattern[str]
    strong: frozenset[str]
    areas: frozenset[str]
    never: frozenset[str]


def places(text: str) -> Iterator[RedactSpan]:
    """In: prepared text. Out: addresses with what belongs to them (flat, town, postcode)."""
    p = _patterns()
    for m in p.numbered.finditer(text):
        if _is_street(m, text, p):
            yield RedactSpan(
                _units_before(text, m.start(), p), _chain(text, m.end(), p)[0], "address"
            )
    yield from _other_starts(text, p)


def _other_starts(text: str, p: _Patterns) -> Iterator[RedactSpan]:
    """Addresses that begin with a flat, a post box, or a street without a number."""
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


def _is_street(m: re.Match[str], text: str, p: _Patterns) -> bool:
    words = m["name"].split()
    if text[m.start() - 1 : m.start()] in ("$", "£", "€", "#", ".", ":"):
        return False
    if any(w.lower().strip(".'") in p.never for w in words):
        return (
            len(words) == 1 and _chain(text, m.end(), p)[1] > 0
        )  # "102 long street, cape town 8001"
    capital = all(w[0].isupper() or w[0].isdigit() for w in words)
    if m["kind"].lower().rstrip(".") in p.strong:
        return capital or len(words) < 3
    if capital and m["kind"][0].isupper():
        return True
    return (
        bool(_CUE.search(text[max(0, m.start() - 40) : m.start()]))
        or _chain(text, m.end(), p)[1] > 0
    )


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
        if (
            m["town"]
            and m["town"][0].islower()
            and re.search(r"[ ]\d+$", m[0])
            and m["town"].split()[0] not in lexicon().places
        ):
            break  # "B22, bus 4471"
        if m["words"]:
            words = m["words"].split()
            last = words[-1].lower().strip(".")
            sure = last in p.areas and len(words) > 1
            if not sure and any(w.lower() in p.never for w in words):
                break
            known = (
                words[0].lower() in lexicon().places
                or hard
                and not lexicon().is_word(fold(words[0]))
                and not lexicon().is_name(fold(words[0]))
            )
            if (
                not sure
                and not known
                and not p.part.match(text, m.end())
                and not re.match(r"[.,;!?)\n]|$|[ ](?:and|but|so|or)\b", text[m.end() :][:6])
            ):
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
    postcode = r"(?:[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[A-Z]{2}|[A-Z]\d[\dW][ ]?[A-Z\d]{4}|[A-Z]\d[A-Z][ ]?\d[A-Z]\d|\d{5}-\d{4}|\d{3}[ ]\d{3}|\d{4,6})\b"
    zipped = rf"(?:(?:{states})[ ,]+\d{{4,5}}(?:-\d{{4}})?|(?i:{postcode}))"
    return _Patterns(
        re.compile(
            rf"{number},?[ ]+(?P<name>(?:{word}[ ]+){{0,3}}?{word})[ ]+(?P<kind>(?i:{kinds}))\b\.?(?:[ ](?:[NSEW]{{1,2}}|North|South|East|West)\b)?"
        ),
        re.compile(rf"\b(?:{capital}[ ]){{1,3}}(?:{kinds.title()})\b\.?"),
        re.compile(rf"(?<![\w#])(?:(?i:{_UNIT})(?:,?[ ]+(?=(?i:{_UNIT})))?)+"),
        re.compile(
            rf"(?:[ ]*,[ \n]*|[ ]+|[ ]*\n[ ]*)(?:(?i:{_UNIT})|(?:(?i:sector|phase|brgy\.?|barangay|dublin|cork|purok|co\.|county|ward|zone|(?:road|street|st|gali|lane|cross|main)[ ]no\.?)[ ]+[\w.]+(?:[ ][A-Z][a-z]+)?)"
            rf"|{number}[ ](?:{capital}[ ]){{1,3}}(?i:{kinds})\b\.?|(?:{states})\b(?![ ][a-z])|{zipped}|(?P<town>(?:{capital}|[a-z]{{3,15}})(?:[ ][\w']+)?)(?:,?[ ]+|[ ]-[ ]){zipped})"
            rf"|[ ]*[,\n][ \n]*(?P<words>{capital}(?:[ -]{capital}){{0,3}}|(?:[a-z]+[ ]){{1,2}}(?:nagar|colony|residency|society|apartments|towers|village|subdivision))"
        ),
        frozenset(strong), frozenset(data["areas"].split()), frozenset(data["never"].split()),
    )  # fmt: skip
