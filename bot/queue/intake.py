"""The door's one call: `accept`. When it returns, the event is answered or durably kept."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.alarm import Alarm, Sounded
from bot.doors import Doors
from bot.farewell import Farewell
from bot.log import Log
from bot.messages import Command, Event, Lifecycle, Message
from bot.ports import Redacts
from bot.queue.lanes import Lanes
from bot.queue.register import Background, Register
from bot.queue.stops import stop
from bot.queue.wire import dump_event, load_event
from memory.errors import StorageError
from memory.journal import Journal
from memory.store import Store

_WRITE_SECONDS = 3.0  # longer than this, and the journal takes the event
_MAX_CHARS = 12_000


class NotTaken(Exception):
    """Neither the database nor the journal could keep the event: the door says so kindly, without ack."""


class Intake:
    """One per process, shared by all doors."""

    def __init__(
        self, store: Store, journal: Journal, register: Register, alarm: Alarm, lanes: Lanes,
        doors: Doors, redactor: Redacts, farewell: Farewell, foresee: Callable[[str, str], None],
        log: Log,
    ) -> None:  # fmt: skip
        self._store = store
        self._journal = journal
        self._register = register
        self._alarm = alarm
        self._lanes = lanes
        self._doors = doors
        self._redactor = redactor
        self._farewell = farewell
        self._foresee = foresee
        self._log = log
        self._background = Background(log)

    async def accept(self, event: Event, within: float = _WRITE_SECONDS) -> None:
        """Take an event in; the door acknowledges it to the platform after this. Raises NotTaken.

        The database gets `within` seconds before the journal takes the event: less for a door whose
        platform gives up on an unacknowledged event soon."""
        try:
            danger = await self._alarm.read(event)
            if danger.preempts and not self._alarm.left_to_turn(event, danger):
                await self._alarm.sound(event, danger)
            else:
                await self._take(event, within)
        except StorageError as error:
            self._log.error("event not taken", error=type(error).__name__)
            raise NotTaken from error

    async def knows(self, event: Event) -> bool:
        """Whether it was taken in before, also for somebody who was forgotten since. Raises StorageError."""
        async with self._store.database.read() as tx:
            return bool(await self._store.inbox.state(tx, self._register.event_id(event)))

    async def drain(self) -> int:
        """Move what the journal kept into the database; how many entries went."""
        moved = 0
        for name, body in await self._journal.entries():
            try:
                await self._drain_one(json.loads(body))
            except StorageError:
                raise
            except Exception as error:  # noqa: BLE001 - one bad entry must not hold up the others
                self._log.error("journal entry skipped", failure=error)
                continue
            await self._journal.remove(name)
            moved += 1
        return moved

    async def _drain_one(self, entry: dict[str, Any]) -> None:
        match entry["is"]:
            case "event":
                await self._place(load_event(entry["event"]))
            case "card":
                await self._alarm.record(Sounded.load(entry))
            case "farewell":
                await self._farewell.say(load_event(entry["event"]))

    async def close(self) -> None:
        """Wait for what is under way."""
        await self._background.finish(5)

    # --- inside

    async def _take(self, event: Event, within: float) -> None:
        try:
            async with asyncio.timeout(within):
                await self._place(event)
        except (StorageError, TimeoutError) as error:
            self._log.warning("event kept in journal", error=type(error).__name__)
            entry = json.dumps({"is": "event", "event": dump_event(event)})
            await self._journal.put(self._register.event_id(event), entry)
            return
        door = self._doors.get(event.sender.platform)
        if isinstance(event, Message | Command) and door is not None:
            self._background.spawn(door.heard(event.sender))

    async def _place(self, event: Event) -> None:
        if await self._farewell.concerns(event):
            await self._farewell.note(event)
            self._background.spawn(self._farewell.say(event))
        elif isinstance(event, Lifecycle) and event.name != "opened":
            await self._change(event)
        else:
            async with self._store.database.write() as tx:
                new = await self._register.enter(tx, event)
            if new and isinstance(event, Message):
                self._foresee(self._register.person(event), event.text)
            if new:
                self._background.spawn(self._wake(event))

    async def _wake(self, event: Event) -> None:
        try:
            await self._lanes.wake(self._register.person(event), self._register.event_id(event))
        except StorageError:
            self._log.warning("wake-up left to the sweep")

    async def _change(self, event: Lifecycle) -> None:
        """An edit or a deletion counts as long as there is no answer, and in the transcript after; a
        stop as long as none is sent."""
        person, store = self._register.person(event), self._store
        if not store.vault.has_key(person):
            return
        if event.name == "stopped":
            async with store.database.write() as tx:
                await stop(store, tx, person, event)
            return
        target = self._register.id_of(event.sender.platform, event.target)
        async with store.database.write() as tx:
            if event.name == "deleted":
                if not await store.inbox.withdraw(tx, target):
                    await store.conversations.strike(tx, person, target)
                return
            body = await store.inbox.body(tx, person, target)
            if body:
                old = load_event(body)
                if not isinstance(old, Message):
                    return
                edited = replace(old, text=event.text)
                await store.inbox.edit(tx, person, target, dump_event(edited))
            else:
                clean = await asyncio.to_thread(self._redactor.redact, event.text[:_MAX_CHARS])
                await store.conversations.correct(tx, person, target, clean.text)
