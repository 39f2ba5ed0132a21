"""The words that addresses are made of: reads prompts/redact/places.yaml once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import prompts

CAPITAL = (
    r"(?:(?:St|Sta|Sto|Mt|Ft|Dr|Gen|Pres|Fr|Sgt|Gov|Hon|Col)\.(?=[ ]?[^\W\d_a-z])|(?:[A-Z]\.){1,3}(?=[ ]?[^\W\d_a-z])|"
    r"(?=[^\W\d_])(?![a-zà-öø-ÿ])[^\W\d_][\w']{0,24}(?:-\w[\w']{0,24}){0,3})"
)  # one word with a capital, or an abbreviation with its full stop
JOINER = r"(?:de|del|la|las|los|da|das|do|dos|du|des|di|van|von|der|den|le|les|na|upon|under|le|en|sur|nan|y|e|d')"
NAME = rf"{CAPITAL}(?:(?:[ ]|(?<=\.)|[ -](?:{JOINER}[ -]){{1,2}}){CAPITAL}){{0,4}}"
NUMBER = (
    r"(?:(?<![\w.,:/$€£₹#-])(?:(?:no\.?|number|nr\.?|#)[ ]?)?\d{1,5}(?:[ ]?½|-?[A-Za-z])?"
    r"(?:(?:-|/|[ ]-[ ]|[ ]?&[ ]?)\d{1,5}[A-Za-z]?){0,3}(?:/[A-Za-z])?(?:[ ](?:bis|ter))?(?![\w/-])|\b[NSEW]\d{1,5}[ ]?[NSEW]\d{1,5})"
)
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = (
    "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    "|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:" + _ONES + "))?"
)
SPELLED = rf"\b(?:(?:(?:{_TEENS}|{_ONES}|a)[ ](?:hundred|thousand)(?:[ ](?:and[ ])?(?:{_TEENS}|{_ONES}))?|{_TEENS}|{_ONES})(?:[ -](?:{_TEENS}))?)"
ORDINAL = r"\d{1,3}(?:st|nd|rd|th)"


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Sets of lower-case words, and alternatives of a pattern made from them, the longest first."""

    strong: frozenset[str]
    areas: frozenset[str]
    houses: frozenset[str]
    never: frozenset[str]
    counted: frozenset[str]
    famous: frozenset[str]
    postal_areas: frozenset[str]
    kinds: str
    prefixes: str
    prefixes_also_words: str
    suffixes: str
    states: str  # upper case
    regions: str  # as they are written in a sentence
    countries: str


@cache
def gazetteer() -> Gazetteer:
    """The words that ship."""
    data: dict[str, str] = prompts.read("redact/places.yaml")
    words = {key: value.split() for key, value in data.items()}
    sets = {
        k: frozenset(words[k])
        for k in ("strong", "areas", "houses", "never", "counted", "famous", "postal_areas")
    }
    return Gazetteer(
        **sets,
        kinds=_either(words["strong"] + words["weak"]),
        prefixes=_either(words["prefixes"]),
        prefixes_also_words=_either(words["prefixes_also_words"]),
        suffixes=_either(words["suffixes"]),
        states=_either(words["states"]).upper(),
        regions=_either(
            [w.title() for w in words["regions"]]
            + ["New York", "New Jersey", "New Mexico", "New Hampshire", "North Carolina", "South Carolina",
               "North Dakota", "South Dakota", "West Virginia", "Rhode Island", "British Columbia", "Nova Scotia",
               "New Brunswick", "Tamil Nadu", "Uttar Pradesh", "Madhya Pradesh", "Andhra Pradesh", "West Bengal",
               "New South Wales", "Western Cape", "KwaZulu-Natal", "Metro Manila"]
        ),
        countries=_either([w.upper() if len(w) < 4 else w.title() for w in words["countries"]]
                          + ["New Zealand", "South Africa", "United Kingdom", "United States", "Northern Ireland"]),
    )  # fmt: skip


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
