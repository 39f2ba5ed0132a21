"""The words of a text with what matters for names: their place, spelling, capital, and sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.safety.redaction.prepare import HIDDEN, fold

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_BREAK = re.compile(r"[.!?;:\n\"“(…*•]|--|- ")


@dataclass(frozen=True, slots=True)
class Word:
    """One word. `key` is folded and without the possessive ending; `end` leaves that ending out."""

    key: str
    text: str
    start: int
    end: int
    owns: bool  # "Dana's"
    capital: bool  # written with a capital that means something here
    first: bool  # nothing before it in its sentence
    gap: str  # what stands between the word before and this one


def words(text: str) -> list[Word]:
    """In: prepared text. Out: its words. In shouted or Title Cased text a capital means nothing."""
    found = list(_WORD.finditer(text))
    capitals = sum(m[0][0].isupper() for m in found)
    shouted = len(found) > 3 and capitals > 0.85 * len(found)
    result: list[Word] = []
    before = 0
    for m in found:
        raw = m[0]
        owns = len(raw) > 2 and raw[-2:] in ("'s", "'S")
        core = raw[:-2] if owns else raw.rstrip("'-")
        if not owns and raw[-1] == "s" and text[m.end() : m.end() + 1] == "'":
            owns = text[m.end() + 1 : m.end() + 2] == " " and raw[0].isupper()
        gap = text[before : m.start()]
        first = (
            not result
            or bool(_BREAK.search(gap.replace(HIDDEN, "")))
            and not _after_title(result[-1].key, gap)
        )
        result.append(
            Word(
                fold(core),
                core,
                m.start(),
                m.start() + len(core),
                owns,
                raw[0].isupper() and not shouted and not (len(core) > 1 and core.isupper()),
                first,
                gap,
            )
        )
        before = m.end()
    return result


def _after_title(key: str, gap: str) -> bool:
    """A full stop behind a title or an initial ends no sentence."""
    return (
        gap.startswith(".")
        and gap.strip(" .") == ""
        and (key in ("mr", "mrs", "ms", "dr", "prof", "rev", "sgt", "st") or len(key) == 1)
    )
