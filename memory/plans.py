"""When people want to be reminded of a check-in. What a plan says is for `bot/crew/schedule.py` to know."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from memory.crew_models import CheckinPlanRow
from memory.database import Tx
from memory.errors import KeyGone
from memory.vault import Vault

_BODY = "checkin_plans.body"


class CheckinPlans:
    """One sealed text per person, and beside it the next moment that it means."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def put(self, tx: Tx, person_id: str, body: str, next_ms: int | None) -> None:
        """Keep a plan; `next_ms` is None while nobody is to be reminded."""
        insert = (sqlite if tx.dialect.name == "sqlite" else postgresql).insert(CheckinPlanRow)
        row = {"next_ms": next_ms, "sealed_body": self._vault.seal(person_id, _BODY, body)}
        entered = insert.values(person_id=person_id, **row)
        await tx.execute(entered.on_conflict_do_update(index_elements=["person_id"], set_=row))

    async def get(self, tx: Tx, person_id: str) -> str:
        """The person's plan, "" when they have none."""
        query = select(CheckinPlanRow.sealed_body).where(CheckinPlanRow.person_id == person_id)
        sealed = (await tx.execute(query)).scalar()
        return self._vault.open(person_id, _BODY, sealed) if sealed else ""

    async def several(self, tx: Tx, person_ids: Sequence[str]) -> dict[str, str]:
        """person → plan; without those who have none or whose key is gone."""
        query = select(CheckinPlanRow).where(CheckinPlanRow.person_id.in_(person_ids))
        found = {}
        for row in (await tx.execute(query)).all():
            with suppress(KeyGone):
                found[row.person_id] = self._vault.open(row.person_id, _BODY, row.sealed_body)
        return found

    async def remove(self, tx: Tx, person_id: str) -> None:
        """No plan any more."""
        await tx.execute(delete(CheckinPlanRow).where(CheckinPlanRow.person_id == person_id))

    async def due(self, tx: Tx, until_ms: int, limit: int) -> list[tuple[str, int]]:
        """(person, moment) of what should have happened by then, the earliest first."""
        query = (
            select(CheckinPlanRow.person_id, CheckinPlanRow.next_ms)
            .where(CheckinPlanRow.next_ms <= until_ms)
            .order_by(CheckinPlanRow.next_ms, CheckinPlanRow.person_id)
            .limit(limit)
        )
        return [(row.person_id, row.next_ms) for row in await tx.execute(query)]

    async def move(self, tx: Tx, moves: Sequence[tuple[str, int, int | None]]) -> frozenset[str]:
        """(person, from, to): on to the next moment. Out: who was still there; what somebody else
        moved already stays as it is."""
        person, moment = CheckinPlanRow.person_id, CheckinPlanRow.next_ms
        query = select(person, moment).where(person.in_([id for id, _, _ in moves]))
        locked = query.order_by(person).with_for_update()  # in one order, or two rounds could block
        there = {row.person_id: row.next_ms for row in await tx.execute(locked)}
        moving = [(id, to_ms) for id, from_ms, to_ms in moves if there.get(id) == from_ms]
        if moving:
            change = update(CheckinPlanRow).where(person == bindparam("who"))
            rows = [{"who": id, "moment": to_ms} for id, to_ms in moving]
            await tx.execute(change.values(next_ms=bindparam("moment")), rows)
        return frozenset(id for id, _ in moving)
