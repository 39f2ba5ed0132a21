"""Buddies: who is up for a chat, who is being brought together, and who does not want to meet whom.

Why somebody wanted a chat is nowhere: there is no column for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, delete, insert, or_, select, update

from memory.crew_models import BuddyBlockRow, BuddyChatRow, BuddyRow
from memory.database import Tx
from memory.errors import KeyGone
from memory.vault import Vault

_HOURS = "buddies.hours"
_OPEN = ("looking", "asked", "yes")

SearchState = Literal["looking", "over"]
QuestionState = Literal["asked", "yes", "met", "no", "late", "declined"]
State = SearchState | QuestionState


@dataclass(frozen=True, slots=True)
class Buddy:
    """Somebody's switch. `hours` are as `bot/crew/buddies.py` writes them."""

    person_id: str
    workspace_id: str
    available: bool
    hours: str
    since_ms: int


@dataclass(frozen=True, slots=True)
class BuddyChat:
    """One question to one buddy, or, with an empty `buddy_id`, the search that it belongs to: a search
    and its questions have the asker in common, and the questions are not older than the search.
    `at_ms` is when the state last changed."""

    id: str
    workspace_id: str
    asker_id: str
    buddy_id: str
    state: State
    at_ms: int


class Buddies:
    """Who is asked is decided in `bot/crew/pairing.py`."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    # --- on and off

    async def put(self, tx: Tx, buddy: Buddy) -> None:
        """Switch on or off, with the hours."""
        await self.remove(tx, buddy.person_id)
        await tx.execute(
            insert(BuddyRow).values(
                person_id=buddy.person_id, workspace_id=buddy.workspace_id,
                available=buddy.available, since_ms=buddy.since_ms,
                sealed_hours=self._vault.seal(buddy.person_id, _HOURS, buddy.hours),
            )
        )  # fmt: skip

    async def get(self, tx: Tx, person_id: str) -> Buddy | None:
        """A person's own switch, None when they never touched it."""
        row = (await tx.execute(select(BuddyRow).where(BuddyRow.person_id == person_id))).first()
        return self._buddy(row) if row else None

    async def remove(self, tx: Tx, person_id: str) -> None:
        """Back to never touched."""
        await tx.execute(delete(BuddyRow).where(BuddyRow.person_id == person_id))

    async def available(self, tx: Tx, workspace_id: str) -> list[str]:
        """Everyone in a workspace who is on."""
        on = (BuddyRow.workspace_id == workspace_id, BuddyRow.available.is_(True))
        query = select(BuddyRow.person_id).where(*on).order_by(BuddyRow.person_id)
        return list((await tx.execute(query)).scalars())

    async def several(self, tx: Tx, person_ids: Sequence[str]) -> list[Buddy]:
        """The switches of these who have one and whose key is there."""
        query = select(BuddyRow).where(BuddyRow.person_id.in_(person_ids))
        found = []
        for row in (await tx.execute(query)).all():
            with suppress(KeyGone):
                found.append(self._buddy(row))
        return found

    async def claim(self, tx: Tx, person_id: str) -> Buddy | None:
        """Somebody who is on, for this transaction alone; None when they are off, or another one has
        claimed them: on PostgreSQL two could ask at once; SQLite has one writer anyway."""
        on = (BuddyRow.person_id == person_id, BuddyRow.available.is_(True))
        query = select(BuddyRow).where(*on).with_for_update(skip_locked=True)
        row = (await tx.execute(query)).first()
        return self._buddy(row) if row else None

    def _buddy(self, row: Any) -> Buddy:
        sealed, person = row.sealed_hours, row.person_id
        hours = self._vault.open(person, _HOURS, sealed) if sealed else ""
        return Buddy(person, row.workspace_id, row.available, hours, row.since_ms)

    # --- searches, questions, chats

    async def add(self, tx: Tx, chat: BuddyChat) -> None:
        """A search or a question begins."""
        await tx.execute(
            insert(BuddyChatRow).values(
                id=chat.id, workspace_id=chat.workspace_id, asker_person_id=chat.asker_id,
                buddy_person_id=chat.buddy_id or None, state=chat.state, at_ms=chat.at_ms,
            )
        )  # fmt: skip

    async def move(self, tx: Tx, id: str, was: str, now: str, at_ms: int) -> bool:
        """From one state to the next; false when it is not in that state any more."""
        mine = (BuddyChatRow.id == id, BuddyChatRow.state == was)
        moved = await tx.execute(update(BuddyChatRow).where(*mine).values(state=now, at_ms=at_ms))
        return moved.rowcount == 1

    async def chat(self, tx: Tx, id: str, person_id: str) -> BuddyChat | None:
        """One of the chats that this person is part of, None for anybody else's."""
        query = select(BuddyChatRow).where(BuddyChatRow.id == id, _with(person_id))
        row = (await tx.execute(query)).first()
        return _chat(row) if row else None

    async def of(self, tx: Tx, person_id: str, since_ms: int = 0) -> list[BuddyChat]:
        """What a person asked for or was asked, the earliest first."""
        query = select(BuddyChatRow).where(_with(person_id), BuddyChatRow.at_ms >= since_ms)
        rows = (await tx.execute(query.order_by(BuddyChatRow.at_ms, BuddyChatRow.id))).all()
        return [_chat(row) for row in rows]

    async def hold(self, tx: Tx, asker_id: str) -> None:
        """Nobody else goes on with this person's search before this transaction ends: on PostgreSQL one
        search could ask two at once; SQLite has one writer anyway."""
        head = (BuddyChatRow.asker_person_id == asker_id, BuddyChatRow.state == "looking")
        await tx.execute(select(BuddyChatRow.id).where(*head).with_for_update())

    async def since(self, tx: Tx, workspace_id: str, since_ms: int) -> list[BuddyChat]:
        """All of a workspace's since then, the earliest first."""
        lately = (BuddyChatRow.workspace_id == workspace_id, BuddyChatRow.at_ms >= since_ms)
        query = select(BuddyChatRow).where(*lately)
        rows = (await tx.execute(query.order_by(BuddyChatRow.at_ms, BuddyChatRow.id))).all()
        return [_chat(row) for row in rows]

    async def open(self, tx: Tx) -> list[BuddyChat]:
        """Every search and question that is not settled."""
        query = select(BuddyChatRow).where(BuddyChatRow.state.in_(_OPEN))
        rows = (await tx.execute(query.order_by(BuddyChatRow.at_ms, BuddyChatRow.id))).all()
        return [_chat(row) for row in rows]

    async def sweep(self, tx: Tx, before_ms: int) -> None:
        """Who met whom is not kept for long."""
        await tx.execute(delete(BuddyChatRow).where(BuddyChatRow.at_ms < before_ms))

    # --- blocks

    async def block(self, tx: Tx, person_id: str, other_id: str, now_ms: int) -> None:
        """Never bring the two together. Only the one who said so is ever told that it is so."""
        pair = (BuddyBlockRow.person_id == person_id, BuddyBlockRow.blocked_person_id == other_id)
        await tx.execute(delete(BuddyBlockRow).where(*pair))
        row = {"person_id": person_id, "blocked_person_id": other_id, "at_ms": now_ms}
        await tx.execute(insert(BuddyBlockRow).values(**row))

    async def blocks(self, tx: Tx, person_id: str) -> list[str]:
        """Whom a person does not want to meet."""
        mine = BuddyBlockRow.person_id == person_id
        query = select(BuddyBlockRow.blocked_person_id).where(mine).order_by(BuddyBlockRow.at_ms)
        return list((await tx.execute(query)).scalars())

    async def unblock(self, tx: Tx, person_id: str) -> None:
        """All of a person's blocks, gone."""
        await tx.execute(delete(BuddyBlockRow).where(BuddyBlockRow.person_id == person_id))

    async def barred(self, tx: Tx, person_id: str) -> frozenset[str]:
        """Everyone this person blocked or is blocked by."""
        either = or_(
            BuddyBlockRow.person_id == person_id, BuddyBlockRow.blocked_person_id == person_id
        )
        rows = (await tx.execute(select(BuddyBlockRow).where(either))).all()
        return frozenset({id for r in rows for id in (r.person_id, r.blocked_person_id)}) - {
            person_id
        }


def _with(person_id: str) -> ColumnElement[bool]:
    return or_(BuddyChatRow.asker_person_id == person_id, BuddyChatRow.buddy_person_id == person_id)


def _chat(row: Any) -> BuddyChat:
    return BuddyChat(
        row.id, row.workspace_id, row.asker_person_id, row.buddy_person_id or "", row.state,
        row.at_ms,
    )  # fmt: skip
