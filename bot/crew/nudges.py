"""When a gentle word is deserved: seldom. Pure.

Several hard talks or low check-ins in a row are a trigger; about one trigger in five deserves a word (after
arXiv 2502.17650, where one detected event in five did), a week apart at least, at the same time of day on
the day after, when the person is likely to be on shift again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

HARD_TALKS, LOW_CHECKINS = 3, 2  # in a row or within `WITHIN`
WITHIN = timedelta(days=7)
APART = timedelta(days=7)
STANDS = timedelta(hours=2)  # how long a word may still be said after its time
ONE_IN = 5
LOW = 2
_NEXT = timedelta(days=1)
_TALK = timedelta(hours=6)  # a silence this long begins a new talk


@dataclass(frozen=True, slots=True)
class Kept:
    """When the last hard talks were, and when the last word was said, in milliseconds."""

    hard: tuple[int, ...] = ()
    last: int = 0

    def dump(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self))

    @classmethod
    def load(cls, text: str) -> Kept:
        """What `dump` made; empty for ""."""
        if not text:
            return cls()
        body = json.loads(text)
        return cls(tuple(body["hard"]), body["last"])

    def said(self, at_ms: int) -> Kept:
        """A word was said: everything starts anew."""
        return Kept((), at_ms)

    def heard(self, at_ms: int) -> Kept:
        """One more hard talk, if it isn't still the same one."""
        if self.hard and at_ms - self.hard[-1] < _TALK / timedelta(milliseconds=1):
            return replace(self, hard=(*self.hard[:-1], at_ms))
        return replace(self, hard=(*self.hard, at_ms)[-HARD_TALKS:])


def triggered(kept: Kept, moods: Sequence[tuple[int, int]], now_ms: int) -> bool:
    """In: (when, mood) of the check-ins, oldest first. Out: whether it has been hard several times."""
    since = now_ms - WITHIN / timedelta(milliseconds=1)
    if sum(at >= since for at in kept.hard) >= HARD_TALKS:
        return True
    last = moods[-LOW_CHECKINS:]
    return len(last) == LOW_CHECKINS and all(at >= since and mood <= LOW for at, mood in last)


def due(kept: Kept, draw: str, now: datetime) -> datetime | None:
    """In: `draw`, a hash of person and trigger. Out: when to say a word, None when this one gets none."""
    if int(draw[:8], 16) % ONE_IN:
        return None
    at = now + _NEXT
    free = datetime.fromtimestamp(kept.last / 1000, now.tzinfo) + APART
    return at if at >= free else None
