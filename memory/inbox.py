"""The inbox: what came in and is not answered yet, sealed; and the ids of what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from memory.database import Tx
from memory.models import InboxRow
from memory.tombstones import Tombstones
from memory.vault import Vault

_EVENT = "inbox.event"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One unanswered event. `body` is what the door handed in; `version` counts its edits."""

    event_id: str
    kind: str
    body: str
    sent_ms: int
    arrived_ms: int
    version: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """An event on its way in."""

    event_id: str
    person_id: str
    kind: str
    body: str
    sent_ms: int
    arrived_ms: int


class Inbox:
    """Durable and duplicate-free: an event id enters once, ever."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._tombstones = Tombstones()

    async def add(self, tx: Tx, arrival: Arrival, *, answered_by: str = "") -> bool:
        """Take an event in; false when it was here before. Ask `state` first about the forgotten.

        With `answered_by` (a reply id) the event is recorded as already answered.
        """
        insert = (sqlite if tx.dialect.name == "sqlite" else postgresql).insert(InboxRow)
        sealed = self._vault.seal(arrival.person_id, _EVENT, arrival.body)
        row = {
            "event_id": arrival.event_id,
            "person_id": arrival.person_id,
            "kind": arrival.kind,
            "state": "answered" if answered_by else "waiting",
            "sent_ms": arrival.sent_ms,
            "arrived_ms": arrival.arrived_ms,
            "version": 0,
            "reply_id": answered_by or None,
            "sealed_event": None if answered_by else sealed,
        }
        entered = insert.values(row).on_conflict_do_nothing().returning(InboxRow.event_id)
        return (await tx.execute(entered)).first() is not None

    async def state(self, tx: Tx, event_id: str) -> str:
        """The state of an event: waiting, answered, failed, withdrawn, forgotten, or "" if unknown."""
        query = select(InboxRow.state).where(InboxRow.event_id == event_id)
        state = (await tx.execute(query)).scalar()
        if state is not None:
            return state
        return "forgotten" if await self._tombstones.hold(tx, event_id) else ""

    async def waiting(self, tx: Tx, person_id: str) -> list[Waiting]:
        """The person's unanswered events, oldest first by the platform's time."""
        query = (
            select(InboxRow)
            .where(InboxRow.person_id == person_id, InboxRow.state == "waiting")
            .order_by(InboxRow.sent_ms, InboxRow.arrived_ms, InboxRow.event_id)
        )
        rows = (await tx.execute(query)).all()
        return [
            Waiting(
                row.event_id, row.kind, self._vault.open(person_id, _EVENT, row.sealed_event),
                row.sent_ms, row.arrived_ms, row.version,
            )
            for row in rows
        ]  # fmt: skip

    async def close(self, tx: Tx, events: Sequence[Waiting], reply_id: str) -> bool:
        """Mark them answered; false when one was edited, withdrawn or answered in the meantime."""
        closed = 0
        for event in events:
            result = await tx.execute(
                update(InboxRow)
                .where(
                    InboxRow.event_id == event.event_id,
                    InboxRow.state == "waiting",
                    InboxRow.version == event.version,
                )
                .values(state="answered", reply_id=reply_id, sealed_event=None)
            )
            closed += result.rowcount
        return closed == len(events)

    async def reopen(
        self, tx: Tx, person_id: str, events: Sequence[Waiting], reply_id: str
    ) -> bool:
        """Let what this answer covered wait again; false when it covers something else by now."""
        opened = 0
        for event in events:
            result = await tx.execute(
                update(InboxRow)
                .where(
                    InboxRow.event_id == event.event_id,
                    InboxRow.state == "answered",
                    InboxRow.reply_id == reply_id,
                )
                .values(
                    state="waiting",
                    reply_id=None,
                    version=InboxRow.version + 1,
                    sealed_event=self._vault.seal(person_id, _EVENT, event.body),
                )
            )
            opened += result.rowcount
        return opened == len(events) and not await self.answered_by(tx, reply_id)

    async def cover(
        self, tx: Tx, person_id: str, reply_id: str, until_ms: int, sent_ms: int
    ) -> list[Waiting]:
        """A danger card answers every message that waited when it went out, `until_ms`, and what was written
        before the danger, `sent_ms`, and came in after it; those come back."""
        covered = [
            row
            for row in await self.waiting(tx, person_id)
            if row.kind == "message" and (row.arrived_ms <= until_ms or row.sent_ms <= sent_ms)
        ]
        await self.close(tx, covered, reply_id)
        return covered

    async def fail(self, tx: Tx, reply_id: str) -> None:
        """The answer could not be delivered: note it for the operator."""
        await tx.execute(
            update(InboxRow).where(InboxRow.reply_id == reply_id).values(state="failed")
        )

    async def edit(self, tx: Tx, person_id: str, event_id: str, body: str) -> bool:
        """Replace the text of an unanswered event; false when it is too late."""
        result = await tx.execute(
            update(InboxRow)
            .where(InboxRow.event_id == event_id, InboxRow.state == "waiting")
            .values(
                version=InboxRow.version + 1,
                sealed_event=self._vault.seal(person_id, _EVENT, body),
            )
        )
        return result.rowcount == 1

    async def body(self, tx: Tx, person_id: str, event_id: str) -> str:
        """The unanswered event's body, "" when it is not waiting."""
        query = select(InboxRow.sealed_event).where(
            InboxRow.event_id == event_id, InboxRow.state == "waiting"
        )
        sealed = (await tx.execute(query)).scalar()
        return "" if sealed is None else self._vault.open(person_id, _EVENT, sealed)

    async def withdraw(self, tx: Tx, event_id: str) -> bool:
        """The person deleted it before it was answered: drop the text, answer nothing."""
        result = await tx.execute(
            update(InboxRow)
            .where(InboxRow.event_id == event_id, InboxRow.state == "waiting")
            .values(state="withdrawn", sealed_event=None, version=InboxRow.version + 1)
        )
        return result.rowcount == 1

    async def settle(self, tx: Tx, person_id: str, until_ms: int) -> None:
        """The person wants no answer to what they sent until then: drop the words that wait."""
        await tx.execute(
            update(InboxRow)
            .where(
                InboxRow.person_id == person_id,
                InboxRow.kind == "message",
                InboxRow.state == "waiting",
                InboxRow.sent_ms <= until_ms,
            )
            .values(state="withdrawn", sealed_event=None, version=InboxRow.version + 1)
        )

    async def answered_by(self, tx: Tx, reply_id: str) -> list[str]:
        """The events that this answer covers."""
        query = select(InboxRow.event_id).where(InboxRow.reply_id == reply_id)
        return list((await tx.execute(query)).scalars())

    async def orphans(self, tx: Tx, before_ms: int, limit: int = 500) -> list[tuple[str, str]]:
        """(person, event) of what has been waiting since before that moment."""
        query = (
            select(InboxRow.person_id, InboxRow.event_id)
            .where(InboxRow.state == "waiting", InboxRow.arrived_ms <= before_ms)
            .order_by(InboxRow.arrived_ms)
            .limit(limit)
        )
        return [(row.person_id, row.event_id) for row in await tx.execute(query)]

    async def sweep(self, tx: Tx, before_ms: int, now_ms: int) -> int:
        """Delete what was answered before that moment, and tombstones that have done their work."""
        result = await tx.execute(
            delete(InboxRow).where(InboxRow.state != "waiting", InboxRow.arrived_ms < before_ms)
        )
        await self._tombstones.sweep(tx, now_ms)
        return result.rowcount
