"""From the outbox to the platform: each answer exactly once, in order, or a kind apology."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.doors import FETCHED, DeliveryFailed, Door, Doors, Grows, Threaded
from bot.log import Log
from bot.messages import Address, Answer, Text
from bot.queue.receipts import Receipts
from bot.queue.wire import kept_parcel, load_parcel, until_of
from bot.speaking import take_back
from memory.clock import Clock, to_ms
from memory.errors import KeyGone
from memory.outbox import Parcel
from memory.store import Store

_LATE = timedelta(minutes=30)
_LONGEST_WAIT = 300.0


@dataclass(frozen=True, slots=True)
class Patience:
    """How often and how long to try. `first` seconds, doubling."""

    tries: int = 8
    first: float = 1.0
    send_timeout: float = 30.0


class Delivery:
    """Call `flush` inside the person's lane only."""

    def __init__(
        self, store: Store, doors: Doors, clock: Clock, log: Log, patience: Patience,
        late_line: str, apology: Text,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:  # fmt: skip
        self._store = store
        self._doors = doors
        self._clock = clock
        self._log = log
        self._patience = patience
        self._late_line = late_line
        self._apology = apology
        self._sleep = sleep
        self._fresh: set[str] = set()
        self._receipts = Receipts(store)

    def fresh(self, reply_id: str) -> None:
        """This answer was decided just now: nobody can have tried to send it before."""
        self._fresh.add(reply_id)

    async def flush(self, person_id: str) -> None:
        """Send everything that is ready for this person."""
        parcels = await self._receipts.pending(person_id)
        for number, parcel in enumerate(parcels):
            if number and not await self._wanted(parcel):
                self._fresh.discard(parcel.reply_id)
                continue
            address, answer = load_parcel(parcel.body)
            door = self._doors.get(address.platform)
            if door is None:
                return  # its door is not open in this process; the sweep comes back
            if await self._too_late(parcel):
                self._fresh.discard(parcel.reply_id)
                continue
            if until_of(parcel.body) is not None and isinstance(door, Threaded):
                address = door.top(address)  # nobody asked in that thread
            await self._send(door, parcel, address, self._own_the_delay(parcel, answer))

    async def tidy(self, person_id: str) -> None:
        """Take back words that an interrupted attempt left standing and that became no answer."""
        async with self._store.database.read() as tx:
            left = await self._store.standing.begun(tx, person_id)
        for parcel in left:
            address, _ = load_parcel(parcel.body)
            if (door := self._doors.get(address.platform)) is not None:
                await take_back(
                    self._store, door, address, parcel.reply_id, parcel.begun, self._log
                )

    async def _send(self, door: Door, parcel: Parcel, address: Address, answer: Answer) -> None:
        known = parcel.reply_id in self._fresh
        self._fresh.discard(parcel.reply_id)
        for attempt in range(self._patience.tries):
            if attempt and not await self._wanted(parcel):
                return
            try:
                async with asyncio.timeout(self._patience.send_timeout):
                    # After a crash or a failed try its outcome is unknown: ask before repeating.
                    found = None if known else await door.find(address, parcel.reply_id)
                    known = False
                    sent = found or await _hand_over(door, parcel, address, answer)
                await self._sent(parcel, sent, keep=address.platform in FETCHED)
                return
            except DeliveryFailed as failure:
                self._log.warning("send failed", platform=door.platform, attempt=attempt + 1)
                if failure.permanent:
                    break
                wait = failure.retry_after
            except Exception as error:  # noqa: BLE001 - a door's bug must not lose the answer
                name = type(error).__name__
                self._log.warning("send failed", platform=door.platform, error=name)
                wait = 0.0
            if attempt + 1 < self._patience.tries:
                await self._sleep(max(wait, min(_LONGEST_WAIT, self._patience.first * 2**attempt)))
                if await self._too_late(parcel):
                    return
        if await self._wanted(parcel):
            await self._give_up(door, parcel, address)

    async def _wanted(self, parcel: Parcel) -> bool:
        """Not if the person said stop, or was forgotten, while something else took its time."""
        async with self._store.database.read() as tx:
            return await self._store.outbox.waits(tx, parcel.reply_id)

    async def _sent(self, parcel: Parcel, platform_id: str, *, keep: bool) -> None:
        person, reply = parcel.person_id, parcel.reply_id
        try:
            if not keep:
                return await self._receipts.note(person, reply, platform_id)
            async with self._store.database.write() as tx:
                body = kept_parcel(parcel.body)
                await self._store.standing.sent(
                    tx, person, reply, platform_id, keep=True, body=body
                )
        except KeyGone:
            return  # forgotten while it was on its way

    async def _too_late(self, parcel: Parcel) -> bool:
        """Nobody asked for it, and its time is over: it is dropped."""
        until = until_of(parcel.body)
        if until is None or to_ms(self._clock.now()) <= until:
            return False
        async with self._store.database.write() as tx:
            await self._store.outbox.expired(tx, parcel.reply_id)
        return True

    async def _give_up(self, door: Door, parcel: Parcel, address: Address) -> None:
        async with self._store.database.write() as tx:
            await self._store.outbox.failed(tx, parcel.reply_id)
            await self._store.inbox.fail(tx, parcel.reply_id)
        self._log.error("answer given up", platform=door.platform, reply=parcel.reply_id)
        if until_of(parcel.body) is not None:
            return  # nobody is waiting for it
        apology_id = self._store.vault.mark("apology", parcel.reply_id)
        try:
            async with asyncio.timeout(self._patience.send_timeout):
                await door.deliver(address, apology_id, Answer((self._apology,)))
        except Exception as error:  # noqa: BLE001 - this was the last thing to try
            self._log.error("apology failed", platform=door.platform, error=type(error).__name__)

    def _own_the_delay(self, parcel: Parcel, answer: Answer) -> Answer:
        on_time = to_ms(self._clock.now() - _LATE) < parcel.asked_ms
        if on_time or not answer.replies or until_of(parcel.body) is not None:
            return answer
        first = answer.replies[0]
        if isinstance(first, Text):
            first = replace(first, text=f"{self._late_line}\n\n{first.text}")
            return Answer((first, *answer.replies[1:]), late=True)
        return Answer((Text(self._late_line), *answer.replies), late=True)


async def _hand_over(door: Door, parcel: Parcel, address: Address, answer: Answer) -> str:
    if parcel.begun and isinstance(door, Grows):
        return await door.complete(address, parcel.reply_id, parcel.begun, answer)
    return await door.deliver(address, parcel.reply_id, answer)
