"""The watchman: what fell through anywhere is picked up again within seconds, and first at start."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.log import Log
from bot.queue.intake import Intake
from bot.queue.lanes import Lanes
from memory.clock import Clock, to_ms
from memory.errors import StorageError
from memory.store import Store

_EVERY = 2.0
_LONGEST_MS = 600_000
_ORPHAN_AFTER = timedelta(seconds=5)


class Sweeper:
    """Drains the journal and wakes the lanes of orphaned events and unsent answers."""

    def __init__(self, store: Store, intake: Intake, lanes: Lanes, clock: Clock, log: Log) -> None:
        self._store = store
        self._intake = intake
        self._lanes = lanes
        self._clock = clock
        self._log = log
        self._next: dict[str, tuple[int, int]] = {}

    async def run(self) -> None:
        """For as long as the process lives."""
        age = timedelta(0)  # at start everything that waits is an orphan
        while True:
            try:
                await self.once(age)
                age = _ORPHAN_AFTER
            except asyncio.CancelledError:
                raise
            except StorageError as error:
                self._log.warning("sweep postponed", error=type(error).__name__)
            except Exception as error:  # noqa: BLE001 - the watchman does not go home
                self._log.error("sweep failed", failure=error)
            await asyncio.sleep(_EVERY)

    async def once(self, age: timedelta) -> int:
        """One round; how many lanes were woken."""
        await self._intake.drain()
        now = self._clock.now()
        async with self._store.database.read() as tx:
            found = await self._store.inbox.orphans(tx, to_ms(now - age))
            found += await self._store.outbox.orphans(tx)
        woken = 0
        for person_id, item in self._due(dict(found), to_ms(now)):
            if not self._lanes.busy(person_id):
                await self._lanes.wake(person_id, item, again=str(to_ms(now)))
                woken += 1
        return woken

    def _due(self, found: dict[str, str], now_ms: int) -> list[tuple[str, str]]:
        """Whom to wake now. What stays stuck (a door that is closed here) is tried ever less often."""
        self._next = {person: turn for person, turn in self._next.items() if person in found}
        due = []
        for person_id, item in found.items():
            at, wait = self._next.get(person_id, (0, 1_000))
            if now_ms >= at:
                due.append((person_id, item))
                self._next[person_id] = (now_ms + wait, min(_LONGEST_MS, wait * 2))
        return due
