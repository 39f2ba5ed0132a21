"""Who was asked into which crew and what they said. No lead is ever shown any of it."""

from __future__ import annotations

from typing import Any, Literal

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from memory.crew_models import CrewInvitationRow
from memory.database import Tx

State = Literal["asked", "yes", "not_now", "never"]


class Invitations:
    """One row per crew and person, a keyed hash and a word. It outlives a stranger's first day, or
    somebody who stays silent would be asked again and again."""

    async def state(self, tx: Tx, crew_id: str, person_id: str) -> State | None:
        """What became of it, None when they were never asked (or it is long ago)."""
        mine = (CrewInvitationRow.crew_id == crew_id, CrewInvitationRow.person_id == person_id)
        state = (await tx.execute(select(CrewInvitationRow.state).where(*mine))).scalar()
        return state  # type: ignore[return-value]

    async def put(self, tx: Tx, crew_id: str, person_id: str, state: State, now_ms: int) -> None:
        """They were asked, or they answered."""
        insert = (sqlite if tx.dialect.name == "sqlite" else postgresql).insert(CrewInvitationRow)
        row = {"crew_id": crew_id, "person_id": person_id, "state": state, "at_ms": now_ms}
        changed = {"state": state, "at_ms": now_ms}
        keys = ["crew_id", "person_id"]
        await tx.execute(
            insert.values(row).on_conflict_do_update(index_elements=keys, set_=changed)
        )

    async def all(self, tx: Tx, person_id: str) -> list[tuple[str, State, int]]:
        """(crew, state, when) of everything one person was asked."""
        query = (
            select(CrewInvitationRow)
            .where(CrewInvitationRow.person_id == person_id)
            .order_by(CrewInvitationRow.at_ms)
        )
        rows: list[Any] = list((await tx.execute(query)).all())
        return [(row.crew_id, row.state, row.at_ms) for row in rows]

    async def any(self, tx: Tx, person_id: str) -> bool:
        """Whether there is anything to remember of this person but the question."""
        query = select(CrewInvitationRow.state).where(CrewInvitationRow.person_id == person_id)
        return (await tx.execute(query.limit(1))).first() is not None

    async def since(self, tx: Tx, person_id: str, since_ms: int) -> int:
        """How many crews asked this person since then and are still waiting for an answer."""
        query = select(CrewInvitationRow.crew_id).where(
            CrewInvitationRow.person_id == person_id, CrewInvitationRow.state == "asked",
            CrewInvitationRow.at_ms >= since_ms,
        )  # fmt: skip
        return len((await tx.execute(query)).all())

    async def relent(self, tx: Tx, person_id: str) -> None:
        """A never is taken back: crews may ask again."""
        mine = (CrewInvitationRow.person_id == person_id, CrewInvitationRow.state == "never")
        await tx.execute(delete(CrewInvitationRow).where(*mine))

    async def sweep(self, tx: Tx, before_ms: int) -> int:
        """Silence and "not now" from before that moment: they may be asked again."""
        old = (CrewInvitationRow.state != "never", CrewInvitationRow.at_ms < before_ms)
        return (await tx.execute(delete(CrewInvitationRow).where(*old))).rowcount
