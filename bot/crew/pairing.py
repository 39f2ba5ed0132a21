"""Brings two people together for five minutes, if both want it.

Somebody asks; one member of their workspace who is free is asked in private, without a name; when that
one says yes, the asker is shown the name and decides. Only then does the other one learn who it is. The
bot opens the conversation, where the platform lets it, and steps out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.crew.buddies import ANSWER_WITHIN, lapsed, next_step
from bot.crew.candidates import Candidates, Search
from bot.crew.outreach import Outreach
from bot.crew.words import words
from bot.messages import Answer, Choice, Text
from memory.buddies import BuddyChat, State
from memory.clock import Clock, to_ms
from memory.database import Tx
from memory.store import Store


class Pairing:
    """Works on account ids (`standing.account`): whoever asks from a page acts as their account."""

    def __init__(self, store: Store, outreach: Outreach, clock: Clock, zone: str) -> None:
        self._store = store
        self._outreach = outreach
        self._clock = clock
        self._candidates = Candidates(store, clock, zone)

    async def round(self) -> None:
        """Every minute: what was not answered lapses, the next one is asked, searches end."""
        async with self._store.database.read() as tx:
            open_ones = await self._store.buddies.open(tx)
        for asker in dict.fromkeys(chat.asker_id for chat in open_ones):
            async with self._store.database.read() as tx:
                free = await self._next(tx, asker)
            async with self._store.database.write() as tx:
                await self._lapse(tx, asker)
                await self.advance(tx, asker, free)

    async def search(self, tx: Tx, asker_id: str) -> Search | None:
        """What this person is looking for right now."""
        chats = [c for c in await self._store.buddies.of(tx, asker_id) if c.asker_id == asker_id]
        head = next((c for c in chats if not c.buddy_id and c.state == "looking"), None)
        if head is None:
            return None
        return Search(head, tuple(c for c in chats if c.buddy_id and c.at_ms >= head.at_ms))

    async def start(
        self, tx: Tx, asker_id: str, workspace_id: str, id: str, free: Sequence[str]
    ) -> None:
        """Begin to look, unless they are looking already. `free` was found before the transaction."""
        if await self.search(tx, asker_id) is None:
            now = to_ms(self._clock.now())
            await self._store.buddies.add(
                tx, BuddyChat(id, workspace_id, asker_id, "", "looking", now)
            )
        await self.advance(tx, asker_id, free)

    async def stop(self, tx: Tx, asker_id: str) -> None:
        """The asker does not want to any more. Whoever was asked is not told why."""
        now = to_ms(self._clock.now())
        search = await self.search(tx, asker_id)
        if search is None:
            return
        for chat in search.tries:
            if chat.state in ("asked", "yes"):
                await self._store.buddies.move(tx, chat.id, chat.state, "declined", now)
        await self._store.buddies.move(tx, search.head.id, "looking", "over", now)

    async def advance(self, tx: Tx, asker_id: str, free: Sequence[str] | None = None) -> None:
        """Ask the next one, or give up, if it is time to. `free` was found before the transaction;
        without it only the first few are looked at, and the round finds who is further down."""
        await self._store.buddies.hold(tx, asker_id)  # first: what is read below must not be stale
        search = await self.search(tx, asker_id)
        if search is None:
            return
        now = self._clock.now()
        states = [chat.state for chat in search.tries]
        step = next_step(search.head.at_ms, states, to_ms(now))
        buddy = await self._candidates.claim(tx, search, free) if step == "ask" else None
        if buddy is not None:
            await self._ask(tx, search, buddy)
        elif step == "give_up":
            await self._store.buddies.move(tx, search.head.id, "looking", "over", to_ms(now))
            said = Answer((Text(words("buddies")["nobody"]),))
            await self._outreach.put(
                tx, asker_id, said, "buddy-nobody", search.head.id, lasts=ANSWER_WITHIN
            )

    async def agree(self, tx: Tx, chat: BuddyChat, state: str) -> bool:
        """One of the two said yes: on to `state`, if it still holds. When it does not, it is over."""
        now = to_ms(self._clock.now())
        if not await self.holds(tx, chat):
            await self.end(tx, [chat])
            return False
        return await self._store.buddies.move(tx, chat.id, chat.state, state, now)

    async def holds(self, tx: Tx, chat: BuddyChat) -> bool:
        """Whether the two may still be brought together: the buddy is on, and nothing stands between."""
        switch = await self._store.buddies.get(tx, chat.buddy_id)
        on = switch is not None and switch.available
        return on and chat.buddy_id not in await self._candidates.barred(tx, chat.asker_id)

    async def end(self, tx: Tx, chats: Iterable[BuddyChat]) -> None:
        """Whatever of these is open comes to nothing, and the next one is asked."""
        now, buddies = to_ms(self._clock.now()), self._store.buddies
        for chat in [chat for chat in chats if chat.buddy_id]:
            for was in ("asked", "yes"):  # in this order: it may have moved on since it was read
                if await buddies.move(tx, chat.id, was, "declined", now):
                    await self.advance(tx, chat.asker_id)

    async def block(self, tx: Tx, person_id: str, others: Iterable[str]) -> None:
        """Never again with any of these, and not now either."""
        now, others = to_ms(self._clock.now()), frozenset(others)
        for other in sorted(others):
            await self._store.buddies.block(tx, person_id, other, now)
        chats = await self._store.buddies.of(tx, person_id)
        await self.end(tx, [c for c in chats if {c.asker_id, c.buddy_id} & others])

    async def free(self, tx: Tx, asker_id: str, workspace_id: str, id: str) -> list[str]:
        """The first few who could be asked right now in the search `id`, which is about to `start`. Reads
        as many people as it takes: never inside a writing transaction."""
        head = BuddyChat(id, workspace_id, asker_id, "", "looking", to_ms(self._clock.now()))
        return await self._candidates.free(tx, Search(head, ()))

    # --- inside

    async def _ask(self, tx: Tx, search: Search, buddy_id: str) -> None:
        head, now = search.head, to_ms(self._clock.now())
        id = self._store.vault.mark("buddy", head.id, buddy_id)
        question = BuddyChat(id, head.workspace_id, head.asker_id, buddy_id, "asked", now)
        await self._store.buddies.add(tx, question)
        text = words("buddies")["question"]
        said = Text(
            text["ask"],
            (
                Choice("buddy_yes", text["yes"], id, "primary"),
                Choice("buddy_no", text["no"], id),
                Choice("buddy_off", text["off"]),
            ),
        )
        await self._outreach.put(tx, buddy_id, Answer((said,)), "buddy", id, lasts=ANSWER_WITHIN)

    async def _lapse(self, tx: Tx, asker_id: str) -> None:
        now = to_ms(self._clock.now())
        for chat in await self._store.buddies.of(tx, asker_id):
            if chat.asker_id == asker_id and lapsed(chat.state, chat.at_ms, now):
                await self._store.buddies.move(tx, chat.id, chat.state, "late", now)

    async def _next(self, tx: Tx, asker_id: str) -> list[str]:
        """Who could be asked now, if it is time to ask somebody once what was not answered lapses."""
        search, now = await self.search(tx, asker_id), self._clock.now()
        if search is None:
            return []
        open_ones = [c.state for c in search.tries if not lapsed(c.state, c.at_ms, to_ms(now))]
        over: list[State] = ["late"] * (len(search.tries) - len(open_ones))
        if next_step(search.head.at_ms, open_ones + over, to_ms(now)) != "ask":
            return []
        return await self._candidates.free(tx, search)
