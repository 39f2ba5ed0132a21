"""Another member looks a story over before anybody is shown it, without knowing whose it is.

One is asked at a time, and has a few days. Whoever says "ask someone else", or nothing, is not asked
about it again.
"""

from __future__ import annotations

from datetime import timedelta

from bot.crew.library import CrewLibrary
from bot.crew.outreach import Outreach
from bot.crew.words import words
from bot.messages import Answer, Choice, Text
from memory.clock import Clock, to_ms
from memory.database import Tx
from memory.errors import KeyGone
from memory.store import Store
from memory.stories import CrewTold, Review

_DAYS = 24 * 3600 * 1000
_ANSWER_WITHIN = 3 * _DAYS
_REST = 7 * _DAYS  # nobody is asked to read more than one a week
STAYS = timedelta(days=365)
_RENEW_BEFORE = timedelta(days=30)
READS = "reads"  # in a profile: "no" when somebody does not want to be asked


class Reviewing:
    """`round` runs now and then; `ask_next` also right when a story is handed in."""

    def __init__(
        self, store: Store, library: CrewLibrary, outreach: Outreach, clock: Clock
    ) -> None:
        self._store = store
        self._library = library
        self._outreach = outreach
        self._clock = clock

    async def round(self) -> None:
        """Find a reader for whatever waits, and ask authors whose year is nearly over."""
        now = self._clock.now()
        async with self._store.database.read() as tx:
            waiting = await self._store.stories.waiting(tx, to_ms(now))
        for id in waiting:
            async with self._store.database.write() as tx:
                await self.ask_next(tx, id)
        async with self._store.database.write() as tx:
            for story in await self._store.stories.running_out(tx, to_ms(now + _RENEW_BEFORE)):
                await self._ask_author(tx, story)

    async def ask_next(self, tx: Tx, story_id: str) -> bool:
        """Ask one more member to read a story that waits, if it is time to; whether somebody was asked."""
        now, stories = to_ms(self._clock.now()), self._store.stories
        try:
            story = await stories.get(tx, story_id)
        except KeyGone:
            return False
        if story is None or story.state != "waiting":
            return False
        asked = await stories.reviews(tx, story_id)
        if any(r.state == "asked" and now - r.at_ms < _ANSWER_WITHIN for r in asked):
            return False
        reader = await self._reader(tx, story, {r.person_id for r in asked}, now)
        if not reader:
            return False
        await stories.ask(tx, Review(story_id, reader, "asked", now))
        crew = await self._store.crews.get(tx, story.crew_id)
        text = words("stories")["review"]
        said = Text(
            text["ask"].format(crew=crew.name if crew else ""),
            (
                Choice("story_read", text["show"], story_id, "primary"),
                Choice("story_pass", text["pass"], story_id),
                Choice("story_reads_off", text["off"]),
            ),
        )
        lasts = timedelta(milliseconds=_ANSWER_WITHIN)
        name = ("story", story_id, str(story.created_ms))
        await self._outreach.put(tx, reader, Answer((said,)), *name, lasts=lasts)
        return True

    async def may_read(self, tx: Tx, story: CrewTold, person_id: str) -> bool:
        """Whether this person was asked about it, and still is somebody who may be."""
        mine = set(await self._library.selves(tx, person_id))
        asked = {r.person_id for r in await self._store.stories.reviews(tx, story.id)}
        crew = await self._store.crews.get(tx, story.crew_id)
        if story.state != "waiting" or crew is None or not mine & asked or story.author_id in mine:
            return False
        circle = await self._library.circle(tx, crew, person_id, self._clock.now())
        return bool(mine & asked & circle.members)

    async def _reader(self, tx: Tx, story: CrewTold, asked: set[str], now: int) -> str:
        crew = await self._store.crews.get(tx, story.crew_id)
        if crew is None:
            return ""
        circle = await self._library.circle(tx, crew, story.author_id, self._clock.now())
        if not circle.wide or story.author_id not in circle.members:
            return ""
        free: list[tuple[int, str, str]] = []
        for id in circle.members - asked - {story.author_id}:
            person = await self._store.people.get(tx, id)
            read = await self._store.stories.read_by(tx, id)
            last = max((r.at_ms for r in read), default=0)
            if person is None or person.profile.get(READS) == "no" or now - last < _REST:
                continue
            free.append((last, self._store.vault.mark("reader", story.id, id), id))
        return min(free)[2] if free else ""

    async def _ask_author(self, tx: Tx, story: CrewTold) -> None:
        """Once, and without a word of what it says."""
        crew = await self._store.crews.get(tx, story.crew_id)
        await self._store.stories.asked(tx, story.id, to_ms(self._clock.now()))
        if crew is None:
            return
        text = words("stories")["renewal"]
        said = Text(
            text["ask"].format(crew=crew.name),
            (
                Choice("story_renew", text["keep"], story.id, "primary"),
                Choice("story_back", text["drop"], story.id),
            ),
        )
        name = ("story-renewal", story.id, str(story.expires_ms))
        answer = Answer((said,))
        await self._outreach.put(tx, story.author_id, answer, *name, lasts=_RENEW_BEFORE)
