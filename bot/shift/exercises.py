"""The exercise as it is kept: each move is read, thought through, and written if nobody was quicker."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.assist import catalog
from bot.messages import Address, Message
from bot.shift import plan, play, run
from bot.shift.assistance import Assistance
from bot.shift.reception import Care, Reception
from bot.shift.run import Run
from memory.clock import Clock, to_ms
from memory.store import Store

Move = Callable[[Run], Run]


class Exercises:
    """Knows people by address, as a door does."""

    def __init__(
        self, store: Store, clock: Clock, assistance: Assistance, reception: Reception
    ) -> None:
        self._store = store
        self._clock = clock
        self._assistance = assistance
        self._reception = reception

    async def start(self, address: Address, key: str, domain: str, *, harder: bool) -> Run | None:
        """A new exercise, in place of one that was not finished; None after danger. The same `key`
        starts it once."""
        person, store = await self._reception.meet(address), self._store
        id, now = store.vault.mark("exercise", person.id, key), self._clock.now()
        if await self._reception.wary(person) or not await self._reception.admits(address):
            return None
        fresh = plan.three(id, to_ms(now), domain, tuple(catalog.categories()), harder=harder)
        async with store.database.write() as tx:
            if kept := await store.exercises.get(tx, person.id, id):
                return run.load(kept)
            for old in (run.load(one) for one in await store.exercises.all(tx, person.id)):
                if old.over:
                    continue
                if any(one.said for one in old.encounters):
                    await store.exercises.put(tx, person.id, run.dump(play.stopped(old)))
                else:
                    await store.exercises.remove(tx, person.id, old.id)
            await store.exercises.put(tx, person.id, run.dump(fresh))
        return fresh

    async def say(self, event: Message, run_id: str, seen: int) -> Care | None:
        """A line of the rep to the client at the counter, who had said `seen` lines of the chat; a line
        that comes twice counts once. Returns a danger text, which also pauses the exercise."""
        person = await self._reception.meet(event.sender)
        care = await self._reception.screened(event, person)
        if (care and care.stops) or await self._reception.wary(person):
            return care

        async def speak(one: Run) -> Run:
            client = play.waits(one)
            if client is None or len(client.lines) != seen:
                return one
            words = await self._reception.clean(event.text, client.name)
            return await self._assistance.play(
                one, lambda r, speaks: play.said(r, words, speaks), None if care else person
            )

        await self._change(person.id, run_id, speak)
        return care

    async def move(self, address: Address, run_id: str, move: Move) -> None:
        """Anything else that changes an exercise: an answer, a rating, leaving."""
        person = await self._reception.meet(address)

        async def moved(one: Run) -> Run:
            return await self._assistance.play(move(one), play.opened)

        await self._change(person.id, run_id, moved)

    async def donate(self, address: Address, run_id: str, *, given: bool) -> None:
        """The separate yes to give an exercise's numbers to a study, or taking back every one."""
        person, store, now = (
            await self._reception.meet(address),
            self._store,
            to_ms(self._clock.now()),
        )
        async with store.database.write() as tx:
            await store.people.consent(tx, person.id, "study", given, now)
            for kept in await store.exercises.all(tx, person.id):
                if not given or kept.id == run_id:
                    changed = replace(run.load(kept), donated=given)
                    await store.exercises.put(tx, person.id, run.dump(changed))

    # --- inside

    async def _change(
        self, person_id: str, run_id: str, move: Callable[[Run], Awaitable[Run]]
    ) -> None:
        """Think outside the transaction; when somebody was quicker (a second tab), theirs stands."""
        store = self._store
        async with store.database.read() as tx:
            kept = await store.exercises.get(tx, person_id, run_id)
        if kept is None:
            return
        changed = run.dump(await move(run.load(kept)))
        if changed == kept:
            return
        async with store.database.write() as tx:
            if await store.exercises.get(tx, person_id, run_id) == kept:
                await store.exercises.put(tx, person_id, changed)
