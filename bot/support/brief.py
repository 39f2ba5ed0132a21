"""What an answer without a model may be made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.support.retelling.echo import Echo
from bot.support.understanding import Understanding


@dataclass(frozen=True, slots=True)
class Brief:
    """All that a draft may use. `extra` holds ready sentences for moves that are not phrases, e.g.
    {"story": "..."}; `used` are phrase ids not to use again; `pronoun` is he, she or they."""

    heard: str
    understood: Understanding
    echoes: tuple[Echo, ...] = ()
    pronoun: str = "they"
    later: bool = False
    used: frozenset[str] = frozenset()
    openings: tuple[str, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)
    words: tuple[int, int] = (45, 85)
    facts: frozenset[str] | None = None  # what was told of (`memory/presumed.py`); None: anything
    said: frozenset[str] = frozenset()  # sentences of this talk (bot/support/novelty.py)
    spots: frozenset[str] = frozenset()  # binds that the message tells of (bot/support/binds.py)
    glad: bool = False  # good news, relief or a laugh: only words made for that
