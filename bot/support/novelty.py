"""Nothing twice: which sentences this talk has had already. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from random import Random

from bot.support.guard import faults
from bot.support.retelling.echo import Echo
from bot.support.talk import Utterance

_FEWEST = 3  # words: "okay" and "go on" may come again
_END = re.compile(r"(?<=[.!?])[\"'”]?\s+")


def sentences(text: str) -> frozenset[str]:
    """The sentences of a text that say something, without what makes no difference."""
    flat = (_flat(part) for part in _END.split(text))
    return frozenset(line for line in flat if len(line.split()) >= _FEWEST)


def said(history: Sequence[Utterance]) -> frozenset[str]:
    """All sentences that the bot has said in a talk."""
    return frozenset().union(*(sentences(u.text) for u in history if u.role == "bot"))


def told(history: Sequence[Utterance]) -> str:
    """All that the bot has said in a talk, to look things up in."""
    return " | ".join(_flat(u.text) for u in history if u.role == "bot")


def repeats(text: str, before: frozenset[str]) -> bool:
    """Whether a sentence of `text` was said before."""
    return bool(sentences(text) & before)


def stood_in(echo: str, before: str) -> bool:
    """Whether somebody's own words stand in `before` (`told`) already."""
    return len(flat := _flat(echo)) > 7 and flat in before


def not_told(echoes: Iterable[Echo], history: Sequence[Utterance]) -> tuple[Echo, ...]:
    """Those of somebody's own words that were not said back to them before."""
    before = told(history)
    return tuple(echo for echo in echoes if not stood_in(echo.text, before))


def pick(
    pool: Iterable[str], history: Sequence[Utterance], rng: Random, openings: Sequence[str] = (),
) -> str:  # fmt: skip
    """A line of `pool` that this talk has not had; when all were said, the one said longest ago."""
    lines = list(pool)
    rng.shuffle(lines)
    before = said(history)
    fresh = [line for line in lines if not repeats(line, before)]
    fit = [line for line in fresh if not faults(line, openings=openings)]
    if fit or fresh:
        return (fit or fresh)[0]
    texts = [sentences(u.text) for u in reversed(history) if u.role == "bot"]

    def ago(line: str) -> int:
        return next((n for n, text in enumerate(texts) if sentences(line) & text), len(texts))

    return max(lines, key=ago)


def _flat(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+(?:'[^\W_]+)*", text.lower()))
