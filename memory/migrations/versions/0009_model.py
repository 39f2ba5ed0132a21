"""what a model cost, and which model a yes or no was about"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "spending",
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("calls", sa.BigInteger(), nullable=False),
        sa.Column("tokens_in", sa.BigInteger(), nullable=False),
        sa.Column("tokens_out", sa.BigInteger(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day"),
    )
    op.add_column(
        "consents", sa.Column("about", sa.String(length=64), server_default="", nullable=False)
    )
    op.add_column("people", sa.Column("deal", sa.String(length=64), nullable=True))


def downgrade() -> None:
    """Undo."""
    op.drop_column("people", "deal")
    op.drop_column("consents", "about")
    op.drop_table("spending")
