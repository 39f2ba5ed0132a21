"""Noting that a platform has an answer. Whoever comes while another note is being written is written with
all who wait, in one transaction: a thousand reminders of one minute must not cost a thousand commits."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from memory.store import Store


@dataclass(eq=False, slots=True)
class _Note:
    reply_id: str
    sealed: bytes
    written: bool = False


class Receipts:
    """One for the process, used by all lanes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: list[_Note] = []
        self._turn = asyncio.Lock()

    async def note(self, person_id: str, reply_id: str, platform_id: str) -> None:
        """Returns when it is kept. Raises KeyGone when the person is forgotten, StorageError when the
        database is away: then it is not kept, whatever became of the others."""
        outbox = self._store.outbox
        mine = _Note(reply_id, outbox.receipt(person_id, platform_id))
        self._waiting.append(mine)
        try:
            async with self._turn:
                if mine.written:
                    return
                batch = list(self._waiting)
                async with self._store.database.write() as tx:
                    await outbox.sent_all(tx, [(note.reply_id, note.sealed) for note in batch])
                for note in batch:
                    note.written = True
                self._waiting = [note for note in self._waiting if not note.written]
        finally:  # cut off or failed: the next one writes what still waits, and not this
            if mine in self._waiting:
                self._waiting.remove(mine)
