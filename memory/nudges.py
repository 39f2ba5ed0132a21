"""What stands behind a gentle word: kept only for people who asked for it."""

from __future__ import annotations

import json

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from memory.crew_models import NudgeRow
from memory.database import Tx
from memory.vault import Vault

_BODY = "nudges.body"


class Nudges:
    """One sealed text per person; what it says is for `bot/crew/nudges.py` to know."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def put(self, tx: Tx, person_id: str, body: str, due_ms: int | None) -> None:
        """Keep it; `due_ms` is when a word is due, None when none is."""
        insert = (sqlite if tx.dialect.name == "sqlite" else postgresql).insert(NudgeRow)
        row = {"due_ms": due_ms, "sealed_body": self._vault.seal(person_id, _BODY, body)}
        entered = insert.values(person_id=person_id, **row)
        await tx.execute(entered.on_conflict_do_update(index_elements=["person_id"], set_=row))

    async def get(self, tx: Tx, person_id: str) -> tuple[str, int | None]:
        """What is kept and when a word is due; ("", None) when nothing is."""
        query = select(NudgeRow).where(NudgeRow.person_id == person_id)
        row = (await tx.execute(query)).first()
        if row is None:
            return "", None
        return self._vault.open(person_id, _BODY, row.sealed_body), row.due_ms

    async def remove(self, tx: Tx, person_id: str) -> None:
        """Nothing of it any more."""
        await tx.execute(delete(NudgeRow).where(NudgeRow.person_id == person_id))

    async def trim(self, tx: Tx, person_id: str, before_ms: int) -> None:
        """Drop the moments in it that are older than that (`hard` in `bot/crew/nudges.py`)."""
        body, due_ms = await self.get(tx, person_id)
        told = json.loads(body)
        fresh = [at for at in told["hard"] if at >= before_ms]
        if fresh != told["hard"]:
            await self.put(tx, person_id, json.dumps({**told, "hard": fresh}), due_ms)

    async def due(self, tx: Tx, until_ms: int, limit: int) -> list[str]:
        """Whose word should have been said by then."""
        order = (NudgeRow.due_ms, NudgeRow.person_id)
        query = select(NudgeRow.person_id).where(NudgeRow.due_ms <= until_ms).order_by(*order)
        return list((await tx.execute(query.limit(limit))).scalars())

    async def everyone(self, tx: Tx) -> list[str]:
        """All who have something kept here."""
        return list((await tx.execute(select(NudgeRow.person_id))).scalars())
