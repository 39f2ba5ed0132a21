"""Notes what may deserve a gentle word, for people who asked for it and nobody else."""

from __future__ import annotations

from datetime import datetime

from bot.crew import nudges
from bot.support.understanding import Understanding
from memory.clock import to_ms
from memory.database import Tx
from memory.people import Person
from memory.store import Store

_HARD = 3  # of 0 to 3
_GLAD = frozenset(("relief", "joy_pride_gratitude", "amusement"))


def is_hard(understanding: Understanding) -> bool:
    """Whether what was told was as heavy as it gets."""
    emotions = understanding.emotions
    first = max(emotions, key=lambda name: emotions[name], default="")
    return understanding.intensity >= _HARD and first not in _GLAD


async def note(store: Store, tx: Tx, person: Person, now: datetime, *, hard: bool) -> None:
    """After a hard talk, or a low check-in that has just been kept in the same transaction."""
    if not person.allows("nudges"):
        return
    at = to_ms(now)
    body, coming = await store.nudges.get(tx, person.id)
    kept = nudges.Kept.load(body)
    kept = kept.heard(at) if hard else kept
    since = to_ms(now - nudges.WITHIN)
    moods = [(c.at_ms, c.mood) for c in await store.checkins.since(tx, person.id, since)]
    if coming is None and nudges.triggered(kept, moods, at):
        due = nudges.due(kept, store.vault.mark("nudge", person.id, str(at)), now)
        coming = None if due is None else to_ms(due)
        kept = nudges.Kept((), kept.last)  # this run of hard days had its draw
    await store.nudges.put(tx, person.id, kept.dump(), coming)
