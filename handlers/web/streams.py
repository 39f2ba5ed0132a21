"""Open tabs: who is looking right now, and what they were shown in the last few minutes."""

from __future__ import annotations

import asyncio
import json
import time
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from typing import Any

_TABS = 4  # per person: browsers open six connections to one server, and sending needs one
_WAITING = 256
_SHOWN = 40
_PEOPLE = 2000
_MEMORY_MS = 15 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Shown:
    """One server-sent event. `key` makes it the same event when it comes twice."""

    name: str
    key: str
    at_ms: int
    data: dict[str, Any]

    def encode(self) -> bytes:
        """As it goes over the wire; only what can be replayed carries an id."""
        mark = f"id: {self.at_ms}\n" if self.key else ""
        return f"{mark}event: {self.name}\ndata: {json.dumps(self.data)}\n\n".encode()


@dataclass(eq=False, slots=True)
class Tab:
    """One open stream. `None` in the queue ends it."""

    user: str
    queue: asyncio.Queue[Shown | None] = field(default_factory=lambda: asyncio.Queue(_WAITING))

    def put(self, shown: Shown | None) -> None:
        """Never waits: a tab that reads too slowly is ended, and comes back for what it missed."""
        if self.queue.full():
            while not self.queue.empty():
                self.queue.get_nowait()
            shown = None
        self.queue.put_nowait(shown)


class Streams:
    """In memory only; what has to survive lies in the outbox."""

    def __init__(self) -> None:
        self._tabs: dict[str, list[Tab]] = {}
        self._shown: OrderedDict[str, deque[Shown]] = OrderedDict()
        self._closed = False

    @property
    def open_tabs(self) -> int:
        """How many tabs are looking."""
        return sum(len(tabs) for tabs in self._tabs.values())

    def join(self, user: str) -> Tab:
        """A new tab; beyond the limit the oldest one is asked to rest."""
        tab = Tab(user)
        tabs = self._tabs.setdefault(user, [])
        tabs.append(tab)
        if len(tabs) > _TABS:
            oldest = tabs.pop(0)
            oldest.put(Shown("parked", "", now_ms(), {}))
            oldest.put(None)
        if self._closed:
            tab.put(None)
        return tab

    def leave(self, tab: Tab) -> None:
        """The tab is gone."""
        tabs = self._tabs.get(tab.user, [])
        if tab in tabs:
            tabs.remove(tab)
        if not tabs:
            self._tabs.pop(tab.user, None)

    def show(self, user: str, name: str, key: str, data: dict[str, Any]) -> None:
        """To every tab of this person; with a `key` once only, and again for tabs that come back."""
        shown = Shown(name, key, now_ms(), data)
        if key:
            if self.knows(user, key):
                return
            self._shown.setdefault(user, deque(maxlen=_SHOWN)).append(shown)
            self._shown.move_to_end(user)
            while len(self._shown) > _PEOPLE:
                self._shown.popitem(last=False)
        for tab in self._tabs.get(user, ()):
            tab.put(shown)

    def watched(self, user: str) -> bool:
        """Whether a tab of this person is open."""
        return user in self._tabs

    def knows(self, user: str, key: str) -> bool:
        """Whether this was shown lately."""
        return any(shown.key == key for shown in self._shown.get(user, ()))

    def lately(self, user: str, since_ms: int) -> list[Shown]:
        """What was shown since then, oldest first."""
        oldest = max(since_ms, now_ms() - _MEMORY_MS)
        return [shown for shown in self._shown.get(user, ()) if shown.at_ms >= oldest]

    def forget(self, user: str) -> None:
        """Drop what was shown to this person."""
        self._shown.pop(user, None)

    def close(self) -> None:
        """End every stream."""
        self._closed = True
        for tabs in self._tabs.values():
            for tab in tabs:
                tab.put(None)


def now_ms() -> int:
    """The wall clock, as in the outbox."""
    return int(time.time() * 1000)
