"""The door's one call: `accept`. When it returns, the event is answered or durably kept.

Danger goes first and does not depend on anything: no database, no lane, no consent.
"""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict, deque
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

from bot.doors import DeliveryFailed, Doors
from bot.farewell import Farewell
from bot.lanes import Lanes
from bot.log import Log
from bot.messages import Action, Answer, Command, Event, Lifecycle, Message
from bot.ports import Cards, Redacts, Screen
from bot.recall import DANGER_MOVE
from bot.replies import Replies
from bot.safety.crisis import Danger
from bot.urgent import at_least
from bot.wire import dump_address, dump_event, dump_parcel, kind_of, load_event
from memory.clock import Clock, to_ms
from memory.conversations import Said
from memory.database import Tx
from memory.errors import DatabaseBroken, KeyGone, StorageError
from memory.inbox import Arrival
from memory.journal import Journal
from memory.outbox import Parcel
from memory.store import Store

_WRITE_SECONDS = 3.0  # longer than this, and the journal takes the event
_KNOWN_SECONDS = 0.05
_REMEMBERED = 2000
_CARD_HOLDS = timedelta(hours=8)  # within a shift the same card is not shown twice


class NotTaken(Exception):
    """Neither the database nor the journal could keep the event: the door says so kindly, without ack."""


