"""A crew's own stories: who belongs, who may read which, and who can be asked to look one over.

Nobody who leads a crew is shown its stories or looks them over, and no story is shown or handed to
anybody until a crew is large enough that it could be anyone's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.crew.stories import Story, orders
from bot.support.talk import CrewStory
from memory.clock import to_ms
from memory.crews import Crew
from memory.database import Tx
from memory.errors import KeyGone
from memory.people import Person
from memory.store import Store

FEWEST = (
    5  # members, leads not counted, before a story goes anywhere: behind fewer it names its author
)


@dataclass(frozen=True, slots=True)
class Circle:
    """A crew as its stories see it: the members who don't lead it. The own seat is `me`."""

    crew: Crew
    me: str
    members: frozenset[str]

    @property
    def wide(self) -> bool:
        """Whether a story could be anyone's."""
        return len(self.members) >= FEWEST


class CrewLibrary:
    """Reads only; every answer is about one person and what is theirs to see."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def readable(self, person: Person, now: datetime) -> tuple[CrewStory, ...]:
        """What colleagues shared in the crews this person is in; never their own stories."""
        found: list[CrewStory] = []
        async with self._store.database.read() as tx:
            mine = await self.selves(tx, person.id)
            for circle in await self.circles(tx, mine, now):
                if circle.wide:
                    found += await self._shared(tx, circle, mine, now)
        return tuple(found)

    async def story(self, person: Person, id: str, now: datetime) -> CrewStory | None:
        """One of them."""
        stories = await self.readable(person, now)
        return next((story for story in stories if story.id == id), None)

    async def selves(self, tx: Tx, person_id: str) -> tuple[str, ...]:
        """The ids under which somebody may be in a crew: their own, and the account they act as."""
        link = await self._store.page_links.of(tx, person_id)
        return (person_id, link.account_person_id) if link else (person_id,)

    async def circles(self, tx: Tx, selves: tuple[str, ...], now: datetime) -> list[Circle]:
        """The crews somebody is in and does not lead."""
        found: list[Circle] = []
        for me in selves:
            for crew in await self._store.crews.joined_by(tx, me):
                circle = await self.circle(tx, crew, me, now)
                if me in circle.members:
                    found.append(circle)
        return found

    async def circle(self, tx: Tx, crew: Crew, me: str, now: datetime) -> Circle:
        """A crew, seen by one person. Leads are known by their seat, whichever screen they joined from."""
        crews, vault, at = self._store.crews, self._store.vault, to_ms(now)
        leads = await crews.leads_of(tx, crew.id)
        seats = {vault.mark("seat", crew.id, lead) for lead in leads}
        stays = await crews.stays(tx, crew.id, at, at + 1)
        members = {s.person_id for s in stays if s.seat not in seats and s.person_id not in leads}
        return Circle(crew, me, frozenset(members))

    async def _shared(
        self, tx: Tx, circle: Circle, mine: tuple[str, ...], now: datetime
    ) -> list[CrewStory]:
        others = circle.members - set(mine)
        try:
            told = await self._store.stories.of_crew(tx, circle.crew.id, "shared", to_ms(now))
        except KeyGone:
            return []  # an author is being forgotten this very moment
        theirs = [(told.id, Story.load(told.body)) for told in told if told.author_id in others]
        return [CrewStory(id, s.when, s.helped) for id, s in theirs if not orders(s)]
