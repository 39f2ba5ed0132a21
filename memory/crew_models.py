"""The tables of crews, their people, check-in plans, buddies and stories.

As in `models.py`: `sealed_*` is ciphertext. A column named `person_id`, or ending in `_person_id`, names
a person: when that person is forgotten, the row goes (`memory/erase.py`).
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Index, Integer, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from memory.models import Base

_Id = String(64)
_STILL_IN = text("left_ms IS NULL")


class CrewRow(Base):
    """A crew. `sealed_body` (name, zone, resources) is sealed under the workspace's key."""

    __tablename__ = "crews"
    id: Mapped[str] = mapped_column(_Id, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(_Id, index=True)
    created_ms: Mapped[int] = mapped_column(BigInteger)
    closed_ms: Mapped[int | None] = mapped_column(BigInteger)
    digest_day: Mapped[int] = mapped_column(Integer)  # 0 is Monday
    sealed_body: Mapped[bytes] = mapped_column(LargeBinary)


class CrewLeadRow(Base):
    """Who leads a crew. A lead need not be a member."""

    __tablename__ = "crew_leads"
    crew_id: Mapped[str] = mapped_column(_Id, primary_key=True)
    person_id: Mapped[str] = mapped_column(_Id, primary_key=True, index=True)
    since_ms: Mapped[int] = mapped_column(BigInteger)


class CrewMemberRow(Base):
    """One stretch of membership. `seat` is a keyed hash of the platform account that was asked: one
    account has one seat, whoever's check-ins count for it."""

    __tablename__ = "crew_members"
    id: Mapped[str] = mapped_column(_Id, primary_key=True)
    crew_id: Mapped[str] = mapped_column(_Id)
    person_id: Mapped[str] = mapped_column(_Id, index=True)
    seat: Mapped[str] = mapped_column(_Id)
    joined_ms: Mapped[int] = mapped_column(BigInteger)
    left_ms: Mapped[int | None] = mapped_column(BigInteger)
    __table_args__ = (
        Index("ix_crew_members_crew_id", "crew_id"),
        Index(
            "uq_crew_members_seat", "crew_id", "seat", unique=True,
            sqlite_where=_STILL_IN, postgresql_where=_STILL_IN,
        ),
    )  # fmt: skip


class CrewInvitationRow(Base):
    """Who was asked, and what they said. Outlives a stranger's first day, so that nobody is asked again."""

    __tablename__ = "crew_invitations"
    crew_id: Mapped[str] = mapped_column(_Id, primary_key=True)
    person_id: Mapped[str] = mapped_column(_Id, primary_key=True, index=True)
    state: Mapped[str] = mapped_column(String(12))  # asked, yes, not_now, never
    at_ms: Mapped[int] = mapped_column(BigInteger, index=True)


class PageLinkRow(Base):
    """A browser that a platform account vouched for. `sealed_account` is the account's address."""

    __tablename__ = "page_links"
    person_id: Mapped[str] = mapped_column(_Id, primary_key=True)
    account_person_id: Mapped[str] = mapped_column(_Id, unique=True)
    at_ms: Mapped[int] = mapped_column(BigInteger)
    sealed_account: Mapped[bytes] = mapped_column(LargeBinary)


class CheckinPlanRow(Base):
    """When a person wants to be reminded. `next_ms` is empty while they don't."""

    __tablename__ = "checkin_plans"
    person_id: Mapped[str] = mapped_column(_Id, primary_key=True)
    next_ms: Mapped[int | None] = mapped_column(BigInteger, index=True)
    sealed_body: Mapped[bytes] = mapped_column(LargeBinary)


class NudgeRow(Base):
    """A gentle word that is due, and what led to the last ones. Only for people who asked for it."""

    __tablename__ = "nudges"
    person_id: Mapped[str] = mapped_column(_Id, primary_key=True)
    due_ms: Mapped[int | None] = mapped_column(BigInteger, index=True)
    sealed_body: Mapped[bytes] = mapped_column(LargeBinary)


class CrewDigestRow(Base):
    """What a crew's leads were shown for one period, sealed under the workspace's key."""

    __tablename__ = "crew_digests"
    crew_id: Mapped[str] = mapped_column(_Id, primary_key=True)
    period_ms: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    created_ms: Mapped[int] = mapped_column(BigInteger)
    sealed_body: Mapped[bytes] = mapped_column(LargeBinary)


class CrewCohortRow(Base):
    """Who belonged to a crew for a whole period: frozen when the period begins."""

    __tablename__ = "crew_cohorts"
    crew_id: Mapped[str] = mapped_column(_Id, primary_key=True)
    period_ms: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    person_id: Mapped[str] = mapped_column(_Id, primary_key=True, index=True)


class BuddyRow(Base):
    """ "I'm up for a five-minute chat": on or off, and at which hours."""

    __tablename__ = "buddies"
    person_id: Mapped[str] = mapped_column(_Id, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(_Id, index=True)
    available: Mapped[bool] = mapped_column(Boolean)
    since_ms: Mapped[int] = mapped_column(BigInteger)
    sealed_hours: Mapped[bytes | None] = mapped_column(LargeBinary)


class BuddyChatRow(Base):
    """Two people who were or are being brought together. No reason is kept."""

    __tablename__ = "buddy_chats"
    id: Mapped[str] = mapped_column(_Id, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(_Id)
    asker_person_id: Mapped[str] = mapped_column(_Id, index=True)
    buddy_person_id: Mapped[str | None] = mapped_column(_Id, index=True)
    state: Mapped[str] = mapped_column(String(12))
    at_ms: Mapped[int] = mapped_column(BigInteger, index=True)


class BuddyBlockRow(Base):
    """Somebody does not want to be brought together with somebody."""

    __tablename__ = "buddy_blocks"
    person_id: Mapped[str] = mapped_column(_Id, primary_key=True)
    blocked_person_id: Mapped[str] = mapped_column(_Id, primary_key=True, index=True)
    at_ms: Mapped[int] = mapped_column(BigInteger)


class CrewStoryRow(Base):
    """What helped a colleague. Sealed under the author's key: with the author, the story is gone."""

    __tablename__ = "crew_stories"
    id: Mapped[str] = mapped_column(_Id, primary_key=True)
    crew_id: Mapped[str] = mapped_column(_Id, index=True)
    person_id: Mapped[str] = mapped_column(_Id, index=True)
    state: Mapped[str] = mapped_column(String(12))  # draft, waiting, shared, declined
    created_ms: Mapped[int] = mapped_column(BigInteger)
    expires_ms: Mapped[int] = mapped_column(BigInteger, index=True)
    renewal_asked_ms: Mapped[int | None] = mapped_column(BigInteger)
    sealed_body: Mapped[bytes] = mapped_column(LargeBinary)


class StoryReviewRow(Base):
    """Who was asked to read a story before it is shared, and what they said."""

    __tablename__ = "story_reviews"
    story_id: Mapped[str] = mapped_column(_Id, primary_key=True)
    person_id: Mapped[str] = mapped_column(_Id, primary_key=True, index=True)
    state: Mapped[str] = mapped_column(String(12))  # asked, yes, no
    at_ms: Mapped[int] = mapped_column(BigInteger)
