"""Crews: what they are called, who leads them, and who is in them from when to when."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import delete, insert, select, update

from memory.crew_models import CrewDigestRow, CrewInvitationRow, CrewLeadRow, CrewMemberRow, CrewRow
from memory.database import Tx
from memory.errors import KeyGone
from memory.vault import Vault

_BODY = "crews.body"


@dataclass(frozen=True, slots=True)
class Crew:
    """A crew as its leads made it. `digest_day` counts from Monday, 0; `zone` is the lead's time zone.

    `resources` are the crew's own people to turn to: "eap" and "contact", each a line of text.
    """

    id: str
    workspace_id: str
    name: str
    digest_day: int
    zone: str
    created_ms: int
    resources: dict[str, str] = field(default_factory=dict)
    closed_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """One stretch of somebody's membership; `left_ms` is None while they are in."""

    crew_id: str
    person_id: str
    seat: str
    joined_ms: int
    left_ms: int | None = None


class Crews:
    """Nothing here asks who may do what: `bot/crew/` does, before it calls."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    # --- the crew itself

    async def add(self, tx: Tx, crew: Crew, lead_id: str) -> None:
        """A new crew with its first lead."""
        await tx.execute(
            insert(CrewRow).values(
                id=crew.id, workspace_id=crew.workspace_id, created_ms=crew.created_ms,
                closed_ms=None, digest_day=crew.digest_day, sealed_body=self._seal(crew),
            )
        )  # fmt: skip
        await self.add_lead(tx, crew.id, lead_id, crew.created_ms)

    async def change(self, tx: Tx, crew: Crew) -> None:
        """New name, day or resources."""
        change = update(CrewRow).where(CrewRow.id == crew.id)
        values = {"digest_day": crew.digest_day, "sealed_body": self._seal(crew)}
        await tx.execute(change.values(**values))

    async def get(self, tx: Tx, crew_id: str) -> Crew | None:
        """The crew, None when there is none of that id or it is closed."""
        found = await self._crews(tx, CrewRow.id == crew_id)
        return found[0] if found else None

    async def all(self, tx: Tx) -> list[Crew]:
        """Every open crew."""
        return await self._crews(tx)

    async def close(self, tx: Tx, crew_id: str, now_ms: int) -> None:
        """It ends: everybody is out, nobody leads it, nobody is asked any more."""
        await tx.execute(update(CrewRow).where(CrewRow.id == crew_id).values(closed_ms=now_ms))
        still_in = (CrewMemberRow.crew_id == crew_id, CrewMemberRow.left_ms.is_(None))
        await tx.execute(update(CrewMemberRow).where(*still_in).values(left_ms=now_ms))
        await tx.execute(delete(CrewLeadRow).where(CrewLeadRow.crew_id == crew_id))
        waiting = (CrewInvitationRow.crew_id == crew_id, CrewInvitationRow.state != "never")
        await tx.execute(delete(CrewInvitationRow).where(*waiting))

    # --- who leads it

    async def add_lead(self, tx: Tx, crew_id: str, person_id: str, now_ms: int) -> None:
        """One more lead; harmless when they lead it already."""
        if not await self.leads(tx, crew_id, person_id):
            row = {"crew_id": crew_id, "person_id": person_id, "since_ms": now_ms}
            await tx.execute(insert(CrewLeadRow).values(**row))

    async def remove_lead(self, tx: Tx, crew_id: str, person_id: str) -> None:
        """They lead it no longer."""
        mine = (CrewLeadRow.crew_id == crew_id, CrewLeadRow.person_id == person_id)
        await tx.execute(delete(CrewLeadRow).where(*mine))

    async def leads(self, tx: Tx, crew_id: str, person_id: str) -> bool:
        """Whether this person leads that crew."""
        mine = (CrewLeadRow.crew_id == crew_id, CrewLeadRow.person_id == person_id)
        return (await tx.execute(select(CrewLeadRow.crew_id).where(*mine))).first() is not None

    async def leads_of(self, tx: Tx, crew_id: str) -> list[str]:
        """The crew's leads, the longest first."""
        order = (CrewLeadRow.since_ms, CrewLeadRow.person_id)
        query = select(CrewLeadRow.person_id).where(CrewLeadRow.crew_id == crew_id).order_by(*order)
        return list((await tx.execute(query)).scalars())

    async def led_by(self, tx: Tx, person_id: str) -> list[Crew]:
        """The open crews that a person leads."""
        mine = select(CrewLeadRow.crew_id).where(CrewLeadRow.person_id == person_id)
        return await self._crews(tx, CrewRow.id.in_(mine))

    # --- who is in it

    async def join(self, tx: Tx, id: str, stay: Stay) -> bool:
        """Take a seat; false when the seat or the person is in already."""
        taken = (CrewMemberRow.seat == stay.seat) | (CrewMemberRow.person_id == stay.person_id)
        here = (CrewMemberRow.crew_id == stay.crew_id, CrewMemberRow.left_ms.is_(None), taken)
        if (await tx.execute(select(CrewMemberRow.id).where(*here))).first() is not None:
            return False
        await tx.execute(insert(CrewMemberRow).values(id=id, **asdict(stay)))
        return True

    async def leave(self, tx: Tx, crew_id: str, person_id: str, now_ms: int) -> bool:
        """Give the seat up; false when they were not in."""
        mine = (
            CrewMemberRow.crew_id == crew_id, CrewMemberRow.person_id == person_id,
            CrewMemberRow.left_ms.is_(None),
        )  # fmt: skip
        left = await tx.execute(update(CrewMemberRow).where(*mine).values(left_ms=now_ms))
        return left.rowcount > 0

    async def joined_by(self, tx: Tx, person_id: str) -> list[Crew]:
        """The open crews that a person is in."""
        mine = select(CrewMemberRow.crew_id).where(
            CrewMemberRow.person_id == person_id, CrewMemberRow.left_ms.is_(None)
        )
        return await self._crews(tx, CrewRow.id.in_(mine))

    async def members(self, tx: Tx, crew_id: str) -> list[str]:
        """Who is in right now. For the coworker's own use: no lead is ever shown it."""
        here = (CrewMemberRow.crew_id == crew_id, CrewMemberRow.left_ms.is_(None))
        query = select(CrewMemberRow.person_id).where(*here).order_by(CrewMemberRow.person_id)
        return list((await tx.execute(query)).scalars())

    async def stays(self, tx: Tx, crew_id: str, from_ms: int, until_ms: int) -> list[Stay]:
        """Every stretch of membership that touches [from, until), the earliest first."""
        touches = (
            CrewMemberRow.crew_id == crew_id, CrewMemberRow.joined_ms < until_ms,
            CrewMemberRow.left_ms.is_(None) | (CrewMemberRow.left_ms > from_ms),
        )  # fmt: skip
        order = (CrewMemberRow.joined_ms, CrewMemberRow.id)
        query = select(CrewMemberRow).where(*touches).order_by(*order)
        return [self._stay(row) for row in (await tx.execute(query)).all()]

    async def history(self, tx: Tx, person_id: str) -> list[Stay]:
        """All of one person's stretches, the earliest first."""
        order = (CrewMemberRow.joined_ms, CrewMemberRow.id)
        query = select(CrewMemberRow).where(CrewMemberRow.person_id == person_id).order_by(*order)
        return [self._stay(row) for row in (await tx.execute(query)).all()]

    # --- the end

    async def drop_workspace(self, tx: Tx, workspace_id: str) -> None:
        """The workspace took the bot out. What belongs to people goes with each of them."""
        here = select(CrewRow.id).where(CrewRow.workspace_id == workspace_id)
        await tx.execute(delete(CrewDigestRow).where(CrewDigestRow.crew_id.in_(here)))
        await tx.execute(delete(CrewRow).where(CrewRow.workspace_id == workspace_id))

    async def sweep(self, tx: Tx, before_ms: int) -> int:
        """What ended before that moment: stretches of membership, then closed crews."""
        await tx.execute(delete(CrewMemberRow).where(CrewMemberRow.left_ms < before_ms))
        gone = await tx.execute(delete(CrewRow).where(CrewRow.closed_ms < before_ms))
        return gone.rowcount

    # --- inside

    async def _crews(self, tx: Tx, *where: Any) -> list[Crew]:
        query = select(CrewRow).where(CrewRow.closed_ms.is_(None), *where)
        rows = (await tx.execute(query.order_by(CrewRow.created_ms, CrewRow.id))).all()
        found = []
        for row in rows:
            with suppress(
                KeyGone
            ):  # its workspace's key is gone: nobody can read it, so it isn't there
                found.append(self._open(row))
        return found

    def _seal(self, crew: Crew) -> bytes:
        body = {"name": crew.name, "zone": crew.zone, "resources": crew.resources}
        text = json.dumps(body, ensure_ascii=False)
        return self._vault.seal_workspace(crew.workspace_id, _BODY, text)

    def _open(self, row: Any) -> Crew:
        body = json.loads(self._vault.open_workspace(row.workspace_id, _BODY, row.sealed_body))
        return Crew(
            row.id, row.workspace_id, body["name"], row.digest_day, body["zone"], row.created_ms,
            body["resources"], row.closed_ms,
        )  # fmt: skip

    def _stay(self, row: Any) -> Stay:
        return Stay(row.crew_id, row.person_id, row.seat, row.joined_ms, row.left_ms)
