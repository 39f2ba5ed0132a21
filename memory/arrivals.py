"""When messages came in: of a person and of a workspace. Times only, no words."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from memory.database import Tx
from memory.models import InboxRow, PersonRow


class Arrivals:
    """Looked up in the inbox, which remembers as long as the transcripts do."""

    async def last_before(
        self, tx: Tx, person_id: str, before_ms: int, not_ids: Sequence[str]
    ) -> int:
        """When the person's previous message came in, 0 if none within living memory."""
        query = (
            select(InboxRow.arrived_ms)
            .where(
                InboxRow.person_id == person_id,
                InboxRow.kind == "message",
                InboxRow.arrived_ms <= before_ms,
                InboxRow.event_id.not_in(not_ids),
            )
            .order_by(InboxRow.arrived_ms.desc())
            .limit(1)
        )
        return (await tx.execute(query)).scalar() or 0

    async def sent(self, tx: Tx, person_id: str, since_ms: int) -> list[int]:
        """When the person sent their messages since then, by the platform's time, oldest first."""
        query = (
            select(InboxRow.sent_ms)
            .where(
                InboxRow.person_id == person_id,
                InboxRow.kind == "message",
                InboxRow.sent_ms >= since_ms,
            )
            .order_by(InboxRow.sent_ms)
        )
        return list((await tx.execute(query)).scalars())

    async def last_in(self, tx: Tx, workspace_id: str, before_ms: int) -> int:
        """When anything of this workspace came in last before then, 0 if nothing is known."""
        query = (
            select(func.max(InboxRow.arrived_ms))
            .join(PersonRow, PersonRow.person_id == InboxRow.person_id)
            .where(PersonRow.workspace_id == workspace_id, InboxRow.arrived_ms < before_ms)
        )
        return (await tx.execute(query)).scalar() or 0

    async def last_of_each_in(self, tx: Tx, workspace_id: str) -> dict[str, int]:
        """When anything came in last, for each person of this workspace of whom that is known."""
        query = (
            select(InboxRow.person_id, func.max(InboxRow.arrived_ms).label("last_ms"))
            .join(PersonRow, PersonRow.person_id == InboxRow.person_id)
            .where(PersonRow.workspace_id == workspace_id)
            .group_by(InboxRow.person_id)
        )
        return {row.person_id: row.last_ms for row in await tx.execute(query)}
