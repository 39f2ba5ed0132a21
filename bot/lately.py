"""What the alarm remembers of people, in memory only: what they last wrote, and which card they were shown."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.safety.crisis import Danger
from bot.urgent import at_least

_PEOPLE = 2000
_MESSAGES = 3
_MAX_CHARS = 2000
_CARD_HOLDS = timedelta(hours=8)  # within a shift the same card is not shown twice
_CONTEXT_HOLDS = timedelta(hours=1)


class Written:
    """The last messages of one person."""

    def __init__(self) -> None:
        self._held: deque[tuple[str, datetime]] = deque(maxlen=_MESSAGES)
        self._subject: tuple[str, datetime] | None = None
        self._grave: tuple[str, datetime] | None = None

    def within(self, now: datetime) -> tuple[str, ...]:
        """Those of the last hour, oldest first."""
        return tuple(words for words, at in self._held if now - at < _CONTEXT_HOLDS)

    def add(self, words: str, now: datetime, danger: bool = False) -> None:
        """Remember one, as much of it as is read as context; with `danger`, it is what the talk is about from now on."""
        self._held.append((words[:_MAX_CHARS], now))
        if danger:
            self._subject = words[:_MAX_CHARS], now

    def before(self, now: datetime, words: Sequence[str] = ()) -> tuple[str, ...]:
        """What a message is read with, oldest first: the one that told of the latest danger, within a shift, and the
        last ones. Without `words`, which are those being read, and what came after them."""
        told = list(self.within(now))
        first = words[0][:_MAX_CHARS] if words else None
        if first is not None and first in told:
            told = told[: told.index(first)]
        subject, at = self._subject or ("", now)
        fits = subject and now - at < _CARD_HOLDS and subject not in told and subject != first
        return (subject, *told) if fits else tuple(told)

    def add_grave(self, words: str, now: datetime) -> None:
        """Remember one that told of a suicide or self-harm, for as long as its card holds."""
        self._grave = words[:_MAX_CHARS], now

    def grave(self, now: datetime) -> str:
        """The latest of these; "" for none within a shift."""
        words, at = self._grave or ("", now)
        return words if now - at < _CARD_HOLDS else ""


class Lately:
    """Of the two thousand people who wrote last."""

    def __init__(self) -> None:
        self._written: OrderedDict[str, Written] = OrderedDict()
        self._shown: OrderedDict[tuple[str, str], tuple[str, datetime]] = OrderedDict()
        self._stayed: OrderedDict[tuple[str, str], None] = OrderedDict()

    def written(self, person_id: str) -> Written:
        """What they last wrote. After `forget` nothing leads to it, so that nothing added later stays."""
        held = self._written.setdefault(person_id, Written())
        self._written.move_to_end(person_id)
        trim(self._written)
        return held

    def saw(self, person_id: str, danger: Danger, now: datetime) -> bool:
        """Whether they were shown a card for this kind of danger, at least as grave, within a shift."""
        level, at = self._shown.get((person_id, danger.kind), ("none", now))
        return at_least(level, danger.level) and now - at < _CARD_HOLDS

    def shown(self, person_id: str, danger: Danger, now: datetime) -> None:
        """Remember that they were shown one."""
        self._shown[person_id, danger.kind] = (danger.level, now)
        self._stayed.pop((person_id, danger.kind), None)
        trim(self._shown)

    def stayed(self, person_id: str, danger: Danger) -> bool:
        """Whether the short line that stays was said after that card already."""
        return (person_id, danger.kind) in self._stayed

    def stays(self, person_id: str, danger: Danger) -> None:
        """Remember that it was."""
        self._stayed[person_id, danger.kind] = None
        trim(self._stayed)

    def forget(self, person_id: str) -> None:
        """Drop what is held about a person."""
        self._written.pop(person_id, None)
        for held in (self._shown, self._stayed):
            for key in [key for key in held if key[0] == person_id]:
                held.pop(key, None)


def trim(held: OrderedDict[Any, Any]) -> None:
    """Drop the oldest of what is more than is remembered."""
    while len(held) > _PEOPLE:
        held.popitem(last=False)
