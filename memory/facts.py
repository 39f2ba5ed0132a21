"""What a person asked to have remembered: few, visible, and confirmed by them one by one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from memory.database import Tx
from memory.models import FactRow
from memory.vault import Vault

_TEXT = "facts.text"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact in the person's own terms, e.g. "Tuesdays are your late shift"."""

    id: str
    text: str
    at_ms: int


class Facts:
    """Proposals become facts with the person's yes; a no, or a week of silence, removes them."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def propose(self, tx: Tx, person_id: str, fact: Fact) -> None:
        """Put a fact before the person; nothing is remembered yet."""
        sealed = self._vault.seal(person_id, _TEXT, fact.text)
        await tx.execute(
            insert(FactRow).values(
                id=fact.id, person_id=person_id, confirmed=False, at_ms=fact.at_ms,
                sealed_text=sealed,
            )
        )  # fmt: skip

    async def confirm(self, tx: Tx, person_id: str, fact_id: str) -> bool:
        """The person said yes; false when the proposal is gone."""
        result = await tx.execute(
            update(FactRow)
            .where(FactRow.id == fact_id, FactRow.person_id == person_id)
            .values(confirmed=True)
        )
        return result.rowcount == 1

    async def correct(self, tx: Tx, person_id: str, fact_id: str, text: str) -> bool:
        """Replace a fact's words; false when it is gone."""
        result = await tx.execute(
            update(FactRow)
            .where(FactRow.id == fact_id, FactRow.person_id == person_id)
            .values(sealed_text=self._vault.seal(person_id, _TEXT, text))
        )
        return result.rowcount == 1

    async def remove(self, tx: Tx, person_id: str, fact_id: str) -> bool:
        """Forget one fact; false when it was gone already."""
        result = await tx.execute(
            delete(FactRow).where(FactRow.id == fact_id, FactRow.person_id == person_id)
        )
        return result.rowcount == 1

    async def withdraw(self, tx: Tx, person_id: str, fact_id: str) -> None:
        """Take a proposal back that nobody saw; what was confirmed stays."""
        await tx.execute(
            delete(FactRow).where(
                FactRow.id == fact_id, FactRow.person_id == person_id, FactRow.confirmed.is_(False)
            )
        )

    async def all(self, tx: Tx, person_id: str, *, confirmed: bool = True) -> list[Fact]:
        """The person's facts (or open proposals), oldest first."""
        query = (
            select(FactRow)
            .where(FactRow.person_id == person_id, FactRow.confirmed == confirmed)
            .order_by(FactRow.at_ms, FactRow.id)
        )
        return [
            Fact(row.id, self._vault.open(person_id, _TEXT, row.sealed_text), row.at_ms)
            for row in (await tx.execute(query)).all()
        ]

    async def sweep(self, tx: Tx, before_ms: int) -> int:
        """Proposals that were never answered."""
        result = await tx.execute(
            delete(FactRow).where(FactRow.confirmed.is_(False), FactRow.at_ms < before_ms)
        )
        return result.rowcount
