"""A short line of somebody's, said back word by word: "i'll ask her on monday" → "You'll ask her on Monday".

For lines that the parse found nothing in; it takes no line that it can't be sure of."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.support.retelling.spelling import spelled
from bot.support.retelling.wording import TURNED

_WILL = re.compile(
    r"(?<![\w'])ill(?= (?!(?:with|from|and|or|on|to|for|since|at|in|again)\b)[a-z])", re.I
)
_NOT_WILL = re.compile(
    r"\b(?:am|is|are|was|were|feel|feeling|felt|get|getting|got|so|very|really|too|be|him|her|my|mom|dad) $",
    re.I,
)
_SHORT = {
    "im": "I'm",
    "gonna": "going to",
    "wanna": "want to",
    "gotta": "have to",
    "youre": "you're",
    "u": "you",
    "r": "are",
}
_NAMED = re.compile(
    r"\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|april|june|july|"
    r"august|september|october|november|december|christmas|thanksgiving|easter|halloween)s?\b",
    re.I,
)
_OF_ONE = re.compile(
    r"\b(?<=your )((?:best |little |big |older |younger )?(?:mom|mum|mother|dad|father|wife|husband|daughter|son|sister|brother|partner|"
    r"niece|nephew|aunt|uncle|cousin|friend|boyfriend|girlfriend|grandma|grandpa|gran|nan))s"
    r"(?= (?!are\b|were\b|have\b|had\b|and\b|or\b|who\b|do\b|don't\b|to\b|with\b|in\b|at\b)[a-z])|"
    r"(?i:^|(?<=\. ))(mom|mum|dad|grandma|grandpa|gran|nan)s(?= (?:got|in|not|had|back|sick|dying|been|on|gone)\b)",
    re.I,
)
_KIDS = re.compile(
    r"(?<=your )kids(?= (?:\d|first|birthday|school|game|play|recital|teacher|wedding|graduation)\b)"
)
_TO_US = re.compile(r"\b(?:you|your|yours|you're|u|ur)\b", re.I)
_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?")
_MOST = 18  # words


def written_out(text: str) -> str:
    """`text` with short forms as they are spelled, those of a phone, too: "ill", "im", "gonna"."""
    out = spelled(text.replace("’", "'")).text
    out = _WILL.sub(lambda m: m[0] if _NOT_WILL.search(out[: m.start()]) else "I'll", out)
    return re.sub(r"(?<![\w'])[a-z]+(?![\w'])", lambda m: _SHORT.get(m[0], m[0]), out, flags=re.I)


def in_you_form(line: str, knows: Callable[[str], bool], fewest: int = 2) -> str:
    """`line`, written out, as it is said back, without a full stop; "" where it is long or has fewer than
    `fewest` words, talks to us, or has a word that is none."""
    words = _WORD.findall(line)
    if (
        not fewest <= len(words) <= _MOST
        or _TO_US.search(line)
        or re.search(r"[\"“”:()\[\]@#/]", line)
    ):
        return ""
    if not all(knows(w.lower()) or "'" in w or w[:1].isupper() for w in words):
        return ""
    before = ""

    def put(match: re.Match[str]) -> str:
        nonlocal before
        low = match[0].lower()
        mine = before == "i"
        before = low
        if mine and low in ("am", "was"):
            return {"am": "are", "was": "were"}[low]
        if low in TURNED and low != "id":
            return TURNED[low]
        return str(match[0])

    said = _WORD.sub(put, line).strip(" ,")
    return named(said)


def named(said: str) -> str:
    """Days, months and feasts as they are written, and whose something is: "your wifes scan"."""
    said = _NAMED.sub(lambda m: m[0][:1].upper() + m[0][1:].lower(), said)
    return _KIDS.sub("kid's", _OF_ONE.sub(lambda m: f"{m[1] or m[2]}'s", said))
