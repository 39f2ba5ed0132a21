"""What delivery reads and writes for each answer, for all lanes that want it at the same time at once."""

from __future__ import annotations

from collections.abc import Sequence

from bot.queue.together import Together
from memory.outbox import Parcel
from memory.store import Store


class Receipts:
    """One for the process, used by all lanes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._notes: Together[tuple[str, bytes], None] = Together(self._write)
        self._reads: Together[str, list[Parcel]] = Together(self._read)

    async def pending(self, person_id: str) -> list[Parcel]:
        """The person's answers that are not sent yet, oldest first. Raises KeyGone, StorageError."""
        return await self._reads.of(person_id)

    async def note(self, person_id: str, reply_id: str, platform_id: str) -> None:
        """The platform has it. Returns when that is kept. Raises KeyGone when the person is forgotten,
        StorageError when the database is away: then it is not kept, whatever became of the others."""
        await self._notes.of((reply_id, self._store.standing.receipt(person_id, platform_id)))

    async def _write(self, notes: Sequence[tuple[str, bytes]]) -> list[None | Exception]:
        async with self._store.database.write() as tx:
            await self._store.standing.sent_all(tx, notes)
        return [None] * len(notes)

    async def _read(self, people: Sequence[str]) -> list[list[Parcel] | Exception]:
        async with self._store.database.read() as tx:
            return await self._store.outbox.pending_of(tx, people)
