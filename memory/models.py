"""The tables. Columns named `sealed_*` hold ciphertext; everything else says nothing about anyone.

Ids of people and events are keyed hashes (`Vault.mark`), times are milliseconds since 1970.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Index, Integer, LargeBinary, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_Id = String(64)


class Base(DeclarativeBase):
    """The common root; every table with a `person_id` is emptied when that person is forgotten."""

    metadata = MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_name)s"})


class WorkspaceRow(Base):
    """One workspace of one platform."""

    __tablename__ = "workspaces"
    id: Mapped[str] = mapped_column(_Id, primary_key=True)
    created_ms: Mapped[int] = mapped_column(BigInteger)


class PersonRow(Base):
    """One person on one platform. `noticed_ms` is when the notice stood under an answer; `deal` marks
    the last question about an outside model that did (`bot.model.deal`)."""

    __tablename__ = "people"
    person_id: Mapped[str] = mapped_column(_Id, primary_key=True)
    workspace_id: Mapped[str] = mapped_column(_Id)
    created_ms: Mapped[int] = mapped_column(BigInteger)
    noticed_ms: Mapped[int | None] = mapped_column(BigInteger)
    deal: Mapped[str | None] = mapped_column(_Id)
    sealed_address: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_profile: Mapped[bytes | None] = mapped_column(LargeBinary)


class ConsentRow(Base):
    """A yes or no for one purpose (see `memory.people.Purpose`). No row means not asked. `about` marks
    what exactly was asked, where that can change; "" for all of it."""

    __tablename__ = "consents"
    person_id: Mapped[str] = mapped_column(_Id, primary_key=True)
    purpose: Mapped[str] = mapped_column(String(16), primary_key=True)
    granted: Mapped[bool] = mapped_column(Boolean)
    at_ms: Mapped[int] = mapped_column(BigInteger)
    about: Mapped[str] = mapped_column(_Id, default="", server_default="")


class InboxRow(Base):
    """One event. The text goes once it is answered; the id stays, so that a retry is recognised."""

    __tablename__ = "inbox"
    event_id: Mapped[str] = mapped_column(_Id, primary_key=True)
    person_id: Mapped[str] = mapped_column(_Id)
    kind: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(12))  # waiting, answered, failed, withdrawn
    sent_ms: Mapped[int] = mapped_column(BigInteger)
    arrived_ms: Mapped[int] = mapped_column(BigInteger)
    version: Mapped[int] = mapped_column(Integer, default=0)
    reply_id: Mapped[str | None] = mapped_column(_Id)
    sealed_event: Mapped[bytes | None] = mapped_column(LargeBinary)
    __table_args__ = (
        Index("ix_inbox_person_state", "person_id", "state"),
        Index("ix_inbox_state", "state", "arrived_ms"),
    )


class OutboxRow(Base):
    """One answer on its way. `sealed_body` is address and answer; it goes once the answer is sent."""

    __tablename__ = "outbox"
    reply_id: Mapped[str] = mapped_column(_Id, primary_key=True)
    person_id: Mapped[str] = mapped_column(_Id)
    state: Mapped[str] = mapped_column(String(12))  # ready, sent, failed, dropped, expired
    created_ms: Mapped[int] = mapped_column(BigInteger)
    asked_ms: Mapped[int] = mapped_column(BigInteger)
    sealed_body: Mapped[bytes | None] = mapped_column(LargeBinary)
    sealed_platform_id: Mapped[bytes | None] = mapped_column(LargeBinary)
    __table_args__ = (
        Index("ix_outbox_person_state", "person_id", "state"),
        Index("ix_outbox_state", "state"),
    )


class ConversationRow(Base):
    """A stretch of talk without a long silence in it."""

    __tablename__ = "conversations"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    person_id: Mapped[str] = mapped_column(_Id, index=True)
    started_ms: Mapped[int] = mapped_column(BigInteger)
    last_ms: Mapped[int] = mapped_column(BigInteger)


class UtteranceRow(Base):
    """One side's words in a conversation: text, moves and sources, sealed together."""

    __tablename__ = "utterances"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    person_id: Mapped[str] = mapped_column(_Id)
    conversation_id: Mapped[int] = mapped_column(Integer)
    event_id: Mapped[str | None] = mapped_column(_Id)
    at_ms: Mapped[int] = mapped_column(BigInteger)
    role: Mapped[str] = mapped_column(String(4))
    sealed_body: Mapped[bytes] = mapped_column(LargeBinary)
    __table_args__ = (
        Index("ix_utterances_person_at", "person_id", "at_ms"),
        Index("ix_utterances_at_ms", "at_ms"),
    )


