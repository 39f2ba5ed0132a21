"""The weekly round: fix who is counted, tell what may be told of the week that is over, let the leads know.

Weeks run from Monday to Sunday, in UTC. Every step may be repeated and stands once it was taken, so the
round can run as often as it likes and be late: who is counted follows from who was in before the week
began. A lead's digest day moves only the message.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from bot.crew.anonymity import Picture, Roster, Rules, Said, cohorts, picture
from bot.crew.digest import WEEKS, dump, load
from bot.crew.outreach import Outreach
from bot.crew.schedule import zone_of
from bot.crew.words import words
from bot.log import Log
from bot.messages import Answer, Choice, Text
from memory.checkins import Checkin
from memory.clock import Clock, from_ms, to_ms
from memory.crews import Crew
from memory.database import Tx
from memory.errors import KeyGone, StorageError
from memory.store import Store

_WEEK = timedelta(weeks=1)
_MORNING = time(9)  # on the digest day, in the crew's zone
_STANDS = timedelta(days=6)  # for so long a message may still be sent


class Weekly:
    """`run` is one round over all crews."""

    def __init__(
        self, store: Store, clock: Clock, outreach: Outreach, rules: Rules, log: Log
    ) -> None:
        self._store = store
        self._clock = clock
        self._outreach = outreach
        self._rules = rules
        self._log = log

    async def run(self) -> None:
        """Everything that is due. Storage away: the next round does it."""
        try:
            await self.round()
        except StorageError as error:
            self._log.warning("crew digests postponed", error=type(error).__name__)

    async def round(self) -> None:
        """The same, with errors."""
        monday = monday_of(self._clock.now())
        async with self._store.database.read() as tx:  # mostly it is done, and needs no lock
            fixed = await self._store.digests.fixed(tx, to_ms(monday))
        if not fixed:
            async with self._store.database.write() as tx:
                await self._freeze(tx, monday)
        async with self._store.database.read() as tx:
            crews = await self._store.crews.all(tx)
            counted = await self._store.digests.frozen(tx, to_ms(monday - _WEEK))
        crews = [crew for crew in crews if crew.created_ms < to_ms(monday - _WEEK)]
        for crew in crews:
            try:
                await self._tell(crew, monday - _WEEK, counted.get(crew.id, set()))
                await self._send(crew, monday - _WEEK)
            except KeyGone:  # the workspace has just been taken out; other crews go on
                self._log.warning("crew digest skipped")
        async with self._store.database.write() as tx:
            await self._store.digests.thaw(tx, to_ms(monday - _WEEK))

    # --- who is counted

    async def _freeze(self, tx: Tx, monday: datetime) -> None:
        """From who was in when the week began, and who was counted in the one before."""
        digests, week = self._store.digests, to_ms(monday)
        if await digests.fixed(tx, week) or await digests.frozen(tx, week):
            return
        people: dict[str, str] = {}  # human → the person whose check-ins count
        rosters = []
        for crew in await self._store.crews.all(tx):
            stays = await self._store.crews.stays(tx, crew.id, week, week + 1)
            members = set()
            for stay in stays:
                if stay.joined_ms < week:
                    human = await self._human(tx, stay.person_id)
                    people[f"{crew.id} {human}"] = stay.person_id
                    members.add(human)
            leads = await self._store.crews.leads_of(tx, crew.id)
            rosters.append(Roster(crew.id, frozenset(members), frozenset(leads)))
        latest = await digests.latest(tx, week)
        before = {} if latest is None else await digests.frozen(tx, latest)
        known = {
            crew_id: frozenset([await self._human(tx, person) for person in counted])
            for crew_id, counted in before.items()
        }
        now = cohorts(rosters, known, self._rules)
        by_person = {crew: {people[f"{crew} {h}"] for h in humans} for crew, humans in now.items()}
        await digests.freeze(tx, week, by_person)

    async def _human(self, tx: Tx, person_id: str) -> str:
        """One id per human: the platform account, also of who checks in on the page."""
        try:
            link = await self._store.page_links.of(tx, person_id)
        except KeyGone:  # just forgotten: the others' week goes on
            return person_id
        return link.account_person_id if link else person_id

    # --- what is told

    async def _tell(self, crew: Crew, monday: datetime, counted: set[str]) -> None:
        week, until = to_ms(monday), to_ms(monday + _WEEK)
        async with self._store.database.read() as tx:
            if await self._store.digests.told(tx, crew, week, week):
                return
            stays = await self._store.crews.stays(tx, crew.id, week, until)
            # whoever left when the week was over is still one of it, and silent: when the round runs
            # must not change who is left out
            there = {
                s.person_id for s in stays if s.left_ms is None or s.left_ms >= until
            } & counted
            still = {s.person_id for s in stays if s.left_ms is None}
            humans = {person: await self._human(tx, person) for person in there}
            said = {
                humans[p]: s for p in there & still if (s := await self._said(tx, p, week, until))
            }
        told = picture(frozenset(humans.values()), said, self._rules, self._store.vault.mark)
        async with self._store.database.write() as tx:
            now = to_ms(self._clock.now())
            await self._store.digests.tell(tx, crew, week, dump(told), now)

    async def _said(self, tx: Tx, person_id: str, week: int, until: int) -> Said | None:
        try:
            person = await self._store.people.get(tx, person_id)
            if person is None or not (person.allows("crew") and person.allows("checkins")):
                return None
            told = await self._store.checkins.since(tx, person_id, week)
        except KeyGone:
            return None
        return said_of([checkin for checkin in told if checkin.at_ms < until])

    # --- who is told

    async def _send(self, crew: Crew, monday: datetime) -> None:
        """On the crew's day, in the morning there, or later that week when nobody was there to send."""
        local = self._clock.now().astimezone(zone_of(crew.zone) or UTC)
        if (local.weekday(), local.time()) < (crew.digest_day, _MORNING):
            return
        async with self._store.database.write() as tx:
            told = await recent(self._store, tx, crew, monday)
            if monday not in told:
                return
            any_told = any(told.values())
            name = (monday.date().isoformat(),) if any_told else ("none",)
            answer = note(crew, monday, any_told)
            put = []
            for lead in await self._store.crews.leads_of(tx, crew.id):
                named = ("digest", crew.id, *name)
                sent = await self._outreach.put(tx, lead, answer, *named, lasts=_STANDS)
                put.append((lead, sent))
        for lead, reply_id in put:
            await self._outreach.wake(lead, reply_id)


