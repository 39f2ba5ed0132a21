"""Check-ins: mood and energy from 1 to 5, a tag and a private note if the person likes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select

from memory.database import Tx
from memory.models import CheckinRow
from memory.vault import Vault

_BODY = "checkins.body"


@dataclass(frozen=True, slots=True)
class Checkin:
    """One check-in; `energy` is 0 when it was not given. `loads` are what they ticked for the crew's
    picture, with commas between (`prompts/crew/loads.yaml`)."""

    id: str
    at_ms: int
    mood: int
    energy: int = 0
    tag: str = ""
    note: str = ""
    loads: str = ""


class Checkins:
    """Sealed whole: not even the mood number is readable in the file."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def add(self, tx: Tx, person_id: str, checkin: Checkin) -> None:
        """Keep a check-in."""
        body = json.dumps(
            {
                "mood": checkin.mood,
                "energy": checkin.energy,
                "tag": checkin.tag,
                "note": checkin.note,
                **({"loads": checkin.loads} if checkin.loads else {}),
            },
            ensure_ascii=False,
        )
        await tx.execute(
            insert(CheckinRow).values(
                id=checkin.id, person_id=person_id, at_ms=checkin.at_ms,
                sealed_body=self._vault.seal(person_id, _BODY, body),
            )
        )  # fmt: skip

    async def since(self, tx: Tx, person_id: str, since_ms: int) -> list[Checkin]:
        """The person's check-ins since then, oldest first."""
        query = (
            select(CheckinRow)
            .where(CheckinRow.person_id == person_id, CheckinRow.at_ms >= since_ms)
            .order_by(CheckinRow.at_ms, CheckinRow.id)
        )
        return [
            Checkin(
                id=row.id,
                at_ms=row.at_ms,
                **json.loads(self._vault.open(person_id, _BODY, row.sealed_body)),
            )
            for row in (await tx.execute(query)).all()
        ]

    async def last(self, tx: Tx, person_ids: Sequence[str]) -> dict[str, int]:
        """person → the moment of their last check-in."""
        latest = func.max(CheckinRow.at_ms)
        query = select(CheckinRow.person_id, latest).where(CheckinRow.person_id.in_(person_ids))
        rows = await tx.execute(query.group_by(CheckinRow.person_id))
        return {person_id: at_ms for person_id, at_ms in rows}

    async def remove(self, tx: Tx, person_id: str, checkin_id: str) -> bool:
        """Forget one check-in; false when it was gone already."""
        result = await tx.execute(
            delete(CheckinRow).where(CheckinRow.id == checkin_id, CheckinRow.person_id == person_id)
        )
        return result.rowcount == 1

    async def sweep(self, tx: Tx, before_ms: int) -> int:
        """Everyone's check-ins from before that moment."""
        result = await tx.execute(delete(CheckinRow).where(CheckinRow.at_ms < before_ms))
        return result.rowcount
