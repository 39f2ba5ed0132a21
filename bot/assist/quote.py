"""A short rude sentence of the client's that may be said back to the rep, in quotation marks."""

from __future__ import annotations

import re

from bot.assist.signs import kinds_in
from bot.support.retelling.harsh import is_harsh


def quote(text: str) -> str:
    """A rude sentence of the client's, or half of one, in quotation marks, that may be said back: the
    longest of up to eight words that not everybody says; "" if none."""
    found = []
    for sentence in re.split(r"(?<=[.!?])\s+", text.replace("’", "'")):
        for part in (sentence, *_PARTS.split(sentence)):
            plain = _LEAD.sub("", part.strip(" .!,").replace('"', ""))
            words = re.findall(r"[\w']+", plain.lower())
            if (
                2 <= len(words) <= 8
                and not _SAID_BY_ALL.issuperset(words)
                and _may_be_quoted(plain)
            ):
                found.append(f'"{plain[:1].upper()}{plain[1:]}"')
                break
    return max(found, key=len, default="")


_PARTS = re.compile(r"[,;:—–]\s*| (?:and|but|because|instead of) ")
_LEAD = re.compile(r"^(?:(?:and|but|so|now|yeah|yes|well|ok|okay|oh)[, ]+)+", re.I)
_SAID_BY_ALL = frozenset(  # what half of them say tells nothing of this one
    "hurry up and fix this mess you better it just now already that's is ridiculous be quick do fast get done are "
    "kidding serious me fine whatever ugh quickly with on wow seriously unbelievable it's".split()
)
_NAMED = re.compile(r"\d|@|(?<=\w )(?!I\b|I'|TV\b|OK\b)[A-Z]")


def _may_be_quoted(plain: str) -> bool:
    kinds = kinds_in(plain)
    return (
        bool(kinds)
        and "profanity" not in kinds
        and not is_harsh(plain)
        and not _NAMED.search(plain)
    )
