"""What a window with room for it does on a shift: help with a client, the exercise, the load. All the I/O.

Every text is read for danger first, as at any other door. What a client wrote is held in memory only;
what a rep writes in an exercise is kept without other people's data, sealed, as everything is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.assist.talk import CardSet
from bot.messages import Address, Message
from bot.shift import load, play, run
from bot.shift.assistance import Assistance
from bot.shift.exercises import Exercises
from bot.shift.load import Load, Signs
from bot.shift.pasted import lines_of
from bot.shift.reception import Care, Reception
from bot.shift.run import Run
from memory.clock import Clock, to_ms
from memory.errors import KeyGone
from memory.people import Person
from memory.ratings import CardRating
from memory.store import Store


@dataclass(frozen=True, slots=True)
class Helped:
    """The cards to a pasted text, None when there was nothing to read; `care` is a danger text."""

    cards: CardSet | None
    care: Care | None


@dataclass(frozen=True, slots=True)
class Shift:
    """What one person has here. `wary`: there was danger today, so no exercise."""

    person: Person | None
    runs: tuple[Run, ...]
    ratings: tuple[CardRating, ...]
    signs: Signs
    load: Load
    wary: bool


class Desk:
    """One per process. Knows people by address, as a door does."""

    def __init__(
        self, store: Store, clock: Clock, assistance: Assistance, reception: Reception
    ) -> None:
        self._store = store
        self._clock = clock
        self._assistance = assistance
        self._reception = reception
        self.exercises = Exercises(store, clock, assistance, reception)

    # --- looking

    async def of(self, address: Address) -> Shift:
        """Everything this person has here. Nobody is made known by looking."""
        store, person_id = self._store, self._reception.id(address)
        now = self._clock.now()
        nothing = Shift(None, (), (), Signs(), Load(), wary=False)
        if not store.vault.has_key(person_id):
            return nothing
        try:
            async with store.database.read() as tx:
                person = await store.people.get(tx, person_id)
                kept = await store.exercises.all(tx, person_id)
                ratings = await store.ratings.all(tx, person_id)
                signs = load.load(await store.loads.get(tx, person_id))
            wary = person is not None and await self._reception.wary(person)
        except KeyGone:
            return nothing
        runs = tuple(run.load(one) for one in kept)
        state = load.load_of(signs, to_ms(now))
        return Shift(person, runs, tuple(ratings), signs, state, wary)

    async def cards(self, one: Run, person: Person | None = None) -> CardSet | None:
        """The cards to what the client at the counter said last. Without the emotional ones where
        this client comes without them."""
        client = play.waits(one)
        if client is None or not client.lines:
            return None
        return await self._assistance.cards_for(client, person)

    # --- help with a client

    async def help(self, event: Message, domain: str, category: str) -> Helped:
        """The cards to what a client wrote. Only whether it was rude is kept, with the load."""
        person = await self._reception.meet(event.sender)
        care = await self._reception.screened(event, person, theirs=True)
        if care is not None and not await self._reception.admits(event.sender):
            return Helped(None, care)
        clean = await self._reception.clean(event.text)
        lines = lines_of(clean)
        if not lines:
            return Helped(None, care)
        cards = await self._assistance.cards(
            lines, domain, category, person=None if care else person
        )
        self._assistance.pasted.hold(person.id, clean)
        now = to_ms(self._clock.now())
        await self._tell(person.id, lambda signs: load.met(signs, cards.uncivil, now))
        return Helped(cards, care)

    async def rate(self, address: Address, shown: str, kind: str, value: int) -> None:
        """What they thought of one card; `shown` names the paste it belonged to."""
        person, store = await self._reception.meet(address), self._store
        id = store.vault.mark("card", person.id, shown, kind)
        rating = CardRating(id, to_ms(self._clock.now()), kind, value)
        async with store.database.write() as tx:
            await store.ratings.put(tx, person.id, rating)

    # --- the load

    async def tell(self, address: Address, state: str) -> Load:
        """They said how it is: calm, tense or stressed; "break" for a break, "" to clear it all."""
        person, now = await self._reception.meet(address), to_ms(self._clock.now())

        def told(signs: Signs) -> Signs:
            if not state:
                return Signs()
            return load.rest(signs, now) if state == "break" else load.tell(signs, state, now)

        return load.load_of(await self._tell(person.id, told), now)

    # --- inside

    async def _tell(self, person_id: str, change: Callable[[Signs], Signs]) -> Signs:
        store, now = self._store, to_ms(self._clock.now())
        async with store.database.write() as tx:
            signs = change(load.load(await store.loads.get(tx, person_id)))
            body = "" if signs == Signs() else load.dump(signs)
            await store.loads.put(tx, person_id, body, now)
        return signs
