"""What stands beside a street in an address: flats, floors, boxes, areas, towns, regions, postcodes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bot.safety.redaction.gazetteer import NAME, NUMBER, ORDINAL, gazetteer
from bot.safety.redaction.lexicon import lexicon

_CODE = r"(?:\d[\w/-]{0,9}|[A-Za-z]-?\d{1,4}(?:[-/]\d{1,4}[A-Za-z]?)?)"
UNIT = (
    r"(?:(?:flat|apt|apartment|apto|appt|unit|suite|ste|shop|plot|lot|lote|quadra|blk|block|bloco|h\.?[ ]?no|house|hse|door|d\.?[ ]?no|room|rm|"
    r"floor|level|tower|wing|purok|phase|bldg|building|villa|quarter|qtr|gate|stand|erf|site|comp|stall|office|concession|penthouse|ward|bay|pocket|casa|cabin|hut|kiosk|planta|puerta|ap|apto|dpto|depto|sala|"
    r"trailer|space|spc|hangar|warehouse|dept|department|box|postfach|bedsit|studio|maisonette|top|stiege|piso|lt|bk)\b\.?[ ]*(?:no\b\.?[ ]*|nr\b\.?[ ]*|number[ ]|\#[ ]?)?"
    rf"{_CODE}\b(?![-/]?\w)|(?:flat|apt|apartment|unit|block|blk|tower|wing|pocket|bloco|bldg|building|suite|b[âa]timent|b[âa]t\.?|esc\.?|staircase)[ ](?-i:[A-HJ-Z]|I(?=[,\n]))\b(?!')"
    r"|\#\d{1,5}(?:-\d{1,4})?[A-Za-z]?\b|\b(?-i:[A-Z])-?/?\d{1,4}(?:[/-]\d{1,4}[A-Za-z]?)?(?=,|(?-i:[ ][A-Z][a-z]))"
    r"|\b(?:\d{1,3}(?:st|nd|rd|th)|ground|first|second|third|fourth|fifth|sixth|top|upper|lower|garden|basement|mezzanine)[ ](?:floor|flr|flat)(?:[ ](?:flat|front|rear|left|right|apartment))?\b"
    r"|\b\d{1,2}/?[FR](?![\w])|\b\d{1,2}(?:º[ ]andar|\.[ ]?(?:OG|Stock|Etage)|º[ ](?-i:[A-Z])\b|º|ª[ ]?\w?|er[ ]étage|ème[ ]étage|e[ ]étage)"
    r"|\b\d{1,2}-\d{1,2}(?=,[ ]\d{4})|\b(?:rez-de-chaussée|ground[ ]floor))"
)
_AREA = (
    rf"(?:(?:brgy\.?|bgy\.?|barangay|sitio|co\.|county|townland|vpo|village|dist\.?|district|taluk|tehsil|mandal|p\.?o\.?|near|opp\.?|opposite|behind|next[ ]to)[ ]+(?-i:{NAME}|\d{{1,4}}[\w-]*)"
    r"|(?:(?-i:[A-Z]{2,5})[ ])?(?:sector|phase|purok|zone|extension|ext\.?|ward|dublin|cork|pocket|stage|block|housing[ ]area|section|stand|box|part|project|rr|rd|r\.r\.)[ ]+(?:no\.?[ ]*|\#)?(?:\d[\w-]*|[IVX]{1,4}\b|(?-i:[A-H])\b)(?-i:,?[ ][A-Z][\w]+(?=,))?"
    r"|(?:road|street|st|gali|lane|cross|main|rd|galli)[ ]+(?:no\.?|number)[ ]*\d[\w-]*|(?:road|lane|street|gali)[ ]\d{1,3}\b"
    rf"|(?-i:{NAME}[ ])?{ORDINAL}[ ](?:cross|main|block|stage|phase|sector|street|lane|a[ ]main|avenue)\b(?:[ ](?:road|rd)\b)?)"
)
_POSTCODE = (
    r"(?:[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[A-Z]{2}|[A-Z]\d[\dW][ ]?[A-Z\d]{4}|[A-Z]\d[A-Z][ -]?\d[A-Z]\d|\d{5}-\d{3,4}|\d{4}-\d{3}|\d{3}[ ]\d{2,3}|\d{2}-\d{3}|\d{4,6}|\d{4}[ ](?-i:[A-Z]{2})|"
    r"(?-i:[A-Z]{1,2}\d{1,2}[A-Z]?))\b(?![/-]\d)"
)
_BARE_UNIT = r"(?:flat|apt|apartment|unit|suite|ste|shop|house|plot|door|villa|room|lot|quarter)\b\.?(?:[ ]no\b\.?)?"
_FUNCTION = r"(?:at|to|in|on|from|the|of|for|is|was|and|a|my|his|her|their|near|by|with)\b"
_GAP = r"(?:\.?[ ]*,[ \n]*|[ ]+|[ ]*\n[ ]*|[ ]+[-/|•][ ]+)"
_TOWN_BEFORE = re.compile(
    rf",[ ](?P<town>[a-z]{{3,15}}(?:[ ][a-z]{{3,15}})?)[ ]$|(?<![\w'-])(?P<capital>(?:{NAME}[ ](?:Part|Phase|Sector|Block|Stage)[ ][\dIV]{{1,3}}[ ])?{NAME})(?:,?[ ]|,[ ]?\n|\n|[ ]-[ ])$"
)
_SPEECH = frozenset(
    "i i'm i've i'd he she they we you it it's that's and but so then when while because who which what why how the this that my his her our your their "
    "monday tuesday wednesday thursday friday saturday sunday yes no ok okay not now never also mr mrs ms dr sir ma'am madam please".split()
)


@dataclass(frozen=True, slots=True)
class _Parts:
    right: re.Pattern[str]
    left: re.Pattern[str]


def right(text: str, end: int, street: bool = True) -> tuple[int, int]:
    """In: where a part of an address ends, and whether it is a street. Out: where the address ends, and how many sure parts follow."""
    hard, pattern = 0, _parts().right
    for _ in range(12):
        m = pattern.match(text, end)
        if m is None:
            break
        if m["words"]:
            if not _belongs(m, text, hard, pattern):
                break
            hard += _area(m["words"]) or m["words"].split()[0].lower() in lexicon().places
        elif m["place"]:
            place = m["place"].split()[-1 if m["place"].startswith("new ") else 0].lower()
            if place not in lexicon().places:
                break
            hard += 1
        elif m["small"]:
            last = m["small"].split()[-1]
            if not street or lexicon().is_word(last) or last in _SPEECH:
                break
        else:
            if _loose(m, street):
                break
            hard += 1
        end = m.end()
    return end, hard


def left(text: str, start: int, numbered: bool) -> tuple[int, int]:
    """In: where an address begins, and whether it has its house number already.
    Out: where it begins with the flat, the house or the street in front, and how many sure parts those are."""
    hard = 0
    for _ in range(8):
        m = _parts().left.search(text, max(0, start - 70), start)
        if m is None or m["street"] and numbered:
            break
        at = m.start("part")
        if m["named"] and not _in_front(m["named"], text, at, numbered):
            break
        if m["street"] and any(w.lower() in gazetteer().never for w in m["street"].split()[1:]):
            break
        numbered = numbered or bool(m["street"])
        hard += not m["named"] or m["named"].split()[-1].lower() in gazetteer().houses
        start = at
    return start, hard


def left_of_code(text: str, start: int) -> int:
    """The same as `left` for a postcode, which may have its town in lower case before it."""
    m = _TOWN_BEFORE.search(text, max(0, start - 40), start)
    if m and m["capital"] and m["capital"].split()[0].lower() in _SPEECH:
        m = None
    return left(text, m.start(m.lastgroup or 0) if m else start, numbered=False)[0]


def _loose(m: re.Match[str], street: bool) -> bool:
    """'B22, bus 4471': a lower-case word and a number are no town and its code."""
    town = m["town"]
    if not town or not town[0].islower() or town.split()[0] in lexicon().places:
        return False
    if town.split()[0] in gazetteer().never - {"new"}:
        return True
    sure = re.search(r"[A-Za-z]\W*\d[A-Za-z]{2}$|\d{5,6}$", m[0]) or street and m[0][0] in ",\n"
    return not sure


def _area(words: str) -> bool:
    found = words.split()
    return len(found) > 1 and found[-1].lower().strip(".") in gazetteer().areas


def _belongs(m: re.Match[str], text: str, hard: int, pattern: re.Pattern[str]) -> bool:
    """Whether capital words behind a comma are a town or an area, and not what comes next in the sentence."""
    words, lex = m["words"].split(), lexicon()
    first = words[0].lower()
    if _area(m["words"]) or first in lex.places:
        return True
    if first in _SPEECH:
        return False
    if m["words"][0].islower():
        return bool(_area(m["words"]))
    if (
        pattern.match(text, m.end())
        or re.match(r"[.,;!?)\n\"']|$|[ ](?:and|but|so|or)\b", text[m.end() :][:6])
        or len(words) > 1
    ):
        return True
    return not lex.is_name(first) and not lex.is_word(first)


def _in_front(words: str, text: str, at: int, numbered: bool) -> bool:
    """Whether capital words before an address belong to it ("Beech House, 4 Hill Road", not "Yesterday, 4 Hill Road")."""
    found = words.split()
    last, first = found[-1].lower().strip("."), found[0].lower()
    if last in gazetteer().houses or last in gazetteer().areas and len(found) > 1:
        return True
    if first in _SPEECH or lexicon().is_word(first) and len(found) == 1:
        return False
    before = text[max(0, at - 14) : at]
    if re.search(r"(?:\b(?:at|to|in|from|for|near|is|was|address|of|on)|:|\n)[ \n]*$|^$", before):
        return True
    if not numbered and before.endswith(", "):
        return True
    return len(found) > 1 and not lexicon().is_name(first)


@cache
def _parts() -> _Parts:
    g = gazetteer()
    zipped = rf"(?:(?:(?-i:{g.states}|{g.regions})[ ,]+){{1,2}}(?:\d{{4,5}}(?:-\d{{4}})?|[A-Z]\d[A-Z][ -]?\d[A-Z]\d|[A-Z]{{1,2}}\d[A-Z\d]?[ ]?\d[A-Z]{{2}}|\d{{6}})\b|(?:{g.states})[ ]+\d{{5}}(?:-\d{{4}})?\b|(?:{g.states})[ ]+\d{{4}}(?![\d:])|{_POSTCODE})"
    town = rf"(?P<town>(?-i:{NAME})|(?-i:[^\W\d_A-Z]{{3,15}}(?:[ ](?:of[ ]|la[ ]|el[ ])?[^\W\d_A-Z]{{3,15}}){{0,2}}))"
    street = rf"(?-i:{NUMBER}[ ]+(?:[A-Z][\w'.-]*[ ]){{1,3}})(?:{g.kinds})\b\.?"
    sides = r"(?-i:[NSEW]{1,2}|North|South|East|West|Upper|Lower|Extension)\b(?![ ]?\d)"
    right = (
        rf"{_GAP}(?:{UNIT}|{_AREA}|{street}|{zipped}(?:[ ](?-i:{NAME}))?|{town}(?:,?[ ]*-[ ]*|,?[ ]+){zipped}"
        rf"|(?-i:{NAME},?[ ](?:{g.states}))\b(?!')|(?-i:{g.states})\b(?![ ][a-z]+[ ]me\b)|(?-i:{g.regions}|{g.countries})\b)"
        rf"|[ ]{sides}|,?[ ](?P<small>(?:(?:lower|upper|great|little|north|south|east|west)[ ])?(?-i:[a-z]{{4,15}}))(?=[.,;!?)\n]|$|[ ](?:and|but|so|or)\b)|[ ](?P<place>(?:new[ ])?[a-z]{{3,15}}(?:[ ]city)?)\b(?![ ](?:office|team|site))"
        rf"|[ ]*[,\n][ \n]*(?:{g.countries})\b|[ ]*(?:,|\n|[ ]-)[ \n]*(?P<words>(?-i:(?:(?:le|la|the)[ ])?{NAME})(?:[ ](?:city|town|estate|village))?|(?:[a-z]+[ ]){{1,2}}(?:nagar|colony|residency|society|apartments|towers|village|subdivision|city))"
    )
    lower = r"[^\W\d_][\w'-]*"
    left = (
        rf"(?<![\w'-])(?P<part>(?:{UNIT})(?=[ ]*[,/\n-]*[ \n]*$)|(?:{UNIT},?[ ]+)(?-i:{NAME})(?=[ ]*[,\n]+[ \n]*$)|(?:{_BARE_UNIT})(?=[ ]$)|{_AREA}(?=[ ]*[,\n]*[ \n]*$)"
        rf"|(?P<street>(?:{NUMBER}),?[ ](?:{lower}[ ]){{0,3}}{lower}\.?)(?=[ ]*[,\n]+[ \n]*$)|(?!{_FUNCTION})(?:{lower}[ ]){{1,2}}(?:{'|'.join(g.strong)})(?=[ ]*,[ ]*$)"
        rf"|(?:rear[ ]of|r/o)(?=[ ]$)|(?:(?<=at )|(?<=in ))the[ ](?!moment|end|time|minute|same)[a-z]{{3,12}}(?:[ ][a-z]{{3,12}})?(?=,[ ]$)|c/o[ ][^,\n]{{3,30}}(?=,[ ]*$)|flat[ ]above[ ][^,\n]{{3,25}}(?=,[ ]*$)|the[ ](?:{'|'.join(sorted(g.houses))})(?=,[ ]*$)"
        rf"|(?P<named>(?-i:(?:The[ ])?{NAME})(?:[ ](?:House|Farm|Cottage)\b)?)(?=[ ]*[,\n]+[ \n]*$))[ ,/\n-]*$"
    )
    return _Parts(re.compile(right, re.IGNORECASE), re.compile(left, re.IGNORECASE))
