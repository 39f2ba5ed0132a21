"""A breath that goes on after its answer: the answer is taken back, and one to all of it is made.

A whole sentence is answered at once (`bot/queue/pauses.py`), so an answer may stand while its writer is at the
next line. Nobody has read it in that second. Two answers to one breath are one too many to read.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bot.doors import Doors, Untells
from bot.log import Log
from bot.messages import Address, Answer, Text
from bot.outcome import Outcome
from bot.queue.breaths import BREATH_MS, Breath, goes_on, text_of
from bot.queue.pauses import Pauses
from bot.queue.stops import unask
from bot.queue.wire import dump_parcel
from memory.clock import Clock, to_ms
from memory.conversations import Said
from memory.database import Tx
from memory.inbox import Waiting
from memory.outbox import Parcel
from memory.store import Store


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given a moment ago, and what it answered."""

    rows: tuple[Waiting, ...]
    reply_id: str
    address: Address
    answer: Answer
    heard: Said


class Retakes:
    """Knows each person's last answer for as long as their breath may go on, in memory only: after a
    crash in that second such a breath gets its two answers."""

    def __init__(self, store: Store, doors: Doors, pauses: Pauses, clock: Clock, log: Log) -> None:
        self._store = store
        self._doors = doors
        self._pauses = pauses
        self._clock = clock
        self._log = log
        self._given: dict[str, Given] = {}

    def note(self, breath: Breath, rows: Sequence[Waiting], outcome: Outcome) -> None:
        """This answer was decided just now. Only one that did nothing but listen can be taken back."""
        person_id, sender = breath.person.id, breath.events[-1].sender
        self._given.pop(person_id, None)
        heard = next((said for said in outcome.said if said.role == "user"), None)
        door = self._doors.get(sender.platform)
        if not (self._pauses.on and outcome.retakes and heard and isinstance(door, Untells)):
            return
        if not all(isinstance(r, Text) and r.tone != "care" for r in outcome.answer.replies):
            return
        given = Given(tuple(rows), breath.reply_id, sender, outcome.answer, heard)
        self._given[person_id] = given
        asyncio.get_running_loop().call_later(BREATH_MS / 1000, self._let_go, person_id, given)

    async def back(self, person_id: str, waiting: Sequence[Waiting], previous_ms: int) -> bool:
        """Whether what waits goes on with what was answered last, and that waits again now. `previous_ms`
        is when the message before it came in. The words still stand there: `Delivery.tidy` takes them
        away. Raises StorageError."""
        given = self._given.get(person_id)
        if given is None or not self._goes_on(given, waiting, previous_ms):
            return False
        self._given.pop(person_id)
        async with self._store.database.write() as tx:
            if not await self._undo(tx, person_id, given):
                await tx.rollback()
                return False
        self._log.info("answer taken back", platform=given.address.platform)
        return True

    # --- inside

    def _goes_on(self, given: Given, waiting: Sequence[Waiting], previous_ms: int) -> bool:
        if previous_ms != max(row.arrived_ms for row in given.rows):
            return False  # a danger card has answered another one in between
        if any(self._pauses.command(text_of(row)) for row in waiting):
            return False  # a command is read as one only where it stands alone
        return goes_on(given.rows, waiting)

    async def _undo(self, tx: Tx, person_id: str, given: Given) -> bool:
        """As if it had not been answered. False when something came of it meanwhile: it was forgotten,
        its words were changed or deleted, or the answer did not arrive as one message."""
        store, reply_id = self._store, given.reply_id
        begun = await store.standing.place(tx, person_id, reply_id)
        door = self._doors.get(given.address.platform)
        if not (isinstance(door, Untells) and begun and door.untellable(begun)):
            return False
        if not await store.inbox.reopen(tx, person_id, given.rows, reply_id):
            return False
        if not await store.conversations.retake(tx, person_id, given.heard):
            return False
        body = dump_parcel(given.address, Answer())
        now = to_ms(self._clock.now())
        await store.standing.reopen(tx, Parcel(reply_id, person_id, body, now, begun))
        await unask(store, tx, person_id, reply_id, given.answer)
        return True

    def _let_go(self, person_id: str, given: Given) -> None:
        if self._given.get(person_id) is given:
            del self._given[person_id]
