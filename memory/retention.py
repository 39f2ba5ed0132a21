"""The nightly sweep: what is past its time is deleted for real."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from memory.clock import Clock, to_ms
from memory.database import Tx
from memory.erase import Eraser
from memory.errors import KeyGone
from memory.models import ConsentRow, InboxRow, OutboxRow
from memory.store import Store


@dataclass(frozen=True, slots=True)
class Keep:
    """How long things are kept, in days."""

    transcripts: int = 30
    checkins: int = 365
    proposals: int = 7
    silence: int = 90  # how long nobody is asked again who did not say yes
    memberships: int = 365  # stretches of membership that are over
    buddy_chats: int = 7  # who met whom for five minutes
    platform_ids: int = 365  # of our own messages: what `forget` can still take back


@dataclass(frozen=True, slots=True)
class Swept:
    """How much went, for the log. Counts only."""

    utterances: int = 0
    checkins: int = 0
    events: int = 0
    people: int = 0


class Retention:
    """Deletes by age, and people whose one-off key is nearly a day old."""

    def __init__(self, store: Store, eraser: Eraser, clock: Clock, keep: Keep) -> None:
        self._store = store
        self._eraser = eraser
        self._clock = clock
        self._keep = keep

    async def sweep(self) -> Swept:
        """Everything that is due."""
        now = self._clock.now()
        store, keep = self._store, self._keep
        transcripts = to_ms(now - timedelta(days=keep.transcripts))
        async with store.database.write() as tx:
            swept = Swept(
                utterances=await store.conversations.sweep(tx, transcripts),
                checkins=await store.checkins.sweep(tx, to_ms(now - timedelta(days=keep.checkins))),
                events=await store.inbox.sweep(tx, transcripts, to_ms(now)),
            )
            results = to_ms(now - timedelta(days=keep.checkins))
            await store.practices.sweep(tx, transcripts, results)
            numbers = to_ms(now - timedelta(days=keep.checkins))
            await store.exercises.sweep(tx, transcripts, numbers)
            await store.ratings.sweep(tx, numbers)
            await store.loads.sweep(tx, to_ms(now - timedelta(days=1)))
            taken_back = to_ms(now - timedelta(days=keep.platform_ids))
            await store.outbox.sweep(tx, transcripts, taken_back)
            await store.facts.sweep(tx, to_ms(now - timedelta(days=keep.proposals)))
            await self._trim_nudges(tx, transcripts)
            await store.invitations.sweep(tx, to_ms(now - timedelta(days=keep.silence)))
            await store.digests.sweep(tx, to_ms(now - timedelta(days=keep.memberships)))
            await store.stories.sweep(tx, to_ms(now))
            await store.buddies.sweep(tx, to_ms(now - timedelta(days=keep.buddy_chats)))
            await store.crews.sweep(tx, to_ms(now - timedelta(days=keep.memberships)))
        await store.database.compact()
        people = await self.sweep_oneoff()
        return Swept(swept.utterances, swept.checkins, swept.events, people)

    async def _trim_nudges(self, tx: Tx, before_ms: int) -> None:
        """When hard talks were is kept no longer than the talks themselves."""
        for person_id in await self._store.nudges.everyone(tx):
            try:
                await self._store.nudges.trim(tx, person_id, before_ms)
            except KeyGone:
                await self._store.nudges.remove(tx, person_id)

    async def sweep_oneoff(self) -> int:
        """People who never said yes: rows and key go before their first day is over.

        Called every half hour, so at 23 hours nothing is older than a day. An answer still on its
        way is waited for until 23 and a half.
        """
        now = self._clock.now()
        due = self._store.vault.oneoff_before(to_ms(now - timedelta(hours=22, minutes=30)))
        last_call = set(
            self._store.vault.oneoff_before(to_ms(now - timedelta(hours=23, minutes=25)))
        )
        gone = 0
        for person_id in due:
            if person_id in last_call or not await self._busy(person_id):
                choice = await self._has_chosen(person_id)
                await self._eraser.forget(person_id, keep_choice=choice, compact=False)
                gone += 1
        if gone:
            await self._store.database.compact()
        return gone

    async def _busy(self, person_id: str) -> bool:
        async with self._store.database.read() as tx:
            waiting = select(InboxRow.event_id).where(
                InboxRow.person_id == person_id, InboxRow.state == "waiting"
            )
            if (await tx.execute(waiting.limit(1))).first() is not None:
                return True
            unsent = select(OutboxRow.reply_id).where(
                OutboxRow.person_id == person_id, OutboxRow.state == "ready"
            )
            return (await tx.execute(unsent.limit(1))).first() is not None

    async def _has_chosen(self, person_id: str) -> bool:
        """Whether they said no to something, or were asked into a crew."""
        async with self._store.database.read() as tx:
            query = select(ConsentRow.purpose).where(
                ConsentRow.person_id == person_id, ConsentRow.granted.is_(False)
            )
            if (await tx.execute(query.limit(1))).first() is not None:
                return True
            return await self._store.invitations.any(tx, person_id)
