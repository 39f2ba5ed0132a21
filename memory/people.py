"""The people who talk to Shoulder: how to reach them, what they allowed, what they told about themselves."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from memory.database import Tx
from memory.errors import KeyGone
from memory.models import ConsentRow, PersonRow, WorkspaceRow
from memory.vault import Vault

Purpose = Literal["memory", "checkins", "crew", "model", "study", "nudges"]

_ADDRESS = "people.address"
_PROFILE = "people.profile"


@dataclass(frozen=True, slots=True)
class Person:
    """One person as a turn sees them. `address` is the address as JSON, opened.

    `consents` has an entry for each purpose that was answered, `abouts` what the question was about
    where that can change; `profile` is what they told: name, country, tz. `deal` marks the last
    question about an outside model that they were shown.
    """

    id: str
    workspace_id: str
    address: str
    noticed: bool
    consents: dict[str, bool] = field(default_factory=dict)
    profile: dict[str, str] = field(default_factory=dict)
    abouts: dict[str, str] = field(default_factory=dict)
    deal: str = ""

    @property
    def informed(self) -> bool:
        """Whether they know what is kept: the notice was shown, or they decided already."""
        return self.noticed or "memory" in self.consents

    def allows(self, purpose: Purpose) -> bool:
        """Whether they said yes to this purpose."""
        return self.consents.get(purpose, False)

    def zone(self, default: str = "UTC") -> tzinfo:
        """Their time zone, `default` until they told."""
        try:
            return ZoneInfo(self.profile.get("tz") or default)
        except (ZoneInfoNotFoundError, ValueError):
            return UTC


class People:
    """Rows of `people`, `workspaces` and `consents`."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def meet(
        self, tx: Tx, person_id: str, workspace_id: str, address: str, now_ms: int
    ) -> None:
        """Make sure the person is known and reachable at `address`."""
        known = await tx.execute(
            select(PersonRow.sealed_address).where(PersonRow.person_id == person_id)
        )
        sealed = known.scalar()
        if sealed is not None:
            if self._vault.open(person_id, _ADDRESS, sealed) != address:
                await tx.execute(
                    update(PersonRow)
                    .where(PersonRow.person_id == person_id)
                    .values(sealed_address=self._vault.seal(person_id, _ADDRESS, address))
                )
            return
        insert = (sqlite if tx.dialect.name == "sqlite" else postgresql).insert
        await tx.execute(
            insert(WorkspaceRow).values(id=workspace_id, created_ms=now_ms).on_conflict_do_nothing()
        )
        await tx.execute(
            insert(PersonRow)
            .values(
                person_id=person_id,
                workspace_id=workspace_id,
                created_ms=now_ms,
                noticed_ms=None,
                sealed_address=self._vault.seal(person_id, _ADDRESS, address),
                sealed_profile=None,
            )
            .on_conflict_do_nothing()
        )

    async def get(self, tx: Tx, person_id: str) -> Person | None:
        """The person, None when unknown or forgotten."""
        query = select(PersonRow).where(PersonRow.person_id == person_id)
        row = (await tx.execute(query)).first()
        if row is None:
            return None
        said = await tx.execute(select(ConsentRow).where(ConsentRow.person_id == person_id))
        return self._person(row, said.all())

    async def several(self, tx: Tx, person_ids: Sequence[str]) -> list[Person]:
        """Those of these who are known and whose key is there: two queries, however many they are."""
        query = select(PersonRow).where(PersonRow.person_id.in_(person_ids))
        rows = (await tx.execute(query)).all()
        said = await tx.execute(select(ConsentRow).where(ConsentRow.person_id.in_(person_ids)))
        consents = defaultdict(list)
        for answer in said.all():
            consents[answer.person_id].append(answer)
        found = []
        for row in rows:
            with suppress(KeyGone):
                found.append(self._person(row, consents[row.person_id]))
        return found

    def _person(self, row: Any, consents: Sequence[Any]) -> Person:
        person_id, profile = row.person_id, row.sealed_profile
        return Person(
            id=person_id,
            workspace_id=row.workspace_id,
            address=self._vault.open(person_id, _ADDRESS, row.sealed_address),
            noticed=row.noticed_ms is not None,
            consents={answer.purpose: answer.granted for answer in consents},
            profile=json.loads(self._vault.open(person_id, _PROFILE, profile)) if profile else {},
            abouts={answer.purpose: answer.about for answer in consents},
            deal=row.deal or "",
        )

    async def of_workspace(self, tx: Tx, workspace_id: str) -> list[str]:
        """Everyone of a workspace."""
        query = select(PersonRow.person_id).where(PersonRow.workspace_id == workspace_id)
        return list((await tx.execute(query)).scalars())

    async def close_workspace(self, tx: Tx, workspace_id: str) -> None:
        """Nobody of it is left."""
        await tx.execute(delete(WorkspaceRow).where(WorkspaceRow.id == workspace_id))

    async def noticed(self, tx: Tx, person_id: str, now_ms: int | None) -> None:
        """The notice has been shown; None when it was not, after all."""
        await tx.execute(
            update(PersonRow).where(PersonRow.person_id == person_id).values(noticed_ms=now_ms)
        )

    async def asked(self, tx: Tx, person_id: str, deal: str) -> None:
        """This question about an outside model has been shown."""
        await tx.execute(
            update(PersonRow).where(PersonRow.person_id == person_id).values(deal=deal)
        )

    async def consent(
        self, tx: Tx, person_id: str, purpose: Purpose, granted: bool, now_ms: int, about: str = ""
    ) -> None:
        """Record a yes or no. For `memory`, the caller also keeps the key (`Vault.keep`)."""
        await tx.execute(
            delete(ConsentRow).where(
                ConsentRow.person_id == person_id, ConsentRow.purpose == purpose
            )
        )
        insert = (sqlite if tx.dialect.name == "sqlite" else postgresql).insert(ConsentRow)
        await tx.execute(
            insert.values(
                person_id=person_id, purpose=purpose, granted=granted, at_ms=now_ms, about=about
            )
        )

    async def granted(self, tx: Tx, purpose: Purpose) -> list[str]:
        """The people who said yes to this purpose."""
        asked = (ConsentRow.purpose == purpose, ConsentRow.granted.is_(True))
        query = select(ConsentRow.person_id).where(*asked).order_by(ConsentRow.person_id)
        return list((await tx.execute(query)).scalars())

    async def reopen(self, tx: Tx, person_id: str, purpose: Purpose) -> None:
        """Take a yes or no back: they may be asked again."""
        await tx.execute(
            delete(ConsentRow).where(
                ConsentRow.person_id == person_id, ConsentRow.purpose == purpose
            )
        )

    async def describe(self, tx: Tx, person_id: str, **changes: str) -> None:
        """Change what they told about themselves; an empty value takes an entry out."""
        person = await self.get(tx, person_id)
        if person is None:
            return
        profile = {k: v for k, v in {**person.profile, **changes}.items() if v}
        sealed = self._vault.seal(person_id, _PROFILE, json.dumps(profile, ensure_ascii=False))
        await tx.execute(
            update(PersonRow).where(PersonRow.person_id == person_id).values(sealed_profile=sealed)
        )
