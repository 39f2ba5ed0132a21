"""What a lane does when it wakes up: take the next breath, answer it, write, send; until nothing waits."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from bot.log import Log
from bot.messages import Address, Answer
from bot.outcome import Outcome
from bot.queue.breaths import Breath, breath_of, grew, text_of, wait_ms
from bot.queue.delivery import Delivery
from bot.queue.pauses import HABIT, Pauses
from bot.queue.retakes import Retakes
from bot.queue.wire import dump_parcel, load_event
from bot.replies import Replies
from bot.speaking import Speaking
from bot.turn import Turn
from memory.clock import Clock, to_ms
from memory.database import Tx
from memory.errors import KeyGone, StorageError
from memory.inbox import Waiting
from memory.outbox import Parcel
from memory.people import Person
from memory.store import Store

_TRIES = 3

Speak = Callable[[Address, str, str], Speaking]  # where to, person, reply → its voice
Written = Callable[
    [str], Awaitable[None]
]  # person → once their danger cards stand in the transcript


class Answering:
    """Everything for one person happens here, one breath after the other."""

    def __init__(
        self, store: Store, turn: Turn, delivery: Delivery, replies: Replies, speak: Speak,
        pauses: Pauses, retakes: Retakes, written: Written, clock: Clock, log: Log,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:  # fmt: skip
        self._store = store
        self._pauses = pauses
        self._retakes = retakes
        self._written = written
        self._turn = turn
        self._delivery = delivery
        self._replies = replies
        self._speak = speak
        self._clock = clock
        self._log = log
        self._sleep = sleep

    async def work(self, person_id: str) -> None:
        """Answer all that waits. Safe to call again after any interruption. Raises StorageError."""
        try:
            await self._delivery.flush(person_id)
            while waiting := await self._next(person_id):
                await self._answer(person_id, waiting)
                await self._delivery.flush(person_id)
            await self._delivery.tidy(person_id)
        except KeyGone:
            self._log.info("person forgotten meanwhile")

    async def _next(self, person_id: str) -> list[Waiting]:
        """The next breath, once it is complete and what went before it is written down."""
        while True:
            await self._written(person_id)
            async with self._store.database.read() as tx:
                waiting = await self._store.inbox.waiting(tx, person_id)
                breath = breath_of(waiting)
                if not breath or breath[0].kind != "message":
                    return breath
                ids = [row.event_id for row in breath]
                previous = await self._store.arrivals.last_before(
                    tx, person_id, breath[0].arrived_ms, ids
                )
                alone = await self._alone_ms(tx, person_id, breath)
            if await self._retakes.back(person_id, waiting, previous):
                await self._delivery.tidy(person_id)
                continue
            wait = wait_ms(breath, waiting, previous, to_ms(self._clock.now()), alone)
            if not wait:
                return breath
            await self._sleep(wait / 1000)

    async def _alone_ms(self, tx: Tx, person_id: str, breath: list[Waiting]) -> int:
        """How long a message is waited for that has nothing before it and nothing after it yet."""
        text = text_of(breath[0])
        if len(breath) > 1:
            return 0
        if not self._pauses.asks_habit(text):
            return self._pauses.after(text)
        since = breath[0].sent_ms - int(HABIT.total_seconds() * 1000)
        return self._pauses.after(text, await self._store.arrivals.sent(tx, person_id, since))

    async def _answer(self, person_id: str, waiting: list[Waiting]) -> None:
        async with self._store.database.read() as tx:
            person = await self._store.people.get(tx, person_id)
        if person is None:
            raise KeyGone("The person was forgotten.")
        events = tuple(load_event(row.body) for row in waiting)
        ids = tuple(row.event_id for row in waiting)
        reply_id = self._store.vault.mark("reply", *ids)
        voice = self._speak(events[-1].sender, person_id, reply_id)
        breath = Breath(person, events, ids, reply_id, self._clock.now(), voice)
        try:
            outcome = await self._decide(breath, voice)
            await voice.settle()
            kept = await self._commit(person, breath, waiting, outcome, voice)
        except KeyGone:
            await voice.drop()
            raise
        if kept:
            self._retakes.note(breath, waiting, outcome)
        else:  # edited, withdrawn, forgotten or covered by a danger card: look again
            await voice.drop()

    async def _decide(self, breath: Breath, voice: Speaking) -> Outcome:
        for attempt in range(_TRIES):
            try:
                return await self._turn.take(breath)
            except StorageError:
                raise
            except Exception as error:  # noqa: BLE001 - a bug in answering still gets the person an answer
                self._log.error("turn failed", attempt=attempt + 1, failure=error)
                voice.mute()
        return Outcome(Answer((self._replies.apology(),)))

    async def _commit(
        self, person: Person, breath: Breath, waiting: list[Waiting], outcome: Outcome,
        voice: Speaking,
    ) -> bool:  # fmt: skip
        """One transaction: inbox closed, transcript, effects, sealed reply. All, or nothing and false."""
        store, now = self._store, to_ms(self._clock.now())
        async with store.database.write() as tx:
            more = grew(waiting, await store.inbox.waiting(tx, person.id), now)
            if more and not voice.begun:
                return False  # nothing is written yet: one answer to all of it, then
            if not await store.inbox.close(tx, waiting, breath.reply_id):
                await tx.rollback()
                return False
            for effect in outcome.effects:
                await effect(tx)
            await store.conversations.add(tx, person.id, list(outcome.said))
            if outcome.erases:  # answers kept for a page may quote what has just been deleted
                await store.standing.unkeep(tx, person.id)
            if outcome.answer.replies:
                body = dump_parcel(breath.events[-1].sender, outcome.answer)
                parcel = Parcel(breath.reply_id, person.id, body, waiting[0].sent_ms)
                await store.outbox.put(tx, parcel, now)
        self._delivery.fresh(breath.reply_id)
        if outcome.erases:
            await self._scrub()
        return True

    async def _scrub(self) -> None:
        try:
            await self._store.database.scrub()
        except StorageError as error:  # deleted all the same; the nightly sweep empties the log
            self._log.warning("log not emptied", error=type(error).__name__)
