"""What Alembic runs: always online, always on the connection it was given."""

from __future__ import annotations

from alembic import context

from memory import crew_models  # noqa: F401 - its tables
from memory.models import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
