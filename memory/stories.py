"""Stories that people share with their crew, and who was asked to read them first.

A story is sealed under its author's key: when the author is forgotten, nobody can read it any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, update

from memory.crew_models import CrewStoryRow, StoryReviewRow
from memory.database import Tx
from memory.vault import Vault

_BODY = "crew_stories.body"


@dataclass(frozen=True, slots=True)
class CrewTold:
    """A story as its author keeps it; `body` is as `bot/crew/stories.py` writes it."""

    id: str
    crew_id: str
    author_id: str
    state: str  # draft, waiting, shared, declined
    created_ms: int
    expires_ms: int
    body: str
    renewal_asked_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """Somebody was asked to read a story."""

    story_id: str
    person_id: str
    state: str  # asked, yes, no, pass
    at_ms: int


class Stories:
    """Who may do what is decided in `bot/crew/`."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def put(self, tx: Tx, story: CrewTold) -> None:
        """Add a story, or replace it whole."""
        await tx.execute(delete(CrewStoryRow).where(CrewStoryRow.id == story.id))
        await tx.execute(
            insert(CrewStoryRow).values(
                id=story.id, crew_id=story.crew_id, person_id=story.author_id, state=story.state,
                created_ms=story.created_ms, expires_ms=story.expires_ms,
                renewal_asked_ms=story.renewal_asked_ms,
                sealed_body=self._vault.seal(story.author_id, _BODY, story.body),
            )
        )  # fmt: skip

    async def move(self, tx: Tx, id: str, was: str, now: str, expires_ms: int) -> bool:
        """From one state to the next; false when it is not in that state any more."""
        mine = (CrewStoryRow.id == id, CrewStoryRow.state == was)
        moved = await tx.execute(
            update(CrewStoryRow).where(*mine).values(state=now, expires_ms=expires_ms)
        )
        return moved.rowcount == 1

    async def get(self, tx: Tx, id: str) -> CrewTold | None:
        """One story. Raises KeyGone when its author was forgotten just now."""
        row = (await tx.execute(select(CrewStoryRow).where(CrewStoryRow.id == id))).first()
        return self._story(row) if row else None

    async def by(self, tx: Tx, author_id: str) -> list[CrewTold]:
        """A person's own stories, the oldest first."""
        return await self._stories(tx, CrewStoryRow.person_id == author_id)

    async def of_crew(self, tx: Tx, crew_id: str, state: str, now_ms: int) -> list[CrewTold]:
        """A crew's stories in one state that have not run out, the newest last."""
        fits = (CrewStoryRow.crew_id == crew_id, CrewStoryRow.state == state)
        return await self._stories(tx, *fits, CrewStoryRow.expires_ms > now_ms)

    async def waiting(self, tx: Tx, now_ms: int) -> list[str]:
        """The ids of all stories that wait for a reader."""
        fits = (CrewStoryRow.state == "waiting", CrewStoryRow.expires_ms > now_ms)
        query = select(CrewStoryRow.id).where(*fits).order_by(CrewStoryRow.created_ms)
        return list((await tx.execute(query)).scalars())

    async def running_out(self, tx: Tx, before_ms: int) -> list[CrewTold]:
        """Shared stories that run out before that moment and whose author was not asked yet."""
        due = (CrewStoryRow.state == "shared", CrewStoryRow.expires_ms < before_ms)
        return await self._stories(tx, *due, CrewStoryRow.renewal_asked_ms.is_(None))

    async def asked(self, tx: Tx, id: str, now_ms: int) -> None:
        """The author was asked whether it may stay."""
        mine = update(CrewStoryRow).where(CrewStoryRow.id == id)
        await tx.execute(mine.values(renewal_asked_ms=now_ms))

    async def renew(self, tx: Tx, author_id: str, id: str, expires_ms: int) -> bool:
        """It stays until then; false when it is gone or not theirs."""
        mine = (CrewStoryRow.id == id, CrewStoryRow.person_id == author_id)
        change = update(CrewStoryRow).where(*mine, CrewStoryRow.state == "shared")
        done = await tx.execute(change.values(expires_ms=expires_ms, renewal_asked_ms=None))
        return done.rowcount == 1

    async def remove(self, tx: Tx, author_id: str, id: str) -> bool:
        """The author takes it back; false when it is gone already or not theirs."""
        mine = (CrewStoryRow.id == id, CrewStoryRow.person_id == author_id)
        gone = await tx.execute(delete(CrewStoryRow).where(*mine))
        if gone.rowcount:
            await tx.execute(delete(StoryReviewRow).where(StoryReviewRow.story_id == id))
        return gone.rowcount == 1

    # --- reading before it is shared

    async def ask(self, tx: Tx, review: Review) -> None:
        """Somebody is asked, or has answered."""
        mine = (
            StoryReviewRow.story_id == review.story_id,
            StoryReviewRow.person_id == review.person_id,
        )
        await tx.execute(delete(StoryReviewRow).where(*mine))
        row: dict[str, Any] = {"story_id": review.story_id, "person_id": review.person_id}
        await tx.execute(
            insert(StoryReviewRow).values(**row, state=review.state, at_ms=review.at_ms)
        )

    async def reviews(self, tx: Tx, story_id: str) -> list[Review]:
        """Everyone who was asked about a story."""
        query = select(StoryReviewRow).where(StoryReviewRow.story_id == story_id)
        return [_review(row) for row in (await tx.execute(query)).all()]

    async def read_by(self, tx: Tx, person_id: str) -> list[Review]:
        """Everything a person was asked to read, the earliest first."""
        query = select(StoryReviewRow).where(StoryReviewRow.person_id == person_id)
        rows = (await tx.execute(query.order_by(StoryReviewRow.at_ms))).all()
        return [_review(row) for row in rows]

    async def unread(self, tx: Tx, story_id: str) -> None:
        """New words: whoever has read the old ones may be asked again."""
        await tx.execute(delete(StoryReviewRow).where(StoryReviewRow.story_id == story_id))

    # --- the end

    async def sweep(self, tx: Tx, now_ms: int) -> int:
        """What has run out, and reviews whose story is gone."""
        gone = await tx.execute(delete(CrewStoryRow).where(CrewStoryRow.expires_ms <= now_ms))
        there = select(CrewStoryRow.id)
        await tx.execute(delete(StoryReviewRow).where(StoryReviewRow.story_id.not_in(there)))
        return gone.rowcount

    async def _stories(self, tx: Tx, *which: Any) -> list[CrewTold]:
        order = (CrewStoryRow.created_ms, CrewStoryRow.id)
        query = select(CrewStoryRow).where(*which).order_by(*order)
        return [self._story(row) for row in (await tx.execute(query)).all()]

    def _story(self, row: Any) -> CrewTold:
        return CrewTold(
            row.id, row.crew_id, row.person_id, row.state, row.created_ms, row.expires_ms,
            self._vault.open(row.person_id, _BODY, row.sealed_body), row.renewal_asked_ms,
        )  # fmt: skip


def _review(row: Any) -> Review:
    return Review(row.story_id, row.person_id, row.state, row.at_ms)
