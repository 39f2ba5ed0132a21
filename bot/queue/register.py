"""Under which opaque ids an event and its sender are kept, and the way into the inbox."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from bot.log import Log
from bot.messages import Action, Command, Event, Lifecycle, Message
from bot.queue.wire import dump_address, dump_event, kind_of
from memory.clock import Clock, to_ms
from memory.database import Tx
from memory.inbox import Arrival
from memory.store import Store


class Register:
    """Keyed hashes only: none of these ids says anything to anyone without the master key."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def event_id(self, event: Event) -> str:
        """The event's id in the inbox."""
        return self.id_of(event.sender.platform, event.id)

    def id_of(self, platform: str, platform_id: str) -> str:
        """The inbox id of an event that a door called `platform_id`."""
        return self._store.vault.mark("event", platform, platform_id)

    def reply_id(self, event: Event) -> str:
        """The id of the answer that this event alone gets at the door."""
        return self._store.vault.mark("reply", self.event_id(event))

    def person(self, event: Event) -> str:
        """The sender's id."""
        sender = event.sender
        return self._store.vault.person(sender.platform, sender.workspace, sender.user)

    def workspace(self, event: Event) -> str:
        """The id of the sender's workspace."""
        return self._store.vault.workspace(event.sender.platform, event.sender.workspace)

    async def enter(self, tx: Tx, event: Event, *, answered_by: str = "") -> bool:
        """Into the inbox; false for a retry. A retry of someone forgotten must not even make a key."""
        person, workspace, event_id = (
            self.person(event),
            self.workspace(event),
            self.event_id(event),
        )
        if await self._store.inbox.state(tx, event_id):
            return False
        await self._store.vault.ensure(person, workspace)
        now = to_ms(self._clock.now())
        await self._store.people.meet(tx, person, workspace, dump_address(event.sender), now)
        arrival = Arrival(
            event_id, person, kind_of(event), dump_event(event), to_ms(event.sent_at), now
        )
        return await self._store.inbox.add(tx, arrival, answered_by=answered_by)


class Background:
    """Work that nobody waits for; a failure is logged, never lost in silence."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._tasks: set[asyncio.Task[Any]] = set()

    def spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Start it now."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._settle)
        return task

    async def finish(self, seconds: float) -> None:
        """Wait for what is under way."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)

    def _settle(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._log.warning("background work failed", failure=error)


def quoted(event: Event) -> bool:
    """Whether its words are somebody else's."""
    return isinstance(event, Command) and event.quoted


def words_of(event: Event) -> str:
    """Everything a person typed in this event."""
    match event:
        case Message() | Lifecycle():
            return event.text
        case Command():
            return event.args
        case Action():
            return "\n".join(value for _, value in event.values)
