"""The kernel of an address: a house number and a street, a post box, a rural route, a street corner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.safety.redaction.gazetteer import (
    CAPITAL,
    JOINER,
    NAME,
    NUMBER,
    ORDINAL,
    SPELLED,
    Gazetteer,
    gazetteer,
)  # fmt: skip
from bot.safety.redaction.lexicon import lexicon

_BOX = re.compile(
    r"\b(?:g?p\.?[ ]?o\.?[ ]?box|p\.?o\.?b\.?|post office box|private bag|locked bag|postfach|apartado(?:[ ]de[ ]correos)?|caixa[ ]postal|psc|cmr)[ ]*"
    r"(?:no\.?|number|#)?[ ]*[A-Za-z]{0,2}\d{1,7}(?:[- ]\d{2,4})?(?:[ ]box[ ]\d+)?\b"
    r"|\bbfpo[ ]\d{1,4}\b|\b(?-i:[AFD]PO[ ],?A[EPA]|[AF]PO)[ ]\d{5}(?:-\d{4})?\b",
    re.IGNORECASE,
)
_RURAL = re.compile(
    r"\b(?:r\.?[ ]?r\.?|h\.?c\.?|rural (?:route|delivery)|star route|highway contract|rte|route)[ ]*(?:no\.?[ ]*|#[ ]?)?\d{1,4}[A-Za-z]?,?[ ]+box[ ]*#?[ ]?\d{1,6}[A-Za-z]?\b",
    re.IGNORECASE,
)
_RURAL_ALONE = re.compile(
    r"\b(?-i:R\.?[ ]?R\.?|R\.?D\.?|RMB|RSD|CMB|RFD|HC)[ ]*#?[ ]?\d{1,5}\b(?:[ ](?-i:[A-Z][a-z]+)(?=[ ](?-i:[A-Z])|,))?|\brural (?:route|delivery)[ ]#?\d{1,4}\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Kernel:
    """A street in a text. `sure`: an address whatever stands round it. `numbered`: has its house number.
    `cued`: words such as "lives at" are enough for it, else a town or a postcode has to follow."""

    start: int
    end: int
    sure: bool
    numbered: bool = True
    cued: bool = True


@dataclass(frozen=True, slots=True)
class _Patterns:
    numbered: re.Pattern[str]
    named: re.Pattern[str]
    foreign: re.Pattern[str]
    behind: re.Pattern[str]  # the number behind the name
    road: re.Pattern[str]
    corner: re.Pattern[str]
    article: re.Pattern[str]
    loose: re.Pattern[str]
    sided: re.Pattern[str]
    joined: re.Pattern[str]


def kernels(text: str) -> Iterator[Kernel]:
    """In: prepared text. Out: what may be the middle of an address."""
    p, g = _patterns(), gazetteer()
    for m in p.numbered.finditer(text):
        yield from _numbered(m, text, g)
    yield from _foreign(text, p, g)
    for pattern in (p.corner, _BOX, _RURAL):
        for m in pattern.finditer(text):
            yield Kernel(m.start(), m.end(), True)
    for m in p.road.finditer(text):
        yield Kernel(m.start(), m.end(), bool(m["number"]), cued=False)
    for m in _RURAL_ALONE.finditer(text):
        yield Kernel(m.start(), m.end(), False, cued=False)
    for m in p.article.finditer(text):
        if not any(w in g.never - {"the"} for w in m["name"].lower().split()):
            yield Kernel(m.start(), m.end(), False)
    yield from _unlisted(text, p, g)
    for m in p.named.finditer(text):
        famous = m["name"].lower().split()[-1] in g.famous
        yield Kernel(m.start(), m.end(), False, numbered=False, cued=not famous)


def _unlisted(text: str, p: _Patterns, g: Gazetteer) -> Iterator[Kernel]:
    """A number and a name that ends in no kind of street: "3 Lady Well, Frome", "61 W. Burnside", "210 kingsway"."""
    lex = lexicon()
    for m in p.loose.finditer(text):
        words = m["name"].lower().split()
        person = lex.is_name(words[0]) and len(words) == 1
        if not any(w in g.never for w in words) and not (len(words) == 1 and lex.is_word(words[0])):
            yield Kernel(m.start(), m.end(), False, cued=not person)
    for m in p.sided.finditer(text):
        yield Kernel(m.start(), m.end(), True)
    for m in p.joined.finditer(text):
        yield Kernel(m.start(), m.end(), False)


def _foreign(text: str, p: _Patterns, g: Gazetteer) -> Iterator[Kernel]:
    for m in p.foreign.finditer(text):
        sure = any(not w[0].islower() for w in m["name"].split())
        if sure or m["name"].split()[0] not in g.never:
            yield Kernel(m.start(), m.end(), sure)
    for m in p.behind.finditer(text):
        yield Kernel(m.start(), m.end(), True)


def _numbered(m: re.Match[str], text: str, g: Gazetteer) -> Iterator[Kernel]:
    words = m["name"].split()
    kind = m["kind"].lower().rstrip(".")
    small = [w.lower().strip(".'") for w in words if not w[0].isupper()]
    large = [w.lower().strip(".'") for w in words if w[0].isupper()]
    joined = [w for w in small if re.fullmatch(JOINER, w)]
    if any(w in g.counted for w in large) or any(w in g.never for w in small if w not in joined):
        long = len(words) == 1 and words[0] not in g.counted  # "102 long street, cape town 8001"
        if long and text[m.end() : m.end() + 1] == ",":
            yield Kernel(m.start(), m.end(), False, cued=False)
        return
    capital = all(not w[0].islower() or w in joined for w in words)
    ordinal = any(re.match(ORDINAL, w) for w in words)
    spelled = m["spelled"] is not None
    if kind in g.strong:
        sure = (
            capital
            and not words[0].islower()
            or len(words) < 3
            and not (spelled or joined or re.match(r"\d\b", m[0]))
        )
    else:
        sure = capital and (m["kind"][0].isupper() or ordinal and kind != "end")
    yield Kernel(m.start(), m.end(), sure)


@cache
def _patterns() -> _Patterns:
    g = gazetteer()
    word = rf"(?:[^\W\d_][\w'.-]{{0,20}}|{ORDINAL})"
    side = r"(?:[NSEW]{1,2}|[ns][ew]|North|South|East|West|Upper|Lower|Extension|Ext)"
    second = r"(?:[ ](?:Mews|Close|Road|Rd|Street|Lane|Avenue|Ave|Drive|Dr|Gardens|Court|Place|Square|Way|Terrace|Estate|Apartments|Circle|Flats|I{1,3}|IV|V)\b\.?)?"
    behind = r"(?:,?[ ](?:n[º°o]\.?[ ]?|No\.?[ ]?|nr\.?[ ]?)?|[ ]?,[ ]?)\d{1,5}[ ]?(?:[A-Za-z]\b)?(?:[-/]\d{1,4}){0,3}(?![\w:%])"
    street = rf"(?:(?-i:{CAPITAL}|{ORDINAL})(?:[ ](?-i:{CAPITAL})){{0,2}}|[a-z]+[ ](?:{g.kinds})\b)(?:[ ](?:{g.kinds})\b\.?)?"
    return _Patterns(
        numbered=re.compile(
            rf"(?:\b\d{{1,5}}[ ]block[ ]of|{NUMBER}|(?P<spelled>(?i:{SPELLED}))),?[ ]+(?P<name>(?:{word}[ ]+){{0,3}}?{word})[ ]+(?P<kind>(?i:{g.kinds}))\b\.?(?![-']|[ ](?:case|date|order|hearing|name|time|rate|fee)s?\b){second}(?:[ ]{side}\b)?"
        ),
        named=re.compile(
            rf"\b(?P<name>(?:(?:{CAPITAL}|{ORDINAL})[ ]){{0,3}}(?:{CAPITAL}|{ORDINAL}))[ ](?P<kind>{g.kinds.title()})\b\.?{second}"
        ),
        foreign=re.compile(
            rf"(?:{NUMBER}),?[ ]+(?:(?i:{g.prefixes})|(?i:{g.prefixes_also_words})(?=[ ](?:d[eu]s?[ ]|of[ ]|d'|[A-Z])))[ ]+(?P<name>(?:(?:{JOINER}|of|the)[ ]+){{0,2}}(?:{NAME}|[^\W\d_A-Z][\w'-]{{2,20}}))(?:[ ]{side}\b)?"
        ),
        behind=re.compile(
            rf"\b(?:(?i:gran v[ií]a),?[ ]\d{{1,4}}\b|(?:(?i:{g.prefixes})|{g.prefixes_also_words.title()}|(?i:c/|ul\.|av\.|avda\.|jl\.))[ ]*(?:\d{{1,2}}[ ]de[ ])?(?:{JOINER}[ ]+){{0,2}}{NAME}(?:{behind})"
            rf"|(?:{CAPITAL}[ -]){{0,3}}(?i:[^\W\d_]{{3,24}}(?:straße|strasse|str\.|straat|gasse|allee|laan|plein|gracht|gatan|platz|weg))[ ]\d{{1,4}}(?:[ ]?[A-Za-z])?\b(?:[-/]\d{{1,4}}){{0,3}}"
            rf"|(?:{CAPITAL}[ ]){{0,2}}(?:Straße|Strasse|Str\.|Allee|Platz|Street|Road|Avenue)[ ]\d{{1,4}}[a-z]?(?:/\d{{1,3}}){{0,3}}(?=,)"
            rf"|{NAME}[ ]\d{{1,4}}[ ]?[A-Za-z]?(?=,?[ \n]+(?:(?:{ORDINAL}|\d)[^,\n]{{0,8}},[ ])?(?:\d{{5}}|\d{{4}}[ ][A-Z]{{2}}|\d{{5}}-\d{{3}}|\d{{4}}-\d{{3}}|\d{{3}}[ ]\d{{2}}|\d{{2}}-\d{{3}})[ ][A-Z][^\W\d_]{{2}}))"
        ),
        road=re.compile(
            rf"(?P<number>{NUMBER}[ ]+)?\b(?i:(?:county|state|farm|forest|township|range|us|old|private|national)[ ](?:to[ ]market[ ])?(?:road|rd|highway|hwy|route|rte)|route|rte|hwy|highway|fm|cr|sr|interstate)[ ]#?\d{{1,4}}(?:[ ][NSEW]\b)?(?![\w:%])"
        ),
        corner=re.compile(
            rf"\b(?i:corner|cnr|junction|intersection)\.?[ ](?:of[ ])?(?:the[ ])?{street}[ ](?:and|&|with|/)[ ]{street}"
        ),
        article=re.compile(
            rf"(?:{NUMBER}),?[ ]+(?P<name>[Tt]he[ ](?:[A-Z][\w'-]+(?:[ ][A-Z][\w'-]+)?|(?i:{g.kinds})))\b"
        ),
        loose=re.compile(rf"(?:{NUMBER}),?[ ]+(?P<name>{NAME})(?=[ ]*[,\n])"),
        sided=re.compile(
            rf"(?:{NUMBER})(?<=\d\d)[ ]+(?:[NSEW]\.|[NSEW]|N\.?E\.?|N\.?W\.?|S\.?E\.?|S\.?W\.?)[ ](?:{CAPITAL}(?:[ ]{CAPITAL})?|{ORDINAL})(?![\w-])"
        ),
        joined=re.compile(
            rf"(?:{NUMBER})(?<=\d\d)[ ]+(?P<name>(?:king|queen|prince|high|broad|church|north|south|east|west|mill|[A-Z][a-z]+)s?(?:way|gate|side|croft|wharf|field|wood|hurst))\b"
        ),
    )