class FactRow(Base):
    """Something to remember, proposed by Shoulder and kept only once the person says yes."""

    __tablename__ = "facts"
    id: Mapped[str] = mapped_column(_Id, primary_key=True)
    person_id: Mapped[str] = mapped_column(_Id, index=True)
    confirmed: Mapped[bool] = mapped_column(Boolean)
    at_ms: Mapped[int] = mapped_column(BigInteger)
    sealed_text: Mapped[bytes] = mapped_column(LargeBinary)


class CheckinRow(Base):
    """Mood, energy, tag and note of one check-in."""

    __tablename__ = "checkins"
    id: Mapped[str] = mapped_column(_Id, primary_key=True)
    person_id: Mapped[str] = mapped_column(_Id, index=True)
    at_ms: Mapped[int] = mapped_column(BigInteger, index=True)
    sealed_body: Mapped[bytes] = mapped_column(LargeBinary)


class FeedbackRow(Base):
    """What helped this person and what was not for them."""

    __tablename__ = "feedback"
    id: Mapped[str] = mapped_column(_Id, primary_key=True)
    person_id: Mapped[str] = mapped_column(_Id, index=True)
    at_ms: Mapped[int] = mapped_column(BigInteger)
    sealed_body: Mapped[bytes] = mapped_column(LargeBinary)


class ExerciseRow(Base):
    """One exercise with simulated clients: its numbers, and its words, which go earlier."""

    __tablename__ = "exercises"
    id: Mapped[str] = mapped_column(_Id, primary_key=True)
    person_id: Mapped[str] = mapped_column(_Id, index=True)
    at_ms: Mapped[int] = mapped_column(BigInteger, index=True)
    sealed_body: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_words: Mapped[bytes | None] = mapped_column(LargeBinary)


class CardRatingRow(Base):
    """What a person thought of one assist card. Nothing of what the client wrote."""

    __tablename__ = "card_ratings"
    id: Mapped[str] = mapped_column(_Id, primary_key=True)
    person_id: Mapped[str] = mapped_column(_Id, index=True)
    at_ms: Mapped[int] = mapped_column(BigInteger, index=True)
    sealed_body: Mapped[bytes] = mapped_column(LargeBinary)


class LoadRow(Base):
    """What a person told about today's load. One row, gone within a day."""

    __tablename__ = "loads"
    person_id: Mapped[str] = mapped_column(_Id, primary_key=True)
    at_ms: Mapped[int] = mapped_column(BigInteger)
    sealed_body: Mapped[bytes] = mapped_column(LargeBinary)


class InstallationRow(Base):
    """The platform's tokens for one workspace, sealed under that workspace's key."""

    __tablename__ = "installations"
    workspace_id: Mapped[str] = mapped_column(_Id, primary_key=True)
    platform: Mapped[str] = mapped_column(String(12))
    sealed_body: Mapped[bytes] = mapped_column(LargeBinary)


class PracticeRow(Base):
    """One exercise in listening. The words go after a while, the result later."""

    __tablename__ = "practices"
    id: Mapped[str] = mapped_column(_Id, primary_key=True)
    person_id: Mapped[str] = mapped_column(_Id, index=True)
    started_ms: Mapped[int] = mapped_column(BigInteger)
    last_ms: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(String(12), index=True)  # playing, rating, done, stopped
    sealed_words: Mapped[bytes | None] = mapped_column(LargeBinary)
    sealed_result: Mapped[bytes] = mapped_column(LargeBinary)


class SpendingRow(Base):
    """What the language model cost on one day (ISO date, UTC), all people together."""

    __tablename__ = "spending"
    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    calls: Mapped[int] = mapped_column(BigInteger)
    tokens_in: Mapped[int] = mapped_column(BigInteger)
    tokens_out: Mapped[int] = mapped_column(BigInteger)
    cost: Mapped[int] = mapped_column(BigInteger)  # millionths of the prices' currency


class TombstoneRow(Base):
    """The hash of a forgotten event, kept 25 hours so that a platform retry cannot bring it back."""

    __tablename__ = "tombstones"
    event_id: Mapped[str] = mapped_column(_Id, primary_key=True)
    expires_ms: Mapped[int] = mapped_column(BigInteger, index=True)


class HouseRow(Base):
    """What the house knows about itself, e.g. which key store this database belongs to."""

    __tablename__ = "house"
    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[str] = mapped_column(_Id)
