"""Whether this Shoulder can do its work, for /healthz and for `doctor`. Counts only."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.app import App
from bot.doors import Line
from memory.clock import to_ms
from memory.errors import StorageError

_RECONNECTS_IN = 10.0


@dataclass(frozen=True, slots=True)
class Health:
    """`ready` means that messages are taken in, kept and answered: the database is there, and no
    door has lost its platform for longer than a reconnect takes."""

    ready: bool
    database: bool
    platforms: tuple[str, ...]
    waiting: int = 0
    unsent: int = 0
    given_up: int = 0
    expired: int = 0
    lines: dict[str, Line] = field(default_factory=dict)


async def check(app: App) -> Health:
    """Ask the database; never raises."""
    try:
        async with app.store.database.read() as tx:
            now = to_ms(app.services.clock.now())
            waiting = len(await app.store.inbox.orphans(tx, now))
            counts = await app.store.outbox.counts(tx)
    except StorageError:
        return Health(False, False, app.doors.platforms(), lines=app.doors.lines())
    lines = app.doors.lines()
    ready = all(line.up or line.down_seconds < _RECONNECTS_IN for line in lines.values())
    unsent, given_up = counts.get("ready", 0), counts.get("failed", 0)
    expired = counts.get("expired", 0)
    return Health(ready, True, app.doors.platforms(), waiting, unsent, given_up, expired, lines)
