"""Postcodes that stand alone: US, UK, Ireland, Canada by their shape, any other behind the word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bot.safety.redaction.gazetteer import gazetteer
from bot.safety.redaction.lexicon import lexicon
from bot.safety.redaction.prepare import RedactSpan

_ZIP_CUED = re.compile(
    r"\b(?:zip(?:[ ]?code)?|post[ ]?code|postal[ ]code|pin[ ]?code|eir[ ]?code)(?:[ ](?:is|was|of|number))?[ :=]{0,3}"
    r"([A-Za-z0-9]{3,4}[ -][A-Za-z0-9]{3,4}\b(?=(?<=\d)|(?<=[A-Za-z]))|\d{4,6}(?:-\d{4})?|[A-Za-z]\w{4,6})\b", re.IGNORECASE
)  # fmt: skip
_UK = re.compile(
    r"(?<![\w-])([A-Za-z]{1,2})\d[A-Za-z\d]?([ ]{1,2}|)(\d[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2})(?![\w-])"
)
_EIR = re.compile(
    r"(?<![\w-])(?:[AC-FHKNPRTV-Y]\d[0-9W] ?(?=[A-Z]*\d)[0-9AC-FHKNPRTV-Y]{4}|[ac-fhknprtv-y]\d[0-9w] (?=[a-z]*\d)[0-9ac-fhknprtv-y]{4})(?![\w-])"
)
_CANADA = re.compile(r"(?<![\w-])(?:[A-Z]\d[A-Z][ -]?\d[A-Z]\d|[a-z]\d[a-z] \d[a-z]\d)(?![\w-])")
_ZIP4 = re.compile(r"(?<![\d-])\d{5}-\d{4}(?![\d-])")
_INDIA = re.compile(
    r"(?<![\w-])(?P<town>[A-Z][a-z]{2,15})[ ]?[-,]?[ ]?(?P<pin>[1-8]\d{5})(?![\w-])"
)
_DIALLED = re.compile(r"\+[\d ()-]{1,10}$")  # "+55 11 91234-5678" is no zip+4
_UK_NOT = frozenset("rd th st nd hr gb tb".split())


def postcodes(text: str) -> Iterator[RedactSpan]:
    """In: prepared text. Out: postcodes."""
    for m in _ZIP_CUED.finditer(text):
        if any(c.isdigit() for c in m[1]):
            yield RedactSpan(m.start(1), m.end(1), "address")
    for pattern in (_EIR, _CANADA, _ZIP4, _state_zip()):
        for m in pattern.finditer(text):
            if not _DIALLED.search(text, max(0, m.start() - 12), m.start()):
                yield RedactSpan(m.start(), m.end(), "address")
    for m in _INDIA.finditer(text):
        if m["town"].lower() in lexicon().places:
            yield RedactSpan(m.start(), m.end(), "address")
    for m in _UK.finditer(text):
        if (
            m[1].lower() in gazetteer().postal_areas
            and m[3][1:].lower() not in _UK_NOT
            and (m[2] or m[0].isupper())
        ):
            yield RedactSpan(m.start(), m.end(), "address")


@cache
def _state_zip() -> re.Pattern[str]:
    g = gazetteer()
    return re.compile(
        rf"\b(?:(?:{g.states})[ ]\d{{5}}(?:-\d{{4}})?|(?:{g.regions}),?[ ]\d{{5}}(?:-\d{{4}})?)\b"
    )
