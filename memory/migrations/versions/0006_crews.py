"""crews: people, invitations, check-in plans, digests, buddies, stories"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_PEOPLE = {  # table → its columns that are looked up
    "crew_leads": ("person_id",),
    "crew_members": ("crew_id", "person_id"),
    "crew_invitations": ("person_id", "at_ms"),
    "checkin_plans": ("next_ms",),
    "nudges": ("due_ms",),
    "crew_cohorts": ("person_id",),
    "buddies": ("workspace_id",),
    "buddy_chats": ("asker_person_id", "buddy_person_id", "at_ms"),
    "buddy_blocks": ("blocked_person_id",),
    "crew_stories": ("crew_id", "person_id", "expires_ms"),
    "story_reviews": ("person_id",),
    "crews": ("workspace_id",),
}


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "crews",
        _key("id"),
        _id("workspace_id"),
        _time("created_ms"),
        _time("closed_ms", nullable=True),
        sa.Column("digest_day", sa.Integer(), nullable=False),
        _sealed("sealed_body"),
    )
    op.create_table("crew_leads", _key("crew_id"), _key("person_id"), _time("since_ms"))
    op.create_table(
        "crew_members",
        _key("id"),
        _id("crew_id"),
        _id("person_id"),
        _id("seat"),
        _time("joined_ms"),
        _time("left_ms", nullable=True),
    )
    op.create_table(
        "crew_invitations", _key("crew_id"), _key("person_id"), _word("state"), _time("at_ms")
    )
    op.create_table(
        "page_links",
        _key("person_id"),
        sa.Column("account_person_id", sa.String(length=64), nullable=False, unique=True),
        _time("at_ms"),
        _sealed("sealed_account"),
    )
    op.create_table(
        "checkin_plans",
        _key("person_id"),
        _time("next_ms", nullable=True),
        _sealed("sealed_body"),
    )
    op.create_table(
        "nudges", _key("person_id"), _time("due_ms", nullable=True), _sealed("sealed_body")
    )
    op.create_table(
        "crew_digests",
        _key("crew_id"),
        sa.Column("period_ms", sa.BigInteger(), primary_key=True),
        _time("created_ms"),
        _sealed("sealed_body"),
    )
    op.create_table(
        "crew_cohorts",
        _key("crew_id"),
        sa.Column("period_ms", sa.BigInteger(), primary_key=True),
        _key("person_id"),
    )
    op.create_table(
        "buddies",
        _key("person_id"),
        _id("workspace_id"),
        sa.Column("available", sa.Boolean(), nullable=False),
        _time("since_ms"),
        _sealed("sealed_hours", nullable=True),
    )
    op.create_table(
        "buddy_chats",
        _key("id"),
        _id("workspace_id"),
        _id("asker_person_id"),
        sa.Column("buddy_person_id", sa.String(length=64), nullable=True),
        _word("state"),
        _time("at_ms"),
    )
    op.create_table("buddy_blocks", _key("person_id"), _key("blocked_person_id"), _time("at_ms"))
    op.create_table(
        "crew_stories",
        _key("id"),
        _id("crew_id"),
        _id("person_id"),
        _word("state"),
        _time("created_ms"),
        _time("expires_ms"),
        _time("renewal_asked_ms", nullable=True),
        _sealed("sealed_body"),
    )
    op.create_table(
        "story_reviews", _key("story_id"), _key("person_id"), _word("state"), _time("at_ms")
    )
    for table, columns in _PEOPLE.items():
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])
    still_in = sa.text("left_ms IS NULL")
    op.create_index(
        "uq_crew_members_seat", "crew_members", ["crew_id", "seat"], unique=True,
        sqlite_where=still_in, postgresql_where=still_in,
    )  # fmt: skip


def downgrade() -> None:
    """Undo."""
    for table in (*_PEOPLE, "page_links", "crew_digests"):
        op.drop_table(table)


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=64), primary_key=True)


def _id(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=64), nullable=False)


def _word(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=12), nullable=False)


def _time(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _sealed(name: str, *, nullable: bool = False) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=nullable)
