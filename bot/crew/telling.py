"""Tell a crew's week, once: from the check-ins of those who are counted to what may be told, and kept.

Reads what people said as far back as the parts of the picture that stand (`bot/crew/held.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.crew.anonymity import Rules, Said
from bot.crew.digest import dump, stands_of
from bot.crew.held import Stands, Weeks, lasts, told
from memory.checkins import Checkin
from memory.clock import Clock, to_ms
from memory.crews import Crew, Stay
from memory.database import Tx
from memory.errors import KeyGone
from memory.store import Store

_DAY_MS = 24 * 3_600_000
_WEEK_MS = 7 * _DAY_MS
_FIRST_MS = 4 * _DAY_MS  # week 0 begins on the first Monday of 1970


@dataclass(frozen=True, slots=True)
class Cohort:
    """Who is counted in a week, and who was in the week before; nobody when that isn't known."""

    now: set[str]
    before: set[str] = field(default_factory=set)


class Telling:
    """`tell` may be called again and again: a week that was told stands."""

    def __init__(self, store: Store, clock: Clock, rules: Rules, kept_days: int) -> None:
        self._store, self._clock, self._rules = store, clock, rules
        self._lasts = lasts(kept_days)

    async def tell(self, crew: Crew, week_ms: int, cohort: Cohort) -> None:
        """The week that begins then, in UTC. Raises KeyGone when the crew's workspace is gone."""
        until = week_ms + _WEEK_MS
        async with self._store.database.read() as tx:
            if await self._store.digests.told(tx, crew, week_ms, week_ms):
                return
            stays = await self._store.crews.stays(tx, crew.id, week_ms, until)
            # whoever left when the week was over is still one of it, and silent: when the round runs
            # must not change who is left out
            there = [
                s for s in stays
                if s.person_id in cohort.now and (s.left_ms is None or s.left_ms >= until)
            ]  # fmt: skip
            humans = {s.person_id: await human(self._store, tx, s.person_id) for s in there}
            stands = await self._stands(tx, crew, week_ms, cohort)
            since = min(week_ms, _begins(stands.since)) if stands else week_ms
            said: dict[int, dict[str, Said]] = defaultdict(dict)
            for stay in there:
                if stay.left_ms is None:
                    # of earlier weeks, nothing from before they joined
                    first = min(week_ms, max(since, stay.joined_ms))
                    for number, one in (await self._said(tx, stay, first, until)).items():
                        said[number][humans[stay.person_id]] = one
        await self._keep(crew, week_ms, frozenset(humans.values()), said, stands)

    async def _keep(
        self, crew: Crew, week_ms: int, people: frozenset[str], said: Weeks, stands: Stands | None
    ) -> None:
        mark = self._store.vault.mark
        now = told(people, _number(week_ms), said, stands, self._rules, mark, self._lasts)
        body = dump(*now) if now else dump(None, stands)
        async with self._store.database.write() as tx:
            at = to_ms(self._clock.now())
            await self._store.digests.tell(tx, crew, week_ms, body, at)

    async def _stands(self, tx: Tx, crew: Crew, week_ms: int, cohort: Cohort) -> Stands | None:
        """What stood before that week; nothing once newcomers are let in."""
        was = await self._humans(tx, cohort.before)
        if was and await self._humans(tx, cohort.now) - was:
            return None
        body = await self._store.digests.last(tx, crew, week_ms)
        return stands_of(body) if body else None

    async def _humans(self, tx: Tx, people: Iterable[str]) -> set[str]:
        return {await human(self._store, tx, person) for person in people}

    async def _said(self, tx: Tx, stay: Stay, since: int, until: int) -> dict[int, Said]:
        """By the number of the week."""
        try:
            person = await self._store.people.get(tx, stay.person_id)
            if person is None or not (person.allows("crew") and person.allows("checkins")):
                return {}
            checkins = await self._store.checkins.since(tx, stay.person_id, since)
        except KeyGone:
            return {}
        weeks: dict[int, list[Checkin]] = defaultdict(list)
        for checkin in checkins:
            if checkin.at_ms < until:
                weeks[_number(checkin.at_ms)].append(checkin)
        return {number: said_of(week) for number, week in weeks.items()}


async def human(store: Store, tx: Tx, person_id: str) -> str:
    """One id per human: the platform account, also of who checks in on the page."""
    try:
        link = await store.page_links.of(tx, person_id)
    except KeyGone:  # just forgotten: the others' week goes on
        return person_id
    return link.account_person_id if link else person_id


def _number(at_ms: int) -> int:
    """Of the week that a moment is in."""
    return (at_ms - _FIRST_MS) // _WEEK_MS


def _begins(number: int) -> int:
    return number * _WEEK_MS + _FIRST_MS


def said_of(checkins: list[Checkin]) -> Said:
    """One person's week: the mean of what they said, and all loads they ticked. At least one check-in."""
    energies = [checkin.energy for checkin in checkins if checkin.energy]
    loads = frozenset(load for checkin in checkins for load in checkin.loads.split(",") if load)
    mood = sum(checkin.mood for checkin in checkins) / len(checkins)
    return Said(mood, sum(energies) / len(energies) if energies else 0.0, loads)
