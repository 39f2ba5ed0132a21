"""Digests: who is counted in which week, and what was told of it. A week is told once and kept as told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from memory.crew_models import CrewCohortRow, CrewDigestRow
from memory.crews import Crew
from memory.database import Tx
from memory.models import HouseRow
from memory.vault import Vault

_BODY = "crew_digests.body"
_FROZEN = "crews frozen"  # the last week for which it was fixed who is counted


class Digests:
    """Cohorts are people's ids and go when they are forgotten; what was told names nobody."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    # --- who is counted

    async def frozen(self, tx: Tx, week_ms: int) -> dict[str, set[str]]:
        """Crew → who is counted in it that week; {} when that was not fixed yet."""
        query = select(CrewCohortRow.crew_id, CrewCohortRow.person_id).where(
            CrewCohortRow.period_ms == week_ms
        )
        out: dict[str, set[str]] = defaultdict(set)
        for crew_id, person_id in await tx.execute(query):
            out[crew_id].add(person_id)
        return dict(out)

    async def fixed(self, tx: Tx, week_ms: int) -> bool:
        """Whether it was fixed who is counted that week, also when it is nobody."""
        query = select(HouseRow.value).where(HouseRow.name == _FROZEN)
        return (await tx.execute(query)).scalar() == str(week_ms)

    async def latest(self, tx: Tx, before_ms: int) -> int | None:
        """The last week before that moment for which it was fixed."""
        query = select(func.max(CrewCohortRow.period_ms)).where(CrewCohortRow.period_ms < before_ms)
        return (await tx.execute(query)).scalar()

    async def freeze(self, tx: Tx, week_ms: int, cohorts: Mapping[str, Iterable[str]]) -> None:
        """Fix who is counted in a week."""
        rows = [
            {"crew_id": crew_id, "period_ms": week_ms, "person_id": person_id}
            for crew_id, people in cohorts.items()
            for person_id in sorted(people)
        ]
        if rows:
            await tx.execute(insert(CrewCohortRow), rows)
        await tx.execute(delete(HouseRow).where(HouseRow.name == _FROZEN))
        await tx.execute(insert(HouseRow).values(name=_FROZEN, value=str(week_ms)))

    async def reseat(self, tx: Tx, crew_id: str, from_id: str, to_id: str) -> None:
        """One person's place goes from one of their screens to another: they are counted as before."""
        mine = (CrewCohortRow.crew_id == crew_id, CrewCohortRow.person_id == from_id)
        await tx.execute(update(CrewCohortRow).where(*mine).values(person_id=to_id))

    async def thaw(self, tx: Tx, before_ms: int) -> None:
        """Drop the cohorts of weeks from before that one."""
        await tx.execute(delete(CrewCohortRow).where(CrewCohortRow.period_ms < before_ms))

    # --- what was told

    async def tell(self, tx: Tx, crew: Crew, week_ms: int, body: str, now_ms: int) -> bool:
        """Keep what is told of a week; false when something was already, which stays."""
        row = (sqlite if tx.dialect.name == "sqlite" else postgresql).insert(CrewDigestRow)
        sealed = self._vault.seal_workspace(crew.workspace_id, _BODY, body)
        values = row.values(
            crew_id=crew.id, period_ms=week_ms, created_ms=now_ms, sealed_body=sealed
        )
        entered = values.on_conflict_do_nothing().returning(CrewDigestRow.crew_id)
        return (await tx.execute(entered)).first() is not None  # a server counts no inserted rows

    async def told(self, tx: Tx, crew: Crew, from_ms: int, until_ms: int) -> dict[int, str]:
        """Week → what was told of it, from one week to another, both included."""
        query = select(CrewDigestRow.period_ms, CrewDigestRow.sealed_body).where(
            CrewDigestRow.crew_id == crew.id,
            CrewDigestRow.period_ms >= from_ms,
            CrewDigestRow.period_ms <= until_ms,
        )
        return {
            week: self._vault.open_workspace(crew.workspace_id, _BODY, sealed)
            for week, sealed in await tx.execute(query)
        }

    async def last(self, tx: Tx, crew: Crew, before_ms: int) -> str | None:
        """What was told of the latest week before that one."""
        query = (
            select(CrewDigestRow.sealed_body)
            .where(CrewDigestRow.crew_id == crew.id, CrewDigestRow.period_ms < before_ms)
            .order_by(CrewDigestRow.period_ms.desc())
            .limit(1)
        )
        sealed = (await tx.execute(query)).scalar()
        if sealed is None:
            return None
        return self._vault.open_workspace(crew.workspace_id, _BODY, sealed)

    async def sweep(self, tx: Tx, before_ms: int) -> int:
        """What was told before that moment."""
        gone = await tx.execute(delete(CrewDigestRow).where(CrewDigestRow.created_ms < before_ms))
        return gone.rowcount
