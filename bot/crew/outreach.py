"""The one way to send something that nobody asked for: an invitation, a reminder, a digest.

It is put into the outbox in the caller's transaction, under a name that makes it once-only, and goes out
through the person's lane like any answer. Unlike an answer it has a time after which it is not sent at
all, and when it cannot be sent nobody is told.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.messages import Address, Answer
from bot.queue.wire import dump_parcel, load_address
from memory.clock import Clock, to_ms
from memory.database import Tx
from memory.errors import KeyGone, StorageError
from memory.outbox import Parcel
from memory.people import Person
from memory.store import Store

_LASTS = timedelta(hours=20)


@dataclass(frozen=True, slots=True)
class Sending:
    """Something to a person, under a name that is used once, while there is time."""

    person: Person
    name: tuple[str, ...]
    until: datetime


class Outreach:
    """`wake_lane(person_id, reply_id)` is set by the composition root, as is `decided(reply_id)`, which
    is told of what nobody can have tried to send yet."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self.wake_lane: Callable[[str, str], Awaitable[None]] = _nobody
        self.decided: Callable[[str], None] = lambda reply_id: None

    async def put(
        self, tx: Tx, person_id: str, answer: Answer, *name: str, lasts: timedelta = _LASTS,
        to: Address | None = None,
    ) -> str:  # fmt: skip
        """Put `answer` on its way. In: the words of its `name`, which say what it is, for example
        ("reminder", "2026-11-29T09:00"): the same name for the same person goes out once, ever.
        `lasts` is how long it may still be sent, `to` another place than the person's own chat. Out: its id for `wake`, "" when it was put before or
        the person is unknown. Write nothing about feelings into it: screens are shared."""
        try:
            person = await self._store.people.get(tx, person_id)
        except KeyGone:
            return ""
        if person is None:
            return ""
        until = self._clock.now() + lasts
        put = await self.put_all(tx, [Sending(person, name, until)], answer, to)
        return put[0][1] if put else ""

    async def put_all(
        self, tx: Tx, sendings: Sequence[Sending], answer: Answer, to: Address | None = None
    ) -> list[tuple[str, str]]:
        """The same for people who were read already, all in one statement. Out: (person, id for `wake`)
        of what was not put before."""
        mark, now = self._store.vault.mark, to_ms(self._clock.now())
        parcels = []
        for sending in sendings:
            person = sending.person
            where, until = to or load_address(person.address), to_ms(sending.until)
            body = dump_parcel(where, answer, unasked_until=until)
            parcels.append(Parcel(mark("outreach", person.id, *sending.name), person.id, body, now))
        entered = await self._store.outbox.put_once(tx, parcels, now)
        for reply_id in entered:
            self.decided(reply_id)
        return [(p.person_id, p.reply_id) for p in parcels if p.reply_id in entered]

    async def wake(self, person_id: str, reply_id: str) -> None:
        """After the transaction: send it now. Without this the sweeper does, within seconds."""
        if not reply_id:
            return
        try:
            await self.wake_lane(person_id, reply_id)
        except StorageError:
            return  # left to the sweeper


async def _nobody(person_id: str, reply_id: str) -> None:
    """No lanes are running: the sweeper finds it."""
