"""Forgetting somebody who asked for it, or a whole workspace that left: outside the lanes, so that
nothing stuck there can delay it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import prompts
from bot.alarm import Alarm
from bot.doors import Doors, place_of
from bot.log import Log
from bot.messages import Action, Answer, Event, Lifecycle, Text
from bot.queue.register import Register
from bot.queue.wire import dump_event, load_event
from bot.replies import NOTHING
from memory.clock import Clock, to_ms
from memory.erase import Eraser
from memory.errors import KeyGone, StorageError
from memory.journal import Journal
from memory.store import Store

FORGET = "forget_yes"  # the button under /forget


class Farewell:
    """Erases, takes our messages back from the platform, then says so. Survives being interrupted."""

    def __init__(
        self, store: Store, eraser: Eraser, journal: Journal, register: Register, alarm: Alarm,
        doors: Doors, clock: Clock, log: Log,
    ) -> None:  # fmt: skip
        self._store = store
        self._eraser = eraser
        self._journal = journal
        self._doors = doors
        self._clock = clock
        self._log = log
        self._register = register
        self._alarm = alarm
        self._one_at_a_time = asyncio.Lock()
        self._words: dict[str, Any] = prompts.read("phrases/notices.yaml")["forget"]

    async def concerns(self, event: Event) -> bool:
        """Whether this event means: erase what you have."""
        if isinstance(event, Lifecycle):
            return event.name == "uninstalled"
        if not isinstance(event, Action):
            return False
        if event.name == FORGET:
            return True
        if event.name != NOTHING:
            return False
        person_id = self._register.person(event)
        if not self._store.vault.has_key(person_id):
            return False
        async with self._store.database.read() as tx:
            person = await self._store.people.get(tx, person_id)
        return person is not None and person.allows("memory")  # a yes that is taken back

    async def note(self, event: Event) -> None:
        """Write the wish down where it survives anything; `say` fulfils it."""
        entry = json.dumps({"is": "farewell", "event": dump_event(event)})
        await self._journal.put(self._name(event), entry)

    async def say(self, event: Event) -> None:
        """Erase, and tell them. Repeatable."""
        async with self._one_at_a_time:
            if isinstance(event, Lifecycle):
                await self._clear_out(event)
            else:
                await self._erase(event)
                await self._tell(event)
            await self._journal.remove(self._name(event))

    async def _erase(self, event: Event) -> None:
        person_id = self._register.person(event)
        if not await self._first_time(event):
            return  # a late retry must not erase what came after
        await self._take_back(event, person_id)
        self._alarm.forget(person_id)
        await self._clear_journal(
            lambda other: self._register.person(other) == person_id, self._name(event)
        )
        if not _everything(event):
            async with self._store.database.write() as tx:
                now = to_ms(self._clock.now())
                await self._store.people.consent(tx, person_id, "memory", False, now)
        await self._eraser.forget(person_id, keep_choice=not _everything(event))

    async def _clear_out(self, event: Event) -> None:
        """A workspace took the bot out: everybody in it, its tokens, and the key above all theirs."""
        workspace, store = self._register.workspace(event), self._store
        async with store.database.read() as tx:
            people = await store.people.of_workspace(tx, workspace)
        for person_id in {*people, *store.vault.people_of(workspace)}:
            self._alarm.forget(person_id)
            await self._eraser.forget(person_id, compact=False)
        await self._clear_journal(
            lambda other: self._register.workspace(other) == workspace, self._name(event)
        )
        async with store.database.write() as tx:
            await store.installations.remove(tx, workspace)
            await store.crews.drop_workspace(tx, workspace)
            await store.people.close_workspace(tx, workspace)
        await store.vault.destroy_workspace(workspace)
        await store.database.compact()
        self._log.info("workspace erased", people=len(people))

    async def _first_time(self, event: Event) -> bool:
        """Enter the event, so that the erasure leaves its tombstone; false when that stands already."""
        async with self._store.database.write() as tx:
            state = await self._store.inbox.state(tx, self._register.event_id(event))
            if state == "forgotten":
                return False
            await self._register.enter(tx, event, answered_by=self._register.reply_id(event))
            return True

    async def _tell(self, event: Event) -> None:
        door = self._doors.get(event.sender.platform)
        if door is None:
            return
        words = self._words["done" if _everything(event) else "kept_nothing"]
        words = words.format(place=self._words["places"][place_of(event.sender)])
        reply_id = self._register.reply_id(event)
        try:
            if await door.find(event.sender, reply_id) is None:
                await door.deliver(event.sender, reply_id, Answer((Text(words),)))
        except Exception as error:  # noqa: BLE001 - erased all the same
            self._log.error("farewell not sent", platform=door.platform, error=type(error).__name__)

    async def _clear_journal(self, concerned: Callable[[Event], bool], own: str) -> None:
        """What the journal still holds of those concerned, except for the wish itself."""
        for name, body in await self._journal.entries():
            if name != own and concerned(load_event(json.loads(body)["event"])):
                await self._journal.remove(name)

    async def _take_back(self, event: Event, person_id: str) -> None:
        door = self._doors.get(event.sender.platform)
        if door is None or not self._store.vault.has_key(person_id):
            return
        try:
            async with self._store.database.read() as tx:
                ids = await self._store.standing.platform_ids(tx, person_id)
            await door.retract(event.sender, ids)
        except (KeyGone, StorageError):
            raise
        except Exception as error:  # noqa: BLE001 - the platform's copy is second to our own
            self._log.warning("messages not retracted", error=type(error).__name__)

    def _name(self, event: Event) -> str:
        return self._store.vault.mark("farewell", self._register.event_id(event))


def _everything(event: Event) -> bool:
    return isinstance(event, Action) and event.name == FORGET
