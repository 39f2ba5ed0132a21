"""What of the answers stands on the platform: words that have begun, what was sent and where, what can be
shown again. The rows are those of the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, insert, select, update

from memory.database import Tx
from memory.models import OutboxRow
from memory.outbox import BODY, PLATFORM_ID, Parcel, opened
from memory.vault import Vault


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that was sent and can be shown again."""

    reply_id: str
    body: str
    at_ms: int


class Standing:
    """An answer of which words stand there is `open` before it is ready and after it was taken back; once
    it was sent, what is known of it is the platform's id."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def begin(self, tx: Tx, parcel: Parcel, now_ms: int) -> None:
        """Note that the first words of an answer are about to stand at `parcel.begun`. Its body says
        only where to."""
        person = parcel.person_id
        await tx.execute(
            insert(OutboxRow).values(
                reply_id=parcel.reply_id, person_id=person, state="open", created_ms=now_ms,
                asked_ms=parcel.asked_ms,
                sealed_body=self._vault.seal(person, BODY, parcel.body),
                sealed_platform_id=self._vault.seal(person, PLATFORM_ID, parcel.begun),
            )
        )  # fmt: skip

    async def begun(self, tx: Tx, person_id: str) -> list[Parcel]:
        """Answers of which words may stand there, and which never became one."""
        query = select(OutboxRow).where(OutboxRow.person_id == person_id, OutboxRow.state == "open")
        return [opened(self._vault, row) for row in (await tx.execute(query)).all()]

    async def unbegin(self, tx: Tx, reply_id: str) -> None:
        """What had begun is taken back, and was no answer."""
        await tx.execute(
            delete(OutboxRow).where(OutboxRow.reply_id == reply_id, OutboxRow.state == "open")
        )

    async def reopen(self, tx: Tx, parcel: Parcel) -> None:
        """What was sent is no answer any more, and is to be taken back. Its body says only where."""
        await tx.execute(
            update(OutboxRow)
            .where(OutboxRow.reply_id == parcel.reply_id, OutboxRow.state == "sent")
            .values(
                state="open",
                sealed_body=self._vault.seal(parcel.person_id, BODY, parcel.body),
            )
        )

    async def sent(
        self, tx: Tx, person_id: str, reply_id: str, platform_id: str, *, keep: bool = False,
        body: str = "",
    ) -> None:  # fmt: skip
        """The platform has it: keep only its id, for taking it back one day. With `keep` the sealed
        body stays too, because nobody else holds it (see `doors.FETCHED`), or `body` in its place."""
        sealed = self._vault.seal(person_id, PLATFORM_ID, platform_id)
        change = update(OutboxRow).where(OutboxRow.reply_id == reply_id)
        if not keep:
            change = change.values(sealed_body=None)
        elif body:
            change = change.values(sealed_body=self._vault.seal(person_id, BODY, body))
        await tx.execute(change.values(state="sent", sealed_platform_id=sealed))

    def receipt(self, person_id: str, platform_id: str) -> bytes:
        """A platform's id as `sent_all` keeps it. Raises KeyGone."""
        return self._vault.seal(person_id, PLATFORM_ID, platform_id)

    async def sent_all(self, tx: Tx, receipts: Sequence[tuple[str, bytes]]) -> None:
        """`sent` for many (answer, receipt) in one statement, without a body that is kept. Whoever was
        forgotten meanwhile has no row any more."""
        change = update(OutboxRow).where(OutboxRow.reply_id == bindparam("which"))
        kept: dict[str, object] = {
            "state": "sent",
            "sealed_body": None,
            "sealed_platform_id": bindparam("receipt"),
        }
        rows = [{"which": reply_id, "receipt": sealed} for reply_id, sealed in receipts]
        await tx.execute(change.values(**kept), rows)

    async def place(self, tx: Tx, person_id: str, reply_id: str) -> str:
        """The platform's id of an answer that was sent, "" of any other."""
        query = select(OutboxRow.sealed_platform_id).where(
            OutboxRow.reply_id == reply_id, OutboxRow.state == "sent"
        )
        sealed = (await tx.execute(query)).scalar()
        return self._vault.open(person_id, PLATFORM_ID, sealed) if sealed else ""

    async def platform_ids(self, tx: Tx, person_id: str) -> list[str]:
        """The platform's ids of everything that was sent to this person."""
        query = select(OutboxRow.sealed_platform_id).where(
            OutboxRow.person_id == person_id, OutboxRow.sealed_platform_id.is_not(None)
        )
        blobs = (await tx.execute(query)).scalars()
        return [self._vault.open(person_id, PLATFORM_ID, blob) for blob in blobs if blob]

    async def kept(self, tx: Tx, person_id: str, since_ms: int, limit: int = 200) -> list[Kept]:
        """The sent answers whose bodies were kept, the latest `limit` since then, oldest first."""
        query = (
            select(OutboxRow)
            .where(
                OutboxRow.person_id == person_id,
                OutboxRow.state == "sent",
                OutboxRow.created_ms >= since_ms,
                OutboxRow.sealed_body.is_not(None),
            )
            .order_by(OutboxRow.created_ms.desc(), OutboxRow.reply_id)
            .limit(limit)
        )
        rows = (await tx.execute(query)).all()
        return [
            Kept(row.reply_id, self._vault.open(person_id, BODY, row.sealed_body), row.created_ms)
            for row in reversed(rows)
        ]

    async def unkeep(self, tx: Tx, person_id: str) -> None:
        """Drop the bodies that were kept; what is not sent yet stays."""
        await tx.execute(
            update(OutboxRow)
            .where(OutboxRow.person_id == person_id, OutboxRow.state == "sent")
            .values(sealed_body=None)
        )
