"""Reminders and gentle words, when they are due. One transaction marks and sends: never twice, and rather
not at all than late or in somebody's quiet hours."""

from __future__ import annotations

import asyncio
from datetime import datetime

from bot.crew import nudges
from bot.crew.due import Step, step
from bot.crew.outreach import Outreach
from bot.crew.schedule import Plan, is_quiet
from bot.crew.words import words
from bot.log import Log
from bot.messages import Answer, Choice, Text
from bot.practice.practising import Practising
from memory.clock import Clock, from_ms, to_ms
from memory.database import Tx
from memory.errors import KeyGone, StorageError
from memory.store import Store

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
        self.left_out = (
            0  # reminders since the start whose minute was over before they could be sent
        )

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
        """What is due, up to a batch; how many people that was. Everything is read and decided before
        the transaction, which only moves the plans on and puts the reminders on their way."""
        now = self._clock.now()
        async with self._store.database.read() as tx:
            plans = await self._store.plans.due(tx, to_ms(now), _BATCH)
            nudged = await self._store.nudges.due(tx, to_ms(now), _BATCH)
            steps = await self._steps(tx, plans, now) if plans else []
        if not plans and not nudged:
            return 0
        async with self._store.database.write() as tx:
            put = await self._take(tx, steps) if steps else []
            for person_id in nudged:
                put.append((person_id, await self._nudge(tx, person_id, now)))
        if late := sum(step.late for step in steps):
            self.left_out += late
            self._log.warning("reminders left out", count=late)
        await self._wake(put)
        return len(steps) + len(nudged)

    async def _wake(self, put: list[tuple[str, str]]) -> None:
        """Side by side: one after the other, the last of many would be late."""
        gate = asyncio.Semaphore(_AT_ONCE)

        async def wake(person_id: str, reply_id: str) -> None:
            async with gate:
                await self._outreach.wake(person_id, reply_id)

        await asyncio.gather(*(wake(person, reply) for person, reply in put if reply))

    async def _steps(self, tx: Tx, due: list[tuple[str, int]], now: datetime) -> list[Step]:
        ids = [person_id for person_id, _ in due]
        bodies = await self._store.plans.several(tx, ids)
        people = {person.id: person for person in await self._store.people.several(tx, ids)}
        checked_in = await self._store.checkins.last(tx, ids)
        steps = []
        for id, due_ms in due:
            try:
                plan, person = Plan.load(bodies[id]), people[id]
            except _UNREADABLE as error:  # one plan must not hold up everybody's
                self._log.error("plan not readable", error=type(error).__name__)
                steps.append(Step(id, due_ms, None))
                continue
            playing = self._practising.holds(id)
            last = checked_in.get(id, 0)
            steps.append(step(plan, person, due_ms, now, checked_in_ms=last, playing=playing))
        return steps

    async def _take(self, tx: Tx, steps: list[Step]) -> list[tuple[str, str]]:
        """Move the plans on, and send what it is the time for. Out: what was put on its way."""
        moves = [(step.person_id, step.due_ms, step.coming_ms) for step in steps]
        moved = await self._store.plans.move(tx, moves)
        sendings = [step.send for step in steps if step.send and step.person_id in moved]
        return await self._outreach.put_all(tx, sendings, reminder())

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
