"""The end of a crew: its members hear of it, what is theirs stays theirs."""

from __future__ import annotations

from bot.crew.outreach import Outreach
from bot.crew.words import words
from bot.messages import Answer, Text
from memory.clock import Clock, to_ms
from memory.crews import Crew
from memory.database import Tx
from memory.store import Store


async def close(store: Store, outreach: Outreach, tx: Tx, crew: Crew, now_ms: int) -> None:
    """Close it and tell its members, in the caller's transaction."""
    note = Answer((Text(words()["crew_closed"].format(crew=crew.name)),))
    for person_id in await store.crews.members(tx, crew.id):
        await outreach.put(tx, person_id, note, "crew closed", crew.id)
    await store.crews.close(tx, crew.id, now_ms)


class Leaderless:
    """A crew whose last lead was forgotten has nobody to get its picture: it is closed at night."""

    def __init__(self, store: Store, outreach: Outreach, clock: Clock) -> None:
        self._store = store
        self._outreach = outreach
        self._clock = clock

    async def sweep(self) -> int:
        """How many were closed."""
        closed = 0
        async with self._store.database.write() as tx:
            for crew in await self._store.crews.all(tx):
                if not await self._store.crews.leads_of(tx, crew.id):
                    await close(self._store, self._outreach, tx, crew, to_ms(self._clock.now()))
                    closed += 1
        return closed
