"""Who could chat for five minutes right now, and what a search for somebody does next. Pure.

Nobody is kept waiting for long, nobody is asked all the time, and nobody meets the lead of their own
crew or somebody that one of the two does not want to meet.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from memory.buddies import State

MINUTE = 60_000
ASKED_FOR = 10 * MINUTE  # how long a question to a buddy, or the name of one, stands
SEARCH_FOR = 30 * MINUTE  # how long somebody is looked for
_ASKED = 4  # how many are asked in one search
_A_DAY = 3  # how often one person is asked within 24 hours
_REST = 30 * MINUTE  # how long nobody is asked again after a chat or a question

WEEK, WORKDAYS, WEEKEND = frozenset(range(7)), frozenset(range(5)), frozenset({5, 6})
DAYS: dict[str, frozenset[int]] = {"workdays": WORKDAYS, "week": WEEK, "weekend": WEEKEND}
_NOON = 12 * 60
_TIME = r"(\d{1,2})(?:[:.](\d{2}))?\s*([ap]\.?m\.?)?"
_HOURS = re.compile(rf"\s*(?:from\s+)?{_TIME}\s*(?:-|–|to|till|until|and)\s*{_TIME}\s*", re.I)


@dataclass(frozen=True, slots=True)
class Hours:
    """On which days and between which minutes of a day somebody may be asked. `days` count from Monday,
    0. When `end` is not after `start` it is on the next day: a night shift."""

    days: frozenset[int]
    start: int
    end: int

    def holds(self, moment: datetime) -> bool:
        """Whether `moment`, on the person's own clock, lies in them."""
        minute, day = moment.hour * 60 + moment.minute, moment.weekday()
        if self.start < self.end:
            return day in self.days and self.start <= minute < self.end
        if minute >= self.start:
            return day in self.days
        return minute < self.end and (day - 1) % 7 in self.days

    def dump(self) -> str:
        """As JSON, for sealing."""
        return json.dumps([sorted(self.days), self.start, self.end])

    @classmethod
    def load(cls, text: str) -> Hours:
        """What `dump` wrote."""
        days, start, end = json.loads(text)
        return cls(frozenset(days), start, end)

    @property
    def which(self) -> str:
        """The days by their name in `prompts/crew/buddies.yaml`."""
        return next((name for name, days in DAYS.items() if days == self.days), "week")

    @property
    def span(self) -> str:
        """ "09:00 to 17:00"."""
        return f"{_clock(self.start)} to {_clock(self.end)}"


def hours_in(typed: str, days: frozenset[int] = WORKDAYS) -> Hours | None:
    """The hours in words such as "9-17", "9:30 to 5pm", "22:00 until 6"; None when there are none."""
    found = _HOURS.fullmatch(typed)
    if found is None or not days:
        return None
    start = _minute(found[1], found[2], found[3])
    end = _minute(found[4], found[5], found[6])
    if start is None or end is None or start % 1440 == end:
        return None
    if not (found[3] or found[6]) and end < start <= _NOON and end <= _NOON:
        end += _NOON  # "9-5" at a desk is not a night shift; it is shown back as 09:00 to 17:00
    return Hours(days, start % 1440, end)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who said they are up for a chat. `asked` are the moments, in milliseconds, at which they
    were asked lately; `busy` while a question or a chat of theirs is open."""

    person_id: str
    asked: tuple[int, ...] = ()
    busy: bool = False

    def rested(self, now: datetime) -> bool:
        """Whether they may be asked right now, if it is in their hours."""
        ms = int(now.timestamp() * 1000)
        day = [at for at in self.asked if at > ms - 24 * 60 * MINUTE]
        rested = max(day, default=0) <= ms - _REST
        return not self.busy and rested and len(day) < _A_DAY


def in_order(
    candidates: Iterable[Candidate], now: datetime, barred: frozenset[str], salt: str
) -> list[str]:
    """Whom to ask: of those who are rested and not `barred`, who has not been asked for longest comes
    first. Between equals `salt` decides, so that no one is always first. Hours, which are sealed, are
    asked about in this order."""
    rested = [c for c in candidates if c.person_id not in barred and c.rested(now)]
    rested.sort(key=lambda c: (max(c.asked, default=0), _shuffled(c.person_id, salt)))
    return [c.person_id for c in rested]


Step = Literal["wait", "ask", "give_up"]


def next_step(started_ms: int, tries: Iterable[State], now_ms: int) -> Step:
    """What to do for somebody who is looking. `tries` is how it stands with everyone asked so far."""
    tries = list(tries)
    if any(state in ("asked", "yes", "met") for state in tries):
        return "wait"
    if len(tries) >= _ASKED or now_ms - started_ms >= SEARCH_FOR:
        return "give_up"
    return "ask"


def lapsed(state: State, at_ms: int, now_ms: int) -> bool:
    """Whether a question, or a yes that waits for the other one, is over."""
    return state in ("asked", "yes") and now_ms - at_ms >= ASKED_FOR


ANSWER_WITHIN = timedelta(milliseconds=ASKED_FOR)


def _shuffled(person_id: str, salt: str) -> bytes:
    return hashlib.sha256(f"{salt}|{person_id}".encode()).digest()


def _minute(hour: str, minute: str | None, half: str | None) -> int | None:
    h, m = int(hour), int(minute or 0)
    if half:
        if not 1 <= h <= 12:
            return None
        h = h % 12 + (12 if half.lower().startswith("p") else 0)
    return h * 60 + m if h <= 24 and m < 60 and h * 60 + m <= 1440 else None


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
