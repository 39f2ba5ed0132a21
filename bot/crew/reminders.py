"""Reminders and gentle words, when they are due. One transaction marks and sends: never twice, and rather
not at all than late or in somebody's quiet hours."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from bot.crew import nudges
from bot.crew.outreach import Outreach
from bot.crew.schedule import Plan, is_quiet, next_after, zone_of
from bot.crew.words import words
from bot.log import Log
from bot.messages import Answer, Choice, Text
from bot.practice.practising import Practising
from memory.clock import Clock, from_ms, to_ms
from memory.database import Tx
from memory.errors import KeyGone, StorageError
from memory.people import Person
from memory.store import Store

LATE = timedelta(seconds=60)  # later than this, and it is left out
_EVERY = 5.0
_BATCH = 200
_AT_ONCE = 20  # lanes that are woken side by side
_UNREADABLE = (KeyGone, ValueError, TypeError, KeyError)


class Reminders:
    """Runs beside the lanes; `once` is one round."""

    def __init__(
        self, store: Store, clock: Clock, outreach: Outreach, practising: Practising, log: Log,
        zone: str,
    ) -> None:  # fmt: skip
        self._store = store
        self._clock = clock
        self._outreach = outreach
        self._practising = practising
        self._log = log
        self._zone = zone

    async def run(self) -> None:
        """For as long as the process lives."""
        while True:
            try:
                while await self.once():
                    continue
            except asyncio.CancelledError:
                raise
            except StorageError as error:
                self._log.warning("reminders postponed", error=type(error).__name__)
            except Exception as error:  # noqa: BLE001 - tomorrow's reminders still count
                self._log.error("reminders failed", failure=error)
            await asyncio.sleep(_EVERY)

    async def once(self) -> int:
        """What is due, up to a batch; how many people that was."""
        now = self._clock.now()
        if not await self._anything(to_ms(now)):
            return 0
        put: list[tuple[str, str]] = []
        async with self._store.database.write() as tx:
            plans = await self._store.plans.due(tx, to_ms(now), _BATCH)
            for person_id, due_ms in plans:
                put.append((person_id, await self._remind(tx, person_id, due_ms, now)))
            kept = await self._store.nudges.due(tx, to_ms(now), _BATCH)
            for person_id in kept:
                put.append((person_id, await self._nudge(tx, person_id, now)))
            late = sum(now - from_ms(due_ms) > LATE for _, due_ms in plans)
        if late:
            self._log.warning("reminders left out", count=late)
        await self._wake(put)
        return len(put)

    async def _wake(self, put: list[tuple[str, str]]) -> None:
        """Side by side: one after the other, the last of many would be late."""
        gate = asyncio.Semaphore(_AT_ONCE)

        async def wake(person_id: str, reply_id: str) -> None:
            async with gate:
                await self._outreach.wake(person_id, reply_id)

        await asyncio.gather(*(wake(person, reply) for person, reply in put if reply))

    async def _anything(self, now_ms: int) -> bool:
        """Looking takes no lock: mostly nothing is due."""
        async with self._store.database.read() as tx:
            plans = await self._store.plans.due(tx, now_ms, 1)
            return bool(plans or await self._store.nudges.due(tx, now_ms, 1))

    async def _remind(self, tx: Tx, person_id: str, due_ms: int, now: datetime) -> str:
        """Move the plan on, and send if it is the time for it. Out: what was put on its way."""
        try:
            plan = Plan.load(await self._store.plans.get(tx, person_id))
            person = await self._store.people.get(tx, person_id)
        except _UNREADABLE as error:  # one plan must not hold up everybody's
            self._log.error("plan not readable", error=type(error).__name__)
            await self._store.plans.move(tx, person_id, due_ms, None)
            return ""
        if person is None or not _wanted(person):  # whatever else is kept, a no ends it
            await self._store.plans.move(tx, person_id, due_ms, None)
            return ""
        following = next_after(plan, now)
        coming = None if following is None else to_ms(following)
        if not await self._store.plans.move(tx, person_id, due_ms, coming):
            return ""
        left = LATE - (now - from_ms(due_ms))
        if left < timedelta(0) or is_quiet(plan, now) or now < from_ms(plan.paused_until):
            return ""
        if self._practising.holds(person_id) or await self._told_today(tx, person_id, plan, now):
            return ""
        key = (str(due_ms), "later") if due_ms == plan.snoozed_to else (_date(plan, due_ms),)
        return await self._outreach.put(tx, person_id, reminder(), "reminder", *key, lasts=left)

    async def _told_today(self, tx: Tx, person_id: str, plan: Plan, now: datetime) -> bool:
        """Whoever has checked in today needs no reminder."""
        local = now.astimezone(zone_of(plan.zone) or UTC)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        return bool(await self._store.checkins.since(tx, person_id, to_ms(midnight)))

    async def _nudge(self, tx: Tx, person_id: str, now: datetime) -> str:
        try:
            body, due_ms = await self._store.nudges.get(tx, person_id)
            person = await self._store.people.get(tx, person_id)
            kept = nudges.Kept.load(body)
            text = await self._store.plans.get(tx, person_id)
            plan = Plan.load(text) if text else None
        except _UNREADABLE as error:
            self._log.error("nudge not readable", error=type(error).__name__)
            await self._store.nudges.remove(tx, person_id)
            return ""
        if person is None or due_ms is None:
            await self._store.nudges.remove(tx, person_id)
            return ""
        plan = plan or Plan((), 0, person.profile.get("tz") or self._zone)
        fits = person.allows("nudges") and not is_quiet(plan, now)
        fits = fits and now - from_ms(due_ms) <= nudges.STANDS and now >= from_ms(plan.paused_until)
        if not fits or self._practising.holds(person_id):
            await self._store.nudges.put(tx, person_id, kept.dump(), None)
            return ""
        await self._store.nudges.put(tx, person_id, kept.said(to_ms(now)).dump(), None)
        name = ("nudge", str(due_ms))
        return await self._outreach.put(tx, person_id, nudge(), *name, lasts=nudges.STANDS)


def reminder() -> Answer:
    """Nothing in it says how anybody is."""
    text = words("reminders")
    buttons = (
        Choice("checkin", text["checkin"], style="primary"),
        Choice("checkin_later", text["later"]),
        Choice("checkin_skip", text["skip"]),
        Choice("checkin_plan", text["times"]),
    )
    return Answer((Text(text["reminder"], buttons),))


def nudge() -> Answer:
    """The gentle word, with the tap that ends them."""
    text = words("reminders")
    return Answer((Text(text["nudge"], (Choice("nudges_off", text["nudges_off"]),)),))


def _wanted(person: Person) -> bool:
    """The plan itself was asked for; a no to being remembered or to check-ins counts more."""
    return person.allows("memory") and person.consents.get("checkins") is not False


def _date(plan: Plan, due_ms: int) -> str:
    return from_ms(due_ms).astimezone(zone_of(plan.zone) or UTC).date().isoformat()
