"""The one way to send something that nobody asked for: an invitation, a reminder, a digest.

It is put into the outbox in the caller's transaction, under a name that makes it once-only, and goes out
through the person's lane like any answer. Unlike an answer it has a time after which it is not sent at
all, and when it cannot be sent nobody is told.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.messages import Address, Answer
from bot.wire import dump_parcel, load_address
from memory.clock import Clock, to_ms
from memory.database import Tx
from memory.errors import KeyGone, StorageError
from memory.outbox import Parcel
from memory.store import Store

_LASTS = timedelta(hours=20)


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
        now = self._clock.now()
        reply_id = self._store.vault.mark("outreach", person_id, *name)
        until = to_ms(now + lasts)
        body = dump_parcel(to or load_address(person.address), answer, unasked_until=until)
        parcel = Parcel(reply_id, person_id, body, to_ms(now))
        if not await self._store.outbox.put_once(tx, parcel, to_ms(now)):
            return ""
        self.decided(reply_id)
        return reply_id

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
