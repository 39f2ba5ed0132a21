"""Signs of rudeness and courtesy in what a client wrote, as features for `label.py`.

The wordings are data, `prompts/assist/incivility.yaml`; how they were said (shouting, staccato,
bare orders) is counted here.
"""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import numpy.typing as npt

import prompts

KINDS = (
    "impatience", "devaluing", "incredulity", "blame", "sarcasm", "profanity", "demand", "refusal",
    "accusation", "threat_to_leave",
)  # fmt: skip
_OTHERS = ("polite", "happy", "unhappy", "grave")
_ORDER = re.compile(
    r"(?:^|[.!?,] )(?:now |so |just |then |and )?(?:fix|give|get|send|put|tell|answer|read|find|stop|do|"
    r"cancel|refund|approve|press|explain|look|check|think|transfer|try|own|wake|move|go|save|spare|keep|"
    r"forget|reverse|take|replace|credit|freeze|be|sort|shut|skip|delete|don'?t)\b", re.I
)  # fmt: skip
_YOU = re.compile(r"\b(?:you|your|u|ur|yours|yourself)\b", re.I)
_FIRST = re.compile(r"\b(?:i|my|me|we|our|us|i'm|i've|i'd)\b", re.I)


def kinds_in(text: str) -> dict[str, int]:
    """How many wordings of each kind of rudeness stand in `text`; kinds without one are left out."""
    found = {
        kind: sum(bool(p.search(_plain(text))) for p in patterns)
        for kind, patterns in _table().items()
        if kind in KINDS
    }
    return {kind: count for kind, count in found.items() if count}


def features(text: str) -> npt.NDArray[np.float32]:
    """One number per wording, per kind, and per manner of saying it; always the same length."""
    text = _plain(text)
    hits = {k: [float(bool(p.search(text))) for p in patterns] for k, patterns in _table().items()}
    each = [hit for row in hits.values() for hit in row]
    rude = [min(2.0, sum(hits[k])) for k in KINDS]
    total = sum(min(1.0, r) for r in rude)
    manner = _manner(text)
    mixed = [
        min(3.0, total), float(total > 0), float(total > 1), float(total > 0 and sum(hits["polite"]) == 0),
        float(total == 0 and sum(hits["polite"]) > 0), float(sum(hits["grave"]) > 0 and total == 0),
    ]  # fmt: skip
    return np.array([*each, *rude, *manner, *mixed], np.float32)


def _manner(text: str) -> list[float]:
    words = re.findall(r"[A-Za-z']+", text)
    letters = [c for c in text if c.isalpha()]
    shouted = [w for w in words if len(w) > 2 and w.isupper() and w not in _ACRONYMS]
    sentences = [s for s in re.split(r"[.!?]+", text) if s.strip()]
    short = sum(len(s.split()) <= 3 for s in sentences)
    return [
        float(bool(shouted)), min(3.0, len(shouted)) / 3,
        float(len(letters) > 8 and sum(c.isupper() for c in letters) > 0.6 * len(letters)),
        min(3, text.count("!")) / 3, min(3, text.count("?")) / 3,
        float("?" in text and bool(_YOU.search(text))),
        float(bool(_ORDER.search(text))), float(bool(_ORDER.search(text)) and "please" not in text.lower()),
        min(1.0, len(words) / 40), float(len(words) <= 3), float(len(sentences) >= 3 and short >= 2),
        min(4, len(_YOU.findall(text))) / 4, min(4, len(_FIRST.findall(text))) / 4,
        float(bool(re.search(r"[\"“]", text))), float(bool(re.search(r"\d{3,}", text))),
        float(text[:1].islower()), float(text.rstrip().endswith("!")), float(text.rstrip().endswith("?")),
    ]  # fmt: skip


_ACRONYMS = frozenset(
    "USB SIM VIP GPS PIN ID ATM VPN PDF APP CEO USA FAQ HDMI IMEI ETA TSA SMS".split()
)


def _plain(text: str) -> str:
    return text.replace("’", "'").replace("‘", "'").strip()


@cache
def _table() -> dict[str, tuple[re.Pattern[str], ...]]:
    table: dict[str, list[str]] = prompts.read("assist/incivility.yaml")
    return {k: tuple(re.compile(p, re.I) for p in table[k]) for k in (*KINDS, *_OTHERS)}
