"""The weekly round: fix who is counted, tell what may be told of the week that is over, let the leads know.

Weeks run from Monday to Sunday, in UTC. Every step may be repeated and stands once it was taken, so the
round can run as often as it likes and be late: who is counted follows from who was in before the week
began. A lead's digest day moves only the message.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from bot.crew.anonymity import Picture, Roster, Rules, cohorts
from bot.crew.digest import WEEKS, load
from bot.crew.outreach import Outreach
from bot.crew.schedule import zone_of
from bot.crew.telling import Cohort, Telling, human
from bot.crew.words import needs, words
from bot.log import Log
from bot.messages import Answer, Choice, Text
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
        self, store: Store, clock: Clock, outreach: Outreach, rules: Rules, log: Log,
        kept_days: int,
    ) -> None:  # fmt: skip
        self._store = store
        self._clock = clock
        self._outreach = outreach
        self._rules = rules
        self._telling = Telling(store, clock, rules, kept_days)
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
            before = await self._store.digests.frozen(tx, to_ms(monday - 2 * _WEEK))
            counted = await self._store.digests.frozen(tx, to_ms(monday - _WEEK))
        crews = [crew for crew in crews if crew.created_ms < to_ms(monday - _WEEK)]
        for crew in crews:
            try:
                cohort = Cohort(counted.get(crew.id, set()), before.get(crew.id, set()))
                await self._telling.tell(crew, to_ms(monday - _WEEK), cohort)
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
                    who = await human(self._store, tx, stay.person_id)
                    people[f"{crew.id} {who}"] = stay.person_id
                    members.add(who)
            leads = await self._store.crews.leads_of(tx, crew.id)
            rosters.append(Roster(crew.id, frozenset(members), frozenset(leads)))
        latest = await digests.latest(tx, week)
        before = {} if latest is None else await digests.frozen(tx, latest)
        known = {
            crew_id: frozenset([await human(self._store, tx, person) for person in counted])
            for crew_id, counted in before.items()
        }
        now = cohorts(rosters, known, self._rules)
        by_person = {crew: {people[f"{crew} {h}"] for h in humans} for crew, humans in now.items()}
        await digests.freeze(tx, week, by_person)

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
            answer = note(crew, monday, any_told, self._rules)
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


def note(crew: Crew, monday: datetime, any_told: bool, rules: Rules) -> Answer:
    """Says that there is something to look at, and nothing of what it is: screens are shared."""
    text = words("digest")
    if not any_told:
        return Answer((Text(text["never"].format(crew=crew.name, needs=needs(rules))),))
    button = Choice("crew_picture", text["show"], f"{crew.id} {monday.date().isoformat()}")
    return Answer((Text(text["ready"].format(crew=crew.name), (button,)),))


def monday_of(moment: datetime) -> datetime:
    """When the week of a moment began."""
    day = moment.astimezone(UTC).date()
    return datetime.combine(day - timedelta(days=day.weekday()), time(), UTC)
