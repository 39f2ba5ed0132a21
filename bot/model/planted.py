"""Orders that are planted in what people are told: in a colleague's story, or among the library's own passages.

`ordered` is too wary here: people tell each other "say it once" and "act as if", and strategies are made of that. A
crew's story stands between quotation marks; what the library says is said in the house's own voice, so that more is
barred there. `python -m tests.bench planted_stories` has the figures.
"""

from __future__ import annotations

from functools import cache

from bot.model.disguises import even
from bot.model.hostile import ordered
from bot.model.wordings import Wordings, table, taken
from bot.reading.remembered import Remembered
from memory.passages import Passage

_VOICED = ("harms", "looks_odd", "speaks_of_itself")  # groups of `taken`


def planted(text: str) -> bool:
    """Whether a text that one person leaves for another gives orders to whoever passes it on."""
    return _planted()(text)


def voiced(text: str) -> bool:
    """Whether a text would have people told what nobody here says: a password to give away, a link, a verdict."""
    return _voiced()(text)


@cache
def sayable(passage: Passage) -> bool:
    """Whether an answer may say a passage's words; milliseconds the first time (`Supporter.warm`), nothing after it. Its one line is said as it stands, so nothing that looks like an
    order may be in it."""
    told = "\n".join((passage.words, passage.offer, *passage.steps))
    return not (planted(told) or voiced(f"{told}\n{passage.line}") or ordered(passage.line))


# --- inside


@cache
def _planted() -> Remembered[bool]:
    return Remembered(_orders().hide_in)


@cache
def _voiced() -> Remembered[bool]:
    barred = [p for name in _VOICED for p in taken()[name]]
    return Remembered(lambda text: any(p.search(even(text)) for p in barred))


@cache
def _orders() -> Wordings:
    """What `ordered` looks for, less what people say to each other, too, and the part of that which they don't."""
    known = table()
    parts = [
        pattern
        for group, patterns in known["orders"].items()
        for place, pattern in enumerate(patterns)
        if place not in known["spared"].get(group, ())
    ]
    parts += [pattern for patterns in known["told"].values() for pattern in patterns]
    return Wordings(parts)
