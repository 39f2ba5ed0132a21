"""Forgetting: every row, the key, the queued work and the space they took.

The order makes it safe to be interrupted anywhere: the ledger notes the intent first, and an
erasure that is not marked complete is done again at the next start. The ledger is also replayed
over a database that was restored from a backup.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from sqlalchemy import Column, Table, delete, or_, select

from memory.clock import Clock, to_ms
from memory.crew_models import CrewInvitationRow
from memory.database import Database, Tx
from memory.keys import KeyStore
from memory.models import Base, ConsentRow, PersonRow
from memory.tombstones import Tombstones
from memory.vault import Vault

_RETRY_WINDOW_MS = 25 * 3600 * 1000


def personal_tables() -> dict[Table, list[Column[str]]]:
    """Every table that has rows of people, and its columns that name one. A row goes with any of them."""
    found = {
        table: [c for c in table.columns if c.name == "person_id" or c.name.endswith("_person_id")]
        for table in Base.metadata.sorted_tables
    }
    return {table: columns for table, columns in found.items() if columns}


class Eraser:
    """`drop_work` deletes what the lane engine holds about a person; set by the composition root."""

    def __init__(self, database: Database, vault: Vault, keys: KeyStore, clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._keys = keys
        self._clock = clock
        self._tombstones = Tombstones()
        self.drop_work: Callable[[str], Awaitable[None]] = _nothing

    async def forget(
        self, person_id: str, *, keep_choice: bool = False, compact: bool = True
    ) -> None:
        """Erase a person. With `keep_choice` only what they said no to stays, and that they were asked,
        under a keyed hash.

        With `compact=False` the caller compacts the database once for many.
        """
        mark = self._vault.mark("erased", person_id)
        now = to_ms(self._clock.now())
        if not keep_choice:
            self._keys.ledger_begin(mark, now)
        await self.drop_work(person_id)
        async with self._database.write() as tx:
            await self._tombstones.bury(tx, person_id, now + _RETRY_WINDOW_MS)
            await self._delete_rows(tx, person_id, keep_choice=keep_choice)
        await self._vault.destroy(person_id)
        await self.drop_work(person_id)
        if compact:
            await self._database.compact()
        if not keep_choice:
            self._keys.ledger_done(mark)

    async def replay(self) -> list[str]:
        """Finish interrupted erasures and repeat finished ones that a restored backup undid.

        Returns whom; what the lane engine holds about them is dropped by the caller, once it runs.
        """
        ledger = self._keys.ledger()
        forgotten: list[str] = []
        if not ledger:
            return forgotten
        for person_id, created_ms in (await self._everyone()).items():
            at_ms, done = ledger.get(self._vault.mark("erased", person_id), (0, True))
            if at_ms and (not done or created_ms <= at_ms):
                await self.forget(person_id)
                forgotten.append(person_id)
        if not all(done for _, done in ledger.values()):
            await self._database.compact()
        for mark, (_, done) in ledger.items():
            if not done:
                self._keys.ledger_done(mark)
        return forgotten

    async def _everyone(self) -> dict[str, int]:
        """Every person id that occurs anywhere → when they were first met (0 when unknown)."""
        met: dict[str, int] = dict.fromkeys(self._keys.people(), 0)
        async with self._database.read() as tx:
            for column in (c for columns in personal_tables().values() for c in columns):
                for person_id in (await tx.execute(select(column).distinct())).scalars():
                    if person_id:
                        met.setdefault(person_id, 0)
            for row in await tx.execute(select(PersonRow.person_id, PersonRow.created_ms)):
                met[row.person_id] = row.created_ms
        return met

    async def _delete_rows(self, tx: Tx, person_id: str, *, keep_choice: bool) -> None:
        for table, columns in personal_tables().items():
            if keep_choice and table.name == CrewInvitationRow.__tablename__:
                continue
            gone = delete(table).where(or_(*(column == person_id for column in columns)))
            if keep_choice and table.name == ConsentRow.__tablename__:
                gone = gone.where(ConsentRow.granted.is_(True))
            await tx.execute(gone)


async def _nothing(person_id: str) -> None:
    """No lane engine is running."""
