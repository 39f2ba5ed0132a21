"""Transcripts: who said what, sealed, in conversations that end with a long silence."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, update

from memory.database import Tx
from memory.models import ConversationRow, UtteranceRow
from memory.vault import Vault

_BODY = "utterances.body"
_SILENCE_MS = 6 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class Said:
    """One utterance. `event_id` is the inbox id of a person's message."""

    role: str  # "user" or "bot"
    text: str
    at_ms: int
    moves: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    open_loop: str = ""
    event_id: str = ""
    conversation: int = 0


class Conversations:
    """Written in the same transaction as the answer, read at the start of the next turn."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def add(self, tx: Tx, person_id: str, said: list[Said]) -> None:
        """Append utterances to the running conversation, or to a new one after a silence."""
        if not said:
            return
        now = max(item.at_ms for item in said)
        conversation = await self._running(tx, person_id, said[0].at_ms)
        await tx.execute(
            update(ConversationRow).where(ConversationRow.id == conversation).values(last_ms=now)
        )
        rows = [
            {
                "person_id": person_id,
                "conversation_id": conversation,
                "event_id": item.event_id or None,
                "at_ms": item.at_ms,
                "role": item.role,
                "sealed_body": self._vault.seal(person_id, _BODY, _encode(item)),
            }
            for item in said
        ]
        await tx.execute(insert(UtteranceRow), rows)

    async def recent(self, tx: Tx, person_id: str, since_ms: int, limit: int = 200) -> list[Said]:
        """What was said since then, oldest first."""
        query = (
            select(UtteranceRow)
            .where(UtteranceRow.person_id == person_id, UtteranceRow.at_ms >= since_ms)
            .order_by(UtteranceRow.id.desc())
            .limit(limit)
        )
        rows = (await tx.execute(query)).all()
        return [self._decode(row) for row in reversed(rows)]

    async def correct(
        self, tx: Tx, person_id: str, event_id: str, text: str, open_loop: str = ""
    ) -> None:
        """The person edited a message that was answered already: keep the new words only."""
        query = select(UtteranceRow).where(
            UtteranceRow.person_id == person_id, UtteranceRow.event_id == event_id
        )
        for row in (await tx.execute(query)).all():
            said = self._decode(row)
            body = _encode(Said("user", text, said.at_ms, said.moves, open_loop=open_loop))
            await tx.execute(
                update(UtteranceRow)
                .where(UtteranceRow.id == row.id)
                .values(sealed_body=self._vault.seal(person_id, _BODY, body))
            )

    async def strike(self, tx: Tx, person_id: str, event_id: str) -> None:
        """The person deleted a message: its words go from the transcript, too."""
        await tx.execute(
            delete(UtteranceRow).where(
                UtteranceRow.person_id == person_id, UtteranceRow.event_id == event_id
            )
        )

    async def unsay(self, tx: Tx, person_id: str, event_id: str) -> None:
        """The answer to this message was never sent: what we would have said goes, their words stay."""
        query = select(UtteranceRow.id, UtteranceRow.at_ms).where(
            UtteranceRow.person_id == person_id, UtteranceRow.event_id == event_id
        )
        asked = (await tx.execute(query)).first()
        if asked is not None:  # both were written together, with one time
            await tx.execute(
                delete(UtteranceRow).where(
                    UtteranceRow.person_id == person_id,
                    UtteranceRow.role == "bot",
                    UtteranceRow.id > asked.id,
                    UtteranceRow.at_ms == asked.at_ms,
                )
            )

    async def retake(self, tx: Tx, person_id: str, heard: Said) -> bool:
        """Take their message and the answer to it out, since both come again; false when those are not
        its words any more."""
        query = select(UtteranceRow).where(
            UtteranceRow.person_id == person_id, UtteranceRow.event_id == heard.event_id
        )
        rows = (await tx.execute(query)).all()
        if [self._decode(row).text for row in rows] != [heard.text]:
            return False
        await self.unsay(tx, person_id, heard.event_id)
        await self.strike(tx, person_id, heard.event_id)
        return True

    async def drop_last(self, tx: Tx, person_id: str) -> int:
        """The person's last message and all that was said after it; when that was, 0 if never."""
        mine = UtteranceRow.person_id == person_id
        newest = (
            select(UtteranceRow.id, UtteranceRow.at_ms)
            .where(mine, UtteranceRow.role == "user")
            .order_by(UtteranceRow.id.desc())
            .limit(1)
        )
        row = (await tx.execute(newest)).first()
        if row is None:
            return 0
        await tx.execute(delete(UtteranceRow).where(mine, UtteranceRow.id >= row.id))
        return int(row.at_ms)

    async def drop(self, tx: Tx, person_id: str) -> None:
        """All of one person's transcript."""
        for table in (UtteranceRow, ConversationRow):
            await tx.execute(delete(table).where(table.person_id == person_id))

    async def sweep(self, tx: Tx, before_ms: int) -> int:
        """Everyone's words from before that moment."""
        gone = await tx.execute(delete(UtteranceRow).where(UtteranceRow.at_ms < before_ms))
        await tx.execute(delete(ConversationRow).where(ConversationRow.last_ms < before_ms))
        return gone.rowcount

    async def _running(self, tx: Tx, person_id: str, at_ms: int) -> int:
        query = (
            select(ConversationRow.id)
            .where(
                ConversationRow.person_id == person_id,
                ConversationRow.last_ms >= at_ms - _SILENCE_MS,
            )
            .order_by(ConversationRow.id.desc())
            .limit(1)
        )
        running = (await tx.execute(query)).scalar()
        if running is not None:
            return running
        made = await tx.execute(
            insert(ConversationRow)
            .values(person_id=person_id, started_ms=at_ms, last_ms=at_ms)
            .returning(ConversationRow.id)
        )
        return made.scalar_one()

    def _decode(self, row: Any) -> Said:
        sealed: bytes = row.sealed_body
        person: str = row.person_id
        body = json.loads(self._vault.open(person, _BODY, sealed))
        return Said(
            role=row.role,
            text=body["text"],
            at_ms=row.at_ms,
            moves=tuple(body.get("moves", ())),
            sources=tuple(body.get("sources", ())),
            open_loop=body.get("open_loop", ""),
            event_id=row.event_id or "",
            conversation=row.conversation_id,
        )


def _encode(said: Said) -> str:
    body: dict[str, object] = {"text": said.text}
    if said.moves:
        body["moves"] = said.moves
    if said.sources:
        body["sources"] = said.sources
    if said.open_loop:
        body["open_loop"] = said.open_loop
    return json.dumps(body, ensure_ascii=False)
