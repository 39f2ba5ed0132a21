"""The outbox: answers that are decided and sealed, until the platform has confirmed them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from memory.database import Tx
from memory.errors import KeyGone
from memory.models import InboxRow, OutboxRow
from memory.vault import Vault

# What these columns are sealed as.
BODY = "outbox.body"
PLATFORM_ID = "outbox.platform_id"


@dataclass(frozen=True, slots=True)
class Parcel:
    """One answer on its way. `asked_ms` is when its oldest message was sent; `begun` is the platform's id
    of it where its first words stand there already."""

    reply_id: str
    person_id: str
    body: str
    asked_ms: int
    begun: str = ""


class Outbox:
    """Rows move ready → sent, ready → failed after the last try, ready → dropped when stopped, or
    ready → expired when nobody asked for it and its time is over. One that is shown while it is still
    being written is `open` before it is ready, and one that is taken back is `open` after it was sent."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def put(
        self,
        tx: Tx,
        parcel: Parcel,
        now_ms: int,
        *,
        platform_id: str | None = None,
        keep: bool = False,
    ) -> None:
        """Add an answer; with `platform_id` it is recorded as already sent. `keep`: see
        `Standing.sent`."""
        if platform_id is None and await self._finish(tx, parcel, now_ms):
            return
        await tx.execute(insert(OutboxRow).values(self._row(parcel, now_ms, platform_id, keep)))

    async def put_once(self, tx: Tx, parcels: Sequence[Parcel], now_ms: int) -> frozenset[str]:
        """Add what is to be sent. Out: the ids that are new; of the others there is or was one."""
        if not parcels:
            return frozenset()
        insert = (sqlite if tx.dialect.name == "sqlite" else postgresql).insert(OutboxRow)
        rows = [self._row(parcel, now_ms, None, False) for parcel in parcels]
        entered = insert.values(rows).on_conflict_do_nothing().returning(OutboxRow.reply_id)
        return frozenset((await tx.execute(entered)).scalars())

    async def pending_of(self, tx: Tx, person_ids: Sequence[str]) -> list[list[Parcel] | Exception]:
        """Each person's answers that are not sent yet, oldest first, in one query; KeyGone in their place
        for whoever was forgotten."""
        query = (
            select(OutboxRow)
            .where(OutboxRow.person_id.in_(set(person_ids)), OutboxRow.state == "ready")
            .order_by(OutboxRow.created_ms, OutboxRow.asked_ms)
        )
        rows = defaultdict(list)
        for row in (await tx.execute(query)).all():
            rows[row.person_id].append(row)
        found: list[list[Parcel] | Exception] = []
        for person_id in person_ids:
            try:
                found.append([opened(self._vault, row) for row in rows[person_id]])
            except KeyGone as gone:
                found.append(gone)
        return found

    async def unsaid(self, tx: Tx, person_id: str, until_ms: int) -> list[Parcel]:
        """The pending answers to messages (not to commands or buttons) that were sent until then."""
        message = exists().where(
            InboxRow.reply_id == OutboxRow.reply_id, InboxRow.kind == "message"
        )
        asked = (OutboxRow.asked_ms <= until_ms) & message
        return await self._ready(tx, person_id, asked)

    async def waits(self, tx: Tx, reply_id: str) -> bool:
        """Whether this answer is still to be sent."""
        query = select(OutboxRow.state).where(OutboxRow.reply_id == reply_id)
        return (await tx.execute(query)).scalar() == "ready"

    async def drop(self, tx: Tx, reply_id: str) -> None:
        """It is not to be sent anymore. Should it be on its way just now, `Standing.sent` still notes its id. Words
        of it that stand there already are to be taken back: it is `open` again."""
        await tx.execute(
            update(OutboxRow)
            .where(
                OutboxRow.reply_id == reply_id, OutboxRow.state == "ready",
                OutboxRow.sealed_platform_id.is_not(None),
            )
            .values(state="open")
        )  # fmt: skip
        await tx.execute(
            update(OutboxRow)
            .where(OutboxRow.reply_id == reply_id, OutboxRow.state == "ready")
            .values(state="dropped", sealed_body=None)
        )

    async def failed(self, tx: Tx, reply_id: str) -> None:
        """The last try is over. The sealed body stays for the operator until the nightly sweep."""
        await tx.execute(
            update(OutboxRow).where(OutboxRow.reply_id == reply_id).values(state="failed")
        )

    async def orphans(self, tx: Tx, limit: int = 500) -> list[tuple[str, str]]:
        """(person, reply) of everything that is still to be sent, or to be taken back."""
        query = (
            select(OutboxRow.person_id, OutboxRow.reply_id)
            .where(OutboxRow.state.in_(("ready", "open")))
            .limit(limit)
        )
        return [(row.person_id, row.reply_id) for row in await tx.execute(query)]

    async def expired(self, tx: Tx, reply_id: str) -> None:
        """Its time is over before it was sent: nobody needs its words any more."""
        change = update(OutboxRow).where(OutboxRow.reply_id == reply_id)
        await tx.execute(change.values(state="expired", sealed_body=None))

    async def counts(self, tx: Tx) -> dict[str, int]:
        """How many answers are in which state, for health and the operator."""
        query = select(OutboxRow.state, func.count()).group_by(OutboxRow.state)
        return {state: count for state, count in await tx.execute(query)}

    async def sweep(self, tx: Tx, failed_before_ms: int, sent_before_ms: int) -> int:
        """Delete what was given up or dropped, and what was sent: its platform id is needed longer, for `forget`."""
        failed = OutboxRow.state.in_(("failed", "dropped", "open")) & (
            OutboxRow.created_ms < failed_before_ms
        )
        done = OutboxRow.state.in_(("sent", "expired")) & (OutboxRow.created_ms < sent_before_ms)
        result = await tx.execute(delete(OutboxRow).where(failed | done))
        return result.rowcount

    async def _ready(self, tx: Tx, person_id: str, *which: ColumnElement[bool]) -> list[Parcel]:
        query = (
            select(OutboxRow)
            .where(OutboxRow.person_id == person_id, OutboxRow.state == "ready", *which)
            .order_by(OutboxRow.created_ms, OutboxRow.asked_ms)
        )
        return [opened(self._vault, row) for row in (await tx.execute(query)).all()]

    def _row(
        self, parcel: Parcel, now_ms: int, platform_id: str | None, keep: bool
    ) -> dict[str, object]:
        sent, person = platform_id is not None, parcel.person_id
        stays = keep or not sent
        return {
            "reply_id": parcel.reply_id,
            "person_id": person,
            "state": "sent" if sent else "ready",
            "created_ms": now_ms,
            "asked_ms": parcel.asked_ms,
            "sealed_body": self._vault.seal(person, BODY, parcel.body) if stays else None,
            "sealed_platform_id": self._vault.seal(person, PLATFORM_ID, platform_id)
            if platform_id
            else None,
        }

    async def _finish(self, tx: Tx, parcel: Parcel, now_ms: int) -> bool:
        """Make an answer of what had begun, where something had."""
        change = (
            update(OutboxRow)
            .where(OutboxRow.reply_id == parcel.reply_id, OutboxRow.state == "open")
            .values(
                state="ready", created_ms=now_ms,
                sealed_body=self._vault.seal(parcel.person_id, BODY, parcel.body),
            )
        )  # fmt: skip
        return bool((await tx.execute(change)).rowcount)


def opened(vault: Vault, row: Any) -> Parcel:
    """In: a row of the outbox. Out: what was put in. Raises KeyGone."""
    person, begun = row.person_id, row.sealed_platform_id
    return Parcel(
        row.reply_id, person, vault.open(person, BODY, row.sealed_body), row.asked_ms,
        vault.open(person, PLATFORM_ID, begun) if begun else "",
    )  # fmt: skip
