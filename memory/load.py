"""What a person told about today's load: one sealed text that is gone within a day."""

from __future__ import annotations

from sqlalchemy import delete, insert, select

from memory.database import Tx
from memory.models import LoadRow
from memory.vault import Vault

_BODY = "loads.body"


class Loads:
    """What the text says is for `bot/shift/load.py` to know."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def get(self, tx: Tx, person_id: str) -> str:
        """What was kept, "" when nothing was."""
        query = select(LoadRow.sealed_body).where(LoadRow.person_id == person_id)
        sealed = (await tx.execute(query)).scalar()
        return self._vault.open(person_id, _BODY, sealed) if sealed else ""

    async def put(self, tx: Tx, person_id: str, body: str, at_ms: int) -> None:
        """Replace it; an empty `body` only takes it out."""
        await tx.execute(delete(LoadRow).where(LoadRow.person_id == person_id))
        if body:
            sealed = self._vault.seal(person_id, _BODY, body)
            row = {"person_id": person_id, "at_ms": at_ms, "sealed_body": sealed}
            await tx.execute(insert(LoadRow).values(**row))

    async def sweep(self, tx: Tx, before_ms: int) -> int:
        """Everyone's from before that moment."""
        return (await tx.execute(delete(LoadRow).where(LoadRow.at_ms < before_ms))).rowcount
