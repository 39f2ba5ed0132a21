"""What every part asks of a model's words before a person reads them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.model.engine import Line
from bot.model.hostile import obeyed
from bot.safety.outgoing import masked
from bot.support.guard import faults

_QUOTED = re.compile(r"[\"“]([^\"“”]+)[\"”]")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_STAGE = re.compile(r"\*[^*]+\*|^\W*\w+:|\((?:sighs?|pauses?|laughs?)\b", re.I)


def outgoing(text: str, keep: str = "") -> str:
    """What somebody typed, as it may leave the machine. `keep` is a made-up name."""
    if not keep:
        return masked(text)
    parts = re.split(rf"(\b{re.escape(keep)}\b)", text)
    return "".join(part if part == keep else masked(part) for part in parts)


def tidy(text: str) -> str:
    """One line, straight quotation marks around speech, nothing around it."""
    plain = text.translate(str.maketrans("“”’‘", "\"\"''"))
    return re.sub(r"\s+", " ", plain).strip()


def unquoted(text: str) -> str:
    """`text` without what it quotes: the rest is its own words."""
    return re.sub(r"\s+([.,?!])", r"\1", re.sub(r"\s+", " ", _QUOTED.sub(" ", text))).strip()


def quotations(text: str) -> tuple[str, ...]:
    """What stands between quotation marks in `text`."""
    return tuple(found.strip() for found in _QUOTED.findall(text))


def verbatim(words: str, sources: Sequence[str]) -> bool:
    """Whether somebody said exactly that: letters and figures count, the marks at the ends do not."""
    sought = tidy(words).strip(" .,;:!?…").lower()
    return bool(sought) and any(sought in tidy(source).lower() for source in sources)


def numbers_from(text: str, sources: Sequence[str]) -> bool:
    """Whether every figure in `text` stands in one of `sources`."""
    known = {n for source in sources for n in _NUMBER.findall(source)}
    return set(_NUMBER.findall(text)) <= known


def plays_a_part(text: str) -> bool:
    """Whether it is only speech: no stage directions, no name in front."""
    return not _STAGE.search(text) and "[" not in text


def sound(
    text: str, lines: Sequence[Line], given: Sequence[str], *, words: tuple[int, int],
    questions: bool = True,
) -> bool:  # fmt: skip
    """Whether `text` may be the house's own words: its length, the guard, no orders taken. `given` may be said
    again. Quotations are left to `verbatim`."""
    if not words[0] <= len(text.split()) <= words[1]:
        return False
    if "[" in text:
        return False  # a placeholder that nobody will fill
    own = unquoted(text)
    found = set(faults(own, max_words=words[1])) - ({"questions"} if questions else set())
    return bool(own) and not found - {"broken"} and not obeyed(own, lines, given)