async def recent(
    store: Store, tx: Tx, crew: Crew, monday: datetime
) -> dict[datetime, Picture | None]:
    """What was told of the weeks of a chart that ends with this one, by their Mondays."""
    first = to_ms(monday - (WEEKS - 1) * _WEEK)
    told = await store.digests.told(tx, crew, first, to_ms(monday))
    return {from_ms(week): load(body) for week, body in told.items()}


def note(crew: Crew, monday: datetime, any_told: bool) -> Answer:
    """Says that there is something to look at, and nothing of what it is: screens are shared."""
    text = words("digest")
    if not any_told:
        return Answer((Text(text["never"].format(crew=crew.name)),))
    button = Choice("crew_picture", text["show"], f"{crew.id} {monday.date().isoformat()}")
    return Answer((Text(text["ready"].format(crew=crew.name), (button,)),))


def said_of(told: list[Checkin]) -> Said | None:
    """One person's week: the mean of what they said, and all loads they ticked."""
    if not told:
        return None
    energies = [checkin.energy for checkin in told if checkin.energy]
    loads = frozenset(load for checkin in told for load in checkin.loads.split(",") if load)
    mood = sum(checkin.mood for checkin in told) / len(told)
    return Said(mood, sum(energies) / len(energies) if energies else 0.0, loads)


def monday_of(moment: datetime) -> datetime:
    """When the week of a moment began."""
    day = moment.astimezone(UTC).date()
    return datetime.combine(day - timedelta(days=day.weekday()), time(), UTC)
