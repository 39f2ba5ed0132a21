"""Who could be asked for a chat in a search.

Hours and time zones are sealed, so a whole workspace is read before a transaction (`free`); inside it a
few are looked at again, and the first who still may be asked is (`claim`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bot.crew.buddies import ASKED_FOR, SEARCH_FOR, Candidate, Hours, in_order
from memory.buddies import Buddy, BuddyChat
from memory.clock import Clock, to_ms
from memory.database import Tx
from memory.people import Person
from memory.store import Store

_DAY = 24 * 3600 * 1000
_CHAT = 30 * 60 * 1000  # how long two who met count as busy
_READ = 200  # whose hours are read at once
_LOOKED_AT = 20  # how many are looked at inside a transaction


@dataclass(frozen=True, slots=True)
class Search:
    """Somebody looks for a buddy; `tries` are the questions that were put so far."""

    head: BuddyChat
    tries: tuple[BuddyChat, ...]


class Candidates:
    """Reads; the one who is claimed is held until the transaction ends."""

    def __init__(self, store: Store, clock: Clock, zone: str) -> None:
        self._store = store
        self._clock = clock
        self._zone = zone

    async def free(self, tx: Tx, search: Search) -> list[str]:
        """The first few who may be asked now. Reads as many people as it takes: never inside a writing
        transaction."""
        store, found = self._store, list[str]()
        ids = await self._in_order(tx, search)
        for at in range(0, len(ids), _READ):
            few = ids[at : at + _READ]
            switches = {b.person_id: b for b in await store.buddies.several(tx, few)}
            people = {p.id: p for p in await store.people.several(tx, few)}
            found += [id for id in few if self._on(switches.get(id), people.get(id))]
            if len(found) >= _LOOKED_AT:
                break
        return found[:_LOOKED_AT]

    async def claim(self, tx: Tx, search: Search, free: Sequence[str] | None) -> str | None:
        """The first who may be asked. `free` was found before the transaction; None looks at the first
        few of all, in whose hours it may not be."""
        store, now = self._store, self._clock.now()
        order = await self._in_order(tx, search)
        still = set(order)
        few = order if free is None else [id for id in free if id in still]
        for id in few[:_LOOKED_AT]:
            switch = await store.buddies.claim(tx, id)
            if not self._on(switch, await store.people.get(tx, id)):
                continue
            # only now can nobody else ask them: another search may have done so since `order` was read
            lately = await store.buddies.of(tx, id, to_ms(now) - _DAY)
            if _candidate(id, lately, to_ms(now)).rested(now):
                return id
        return None

    async def barred(self, tx: Tx, person_id: str) -> frozenset[str]:
        """Whom this person is never brought together with."""
        return await self._store.buddies.barred(tx, person_id) | await self._leads(tx, person_id)

    # --- inside

    def _on(self, switch: Buddy | None, person: Person | None) -> bool:
        """Whether they are on, and it is in their hours."""
        if switch is None or person is None or not (switch.available and switch.hours):
            return False
        now = self._clock.now()
        return Hours.load(switch.hours).holds(now.astimezone(person.zone(self._zone)))

    async def _in_order(self, tx: Tx, search: Search) -> list[str]:
        """Whoever may be asked, if it is in their hours; who comes first is asked first."""
        head, now, buddies = search.head, self._clock.now(), self._store.buddies
        theirs: defaultdict[str, list[BuddyChat]] = defaultdict(list)
        for chat in await buddies.since(tx, head.workspace_id, to_ms(now) - _DAY):
            for id in {chat.asker_id, chat.buddy_id}:
                theirs[id].append(chat)
        on = await buddies.available(tx, head.workspace_id)
        barred = await self.barred(tx, head.asker_id)
        barred |= {head.asker_id, *(chat.buddy_id for chat in search.tries)}
        candidates = (_candidate(id, theirs.get(id, []), to_ms(now)) for id in on)
        return in_order(candidates, now, barred, head.id)

    async def _leads(self, tx: Tx, person_id: str) -> frozenset[str]:
        """Whoever leads a crew this person is in, and whoever is in a crew this person leads: nobody
        should find out in a chat that it is their lead, or their member, who has a hard day."""
        crews, links = self._store.crews, self._store.page_links
        page = await links.page_of(tx, person_id)
        found: set[str] = set()
        for id in filter(None, (person_id, page)):
            for crew in await crews.joined_by(tx, id):
                found |= set(await crews.leads_of(tx, crew.id))
        for crew in await crews.led_by(tx, person_id):
            for member in await crews.members(tx, crew.id):
                link = await links.of(tx, member)
                found.add(link.account_person_id if link else member)
        return frozenset(found)


def _candidate(person_id: str, mine: list[BuddyChat], now_ms: int) -> Candidate:
    """When somebody was asked within a day, and whether they are in the middle of something."""
    asked = tuple(c.at_ms for c in mine if c.buddy_id == person_id)
    busy = any(
        (c.state in ("asked", "yes") and now_ms - c.at_ms < ASKED_FOR)
        or (c.state == "looking" and now_ms - c.at_ms < SEARCH_FOR)
        or (c.state == "met" and now_ms - c.at_ms < _CHAT)
        for c in mine
    )
    return Candidate(person_id, asked, busy)
