"""Praise that is meant the other way around: "Five stars, really. Nobody had cleaned." The fitted label takes it at its word."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import prompts
from bot.assist.label import Label
from bot.assist.talk import LABELS

_KIND = "sarcasm"
_HARD = -2


def sarcastic(text: str) -> bool:
    """In: a client's message. Out: whether its praise or thanks mean the opposite."""
    said = text.replace("’", "'").replace("‘", "'")
    if _is("plain").search(said):
        return True
    rest, praised = _is("praise").subn(" ", said)
    return bool(praised and _is("trouble").search(rest) and not _is("meant").search(said))


def taken(label: Label) -> Label:
    """The label of such a message: negative and uncivil."""
    score = min(label.score, _HARD)
    kinds = (_KIND, *(k for k in label.kinds if k != _KIND))[:3]
    return replace(label, level=LABELS[score + 3], score=score, uncivil=True, kinds=kinds)


@cache
def _is(name: str) -> re.Pattern[str]:
    return re.compile(prompts.read("assist/sarcasm.yaml")[name], re.I)