class Intake:
    """One per process, shared by all doors."""

    def __init__(
        self, store: Store, journal: Journal, lanes: Lanes, doors: Doors, screen: Screen,
        cards: Cards, redactor: Redacts, replies: Replies, farewell: Farewell, clock: Clock,
        log: Log, country: str = "",
    ) -> None:  # fmt: skip
        self._store = store
        self._journal = journal
        self._lanes = lanes
        self._doors = doors
        self._screen = screen
        self._cards = cards
        self._redactor = redactor
        self._replies = replies
        self._farewell = farewell
        self._clock = clock
        self._log = log
        self._country = country
        self._reading = ThreadPoolExecutor(2, "danger")  # never shared with slow work
        self._carded: OrderedDict[str, None] = OrderedDict()
        self._lately: OrderedDict[str, deque[str]] = OrderedDict()
        self._shown: OrderedDict[tuple[str, str], tuple[str, datetime]] = OrderedDict()
        self._background: set[asyncio.Task[Any]] = set()

    async def accept(self, event: Event) -> None:
        """Take an event in; the door acknowledges it to the platform after this. Raises NotTaken."""
        words = _words(event)
        if words:
            danger = await self._read(event, words)
            if danger.preempts:
                await self._answer_danger(event, danger)
                return
        if await self._farewell.concerns(event):
            self._spawn(self._farewell.say(event))
            return
        await self._take(event)

    async def drain(self) -> int:
        """Move what the journal kept into the database; how many entries went."""
        moved = 0
        for name, body in await self._journal.entries():
            entry = json.loads(body)
            match entry["is"]:
                case "event":
                    await self._write(load_event(entry["event"]), wake=True)
                case "card":
                    await self._record(
                        load_event(entry["event"]), entry["parcel"], entry["sent"], entry["at"]
                    )
                case "farewell":
                    await self._farewell.finish(entry)
            await self._journal.remove(name)
            moved += 1
        return moved

    def forget(self, person_id: str) -> None:
        """Drop what is held in memory about a person."""
        self._lately.pop(person_id, None)
        for key in [key for key in self._shown if key[0] == person_id]:
            del self._shown[key]

    async def close(self) -> None:
        """Wait for what is being recorded."""
        if self._background:
            await asyncio.wait(self._background, timeout=5)
        self._reading.shutdown(wait=False, cancel_futures=True)

    # --- danger

    async def _read(self, event: Event, words: str) -> Danger:
        lately = self._lately.setdefault(self._person(event), deque(maxlen=3))
        self._lately.move_to_end(self._person(event))
        while len(self._lately) > _REMEMBERED:
            self._lately.popitem(last=False)
        context = tuple(lately)
        loop = asyncio.get_running_loop()
        danger = await loop.run_in_executor(self._reading, self._screen.screen, words, context)
        lately.append(words[:2000])
        return danger

    async def _answer_danger(self, event: Event, danger: Danger) -> None:
        """The fixed text, now. A repeat beats a loss: everything that could fail comes after."""
        event_id = self._event_id(event)
        reply_id = self._store.vault.mark("reply", event_id)
        if event_id in self._carded:
            return
        self._carded[event_id] = None
        while len(self._carded) > _REMEMBERED:
            self._carded.popitem(last=False)
        repeated = self._shown_before(event, danger)
        at = to_ms(self._clock.now())
        if await self._answered_before(event, event_id, reply_id):
            return
        answer = self._cards.card(danger, self._country, _words(event), repeated)
        sent = ""
        door = self._doors.get(event.sender.platform)
        try:
            if door is not None:
                sent = await door.deliver(event.sender, reply_id, answer)
                self._note_shown(event, danger)
        except Exception as error:  # noqa: BLE001 - whatever happened, it is tried again below
            retry = error.retry_after if isinstance(error, DeliveryFailed) else 0.0
            self._log.error("urgent send failed", error=type(error).__name__, retry_after=retry)
        parcel = dump_parcel(event.sender, answer)
        if sent:
            self._spawn(self._keep_card(event, parcel, sent, at))
        else:
            await self._keep_card(event, parcel, sent, at)
            self._spawn(self._insist(event, reply_id, answer))

    def _shown_before(self, event: Event, danger: Danger) -> bool:
        level, at = self._shown.get((self._person(event), danger.kind), ("none", self._clock.now()))
        return at_least(level, danger.level) and self._clock.now() - at < _CARD_HOLDS

    def _note_shown(self, event: Event, danger: Danger) -> None:
        self._shown[self._person(event), danger.kind] = (danger.level, self._clock.now())
        while len(self._shown) > _REMEMBERED:
            self._shown.popitem(last=False)

    async def _insist(self, event: Event, reply_id: str, answer: Answer) -> None:
        """A card that did not go out is tried again right away, not only in the lane's time."""
        door = self._doors.get(event.sender.platform)
        for wait in (0.2, 0.5, 1.0, 2.0, 5.0):
            if door is None:
                return
            await asyncio.sleep(wait)
            try:
                if await door.find(event.sender, reply_id) is None:
                    await door.deliver(event.sender, reply_id, answer)
                return
            except Exception as error:  # noqa: BLE001 - the lane goes on trying after us
                self._log.error("urgent send failed", error=type(error).__name__)

    async def _keep_card(self, event: Event, parcel: str, sent: str, at: int) -> None:
        try:
            async with asyncio.timeout(_WRITE_SECONDS):
                await self._record(event, parcel, sent, at)
        except (StorageError, TimeoutError, KeyGone) as error:
            self._log.warning("card kept in journal", error=type(error).__name__)
            kept = {"event": dump_event(event), "parcel": parcel, "sent": sent, "at": at}
            entry = {"is": "card", **kept}
            try:
                await self._journal.put(f"{self._event_id(event)}.card", json.dumps(entry))
            except StorageError as lost:
                if not sent:
                    raise NotTaken from lost
                self._log.error("card not recorded", error=type(lost).__name__)

    async def _record(self, event: Event, parcel: str, sent: str, at: int) -> None:
        """Write down what was said and answered; a card also answers whatever was waiting."""
        person, event_id = self._person(event), self._event_id(event)
        reply_id = self._store.vault.mark("reply", event_id)
        now = to_ms(self._clock.now())
        clean = self._redactor.redact(_words(event)[:12_000]).text
        async with self._store.database.write() as tx:
            if not await self._enter(tx, event, answered_by=reply_id):
                return
            covered = await self._store.inbox.cover(tx, person, reply_id, at)
            said = [
                Said("user", self._redactor.redact(_words(load_event(row.body))).text, now,
                     event_id=row.event_id)
                for row in covered
            ]  # fmt: skip
            said.append(Said("user", clean, now, event_id=event_id))
            spoken = json.loads(parcel)["replies"]
            text = "\n".join(reply.get("text", "") for reply in spoken)
            said.append(Said("bot", text, now, (DANGER_MOVE,)))
            await self._store.conversations.add(tx, person, said)
            await self._store.outbox.put(
                tx, Parcel(reply_id, person, parcel, now), now, platform_id=sent or None
            )
        if not sent:
            await self._wake(person, event_id)

    async def _answered_before(self, event: Event, event_id: str, reply_id: str) -> bool:
        """Whether this very event has had its card, if database or platform can tell at once."""
        door = self._doors.get(event.sender.platform)

        async def in_database() -> bool:
            async with self._store.database.read() as tx:
                state = await self._store.inbox.state(tx, event_id)
            return state in ("answered", "failed", "forgotten")

        async def on_platform() -> bool:
            return door is not None and await door.find(event.sender, reply_id) is not None

        asked = {self._spawn(in_database()), self._spawn(on_platform())}
        done, _ = await asyncio.wait(asked, timeout=_KNOWN_SECONDS)
        return any(not t.cancelled() and t.exception() is None and t.result() for t in done)

    # --- everything else

    async def _take(self, event: Event) -> None:
        try:
            async with asyncio.timeout(_WRITE_SECONDS):
                await self._write(event, wake=False)
        except (StorageError, TimeoutError) as error:
            self._log.warning("event kept in journal", error=type(error).__name__)
            if isinstance(error, DatabaseBroken):
                self._log.error("database broken")
            entry = json.dumps({"is": "event", "event": dump_event(event)})
            try:
                await self._journal.put(self._event_id(event), entry)
            except StorageError as lost:
                raise NotTaken from lost
            return
        door = self._doors.get(event.sender.platform)
        if isinstance(event, Message | Command) and door is not None:
            self._spawn(door.heard(event.sender))

    async def _write(self, event: Event, *, wake: bool) -> None:
        if isinstance(event, Lifecycle) and event.name != "opened":
            await self._change(event)
            return
        person = self._person(event)
        async with self._store.database.write() as tx:
            new = await self._enter(tx, event)
        if new and wake:
            await self._wake(person, self._event_id(event))
        elif new:
            self._spawn(self._wake(person, self._event_id(event)))

    async def _change(self, event: Lifecycle) -> None:
        """An edit or a deletion: it counts as long as there is no answer, and in the transcript after."""
        if event.name not in ("edited", "deleted") or not self._store.vault.has_key(
            self._person(event)
        ):
            return
        person = self._person(event)
        target = self._store.vault.mark("event", event.sender.platform, event.target)
        store = self._store
        async with store.database.write() as tx:
            if event.name == "deleted":
                if not await store.inbox.withdraw(tx, target):
                    await store.conversations.strike(tx, person, target)
                return
            body = await store.inbox.body(tx, person, target)
            if body:
                old = load_event(body)
                edited = Message(old.id, old.sender, event.text, old.sent_at)
                await store.inbox.edit(tx, person, target, dump_event(edited))
            else:
                clean = self._redactor.redact(event.text[:12_000]).text
                await store.conversations.correct(tx, person, target, clean)

    async def _enter(self, tx: Tx, event: Event, *, answered_by: str = "") -> bool:
        """Into the inbox; false for a retry. A retry of someone forgotten must not even make a key."""
        person, workspace = self._person(event), self._workspace(event)
        if await self._store.inbox.state(tx, self._event_id(event)):
            return False
        await self._store.vault.ensure(person, workspace)
        now = to_ms(self._clock.now())
        await self._store.people.meet(tx, person, workspace, dump_address(event.sender), now)
        return await self._store.inbox.add(tx, self._arrival(event), answered_by=answered_by)

    async def _wake(self, person: str, event_id: str) -> None:
        try:
            await self._lanes.wake(person, event_id)
        except StorageError:
            self._log.warning("wake-up left to the sweep")

    def _arrival(self, event: Event) -> Arrival:
        return Arrival(
            self._event_id(event), self._person(event), kind_of(event), dump_event(event),
            to_ms(event.sent_at), to_ms(self._clock.now()),
        )  # fmt: skip

    def _event_id(self, event: Event) -> str:
        return self._store.vault.mark("event", event.sender.platform, event.id)

    def _person(self, event: Event) -> str:
        sender = event.sender
        return self._store.vault.person(sender.platform, sender.workspace, sender.user)

    def _workspace(self, event: Event) -> str:
        return self._store.vault.workspace(event.sender.platform, event.sender.workspace)

    def _spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._settle)
        return task

    def _settle(self, task: asyncio.Task[Any]) -> None:
        self._background.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._log.warning("background work failed", failure=error)


def _words(event: Event) -> str:
    """Everything a person typed in this event."""
    match event:
        case Message() | Lifecycle():
            return event.text
        case Command():
            return event.args
        case Action():
            return "\n".join(value for _, value in event.values)
