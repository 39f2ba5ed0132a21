"""Whether this Shoulder can do its work, for /healthz and for `doctor`. Counts only."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app import App
from memory.clock import to_ms
from memory.errors import StorageError


@dataclass(frozen=True, slots=True)
class Health:
    """`ready` means that messages are taken in, kept and answered."""

    ready: bool
    database: bool
    platforms: tuple[str, ...]
    waiting: int = 0
    unsent: int = 0
    given_up: int = 0


async def check(app: App) -> Health:
    """Ask the database; never raises."""
    try:
        async with app.store.database.read() as tx:
            now = to_ms(app.services.clock.now())
            waiting = len(await app.store.inbox.orphans(tx, now))
            counts = await app.store.outbox.counts(tx)
    except StorageError:
        return Health(False, False, app.doors.platforms())
    return Health(
        True, True, app.doors.platforms(), waiting, counts.get("ready", 0), counts.get("failed", 0)
    )
