"""The ids of events of people who were forgotten, for as long as a platform may deliver one again."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from memory.database import Tx
from memory.models import InboxRow, TombstoneRow


class Tombstones:
    """An id and a time; whose it was is nowhere."""

    async def hold(self, tx: Tx, event_id: str) -> bool:
        """Whether this event's person was forgotten."""
        buried = select(TombstoneRow.event_id).where(TombstoneRow.event_id == event_id)
        return (await tx.execute(buried)).first() is not None

    async def bury(self, tx: Tx, person_id: str, expires_ms: int) -> None:
        """Turn the person's event ids into tombstones; the erasure deletes the rows themselves."""
        ids = (
            await tx.execute(select(InboxRow.event_id).where(InboxRow.person_id == person_id))
        ).scalars()
        rows = [{"event_id": event_id, "expires_ms": expires_ms} for event_id in ids]
        if rows:
            insert = (sqlite if tx.dialect.name == "sqlite" else postgresql).insert(TombstoneRow)
            await tx.execute(insert.on_conflict_do_nothing(), rows)

    async def sweep(self, tx: Tx, now_ms: int) -> None:
        """Delete those that have done their work."""
        await tx.execute(delete(TombstoneRow).where(TombstoneRow.expires_ms < now_ms))
