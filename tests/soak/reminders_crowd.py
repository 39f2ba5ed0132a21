"""Thousands of people whose check-in time is the same minute, through the whole app.

    python -m tests.soak.reminders_crowd [people]

Real store, scheduler, lanes, sweeper and delivery; a door that takes everything at once. Ends with 1 when
somebody's reminder came later than 60 seconds, twice or not at all.
"""

from __future__ import annotations

import asyncio
import io
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import App
from bot.crew.schedule import Plan
from bot.lifetime import running
from bot.log import start_log
from bot.messages import Address, Answer
from bot.queue.wire import dump_address
from bot.settings import Settings
from memory.clock import to_ms
from tests.conftest import TurnedClock
from tests.fakes.door import FakeDoor
from tests.fakes.mind import FakeSupporter, fake_mind

_LATE = 60.0


@dataclass
class NotingDoor(FakeDoor):
    """Notes when something reached whom."""

    came: list[tuple[str, float]] = field(default_factory=list)

    async def deliver(self, address: Address, reply_id: str, answer: Answer) -> str:
        self.came.append((address.user, time.monotonic()))
        return reply_id

    async def find(self, address: Address, reply_id: str) -> str | None:
        return None


async def main(count: int) -> int:
    """The whole run; 0 when nothing was amiss."""
    clock, door = TurnedClock(), NotingDoor()
    due = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(days=1)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(_env_file=None, data_dir=Path(folder))
        log = start_log("WARNING", io.StringIO())
        async with running(settings, fake_mind(FakeSupporter()), log, (door,), clock) as app:
            await _move_in(app, count, due)
            clock.offset += due - clock.now()
            began = time.monotonic()
            while await _open(app, clock):
                await asyncio.sleep(0.5)
            left_out = app.reminders.left_out
            async with app.store.database.read() as tx:
                expired = (await app.store.outbox.counts(tx)).get("expired", 0)
    seconds = sorted(at - began for _, at in door.came)
    times = Counter(user for user, _ in door.came)
    twice, late = sum(n > 1 for n in times.values()), sum(s > _LATE for s in seconds)
    print(f"{count} due, {len(times)} came, half of them within {seconds[len(seconds) // 2]:.1f} s, "
          f"the last after {seconds[-1]:.1f} s")  # fmt: skip
    print(f"left out {left_out}, expired {expired}, twice {twice}, late {late}")
    return int(twice or late or len(times) < count)


async def _move_in(app: App, count: int, due: datetime) -> None:
    store, vault = app.store, app.store.vault
    workspace = vault.workspace("fake", "acme")
    plan = Plan(tuple(range(7)), due.hour * 60 + due.minute, "UTC", 0, 0).dump()
    for at in range(0, count, 500):
        users = [f"p{n}" for n in range(at, min(count, at + 500))]
        for user in users:
            await vault.ensure(vault.person("fake", "acme", user), workspace)
        async with store.database.write() as tx:
            for user in users:
                person = vault.person("fake", "acme", user)
                address = dump_address(Address("fake", "acme", user, f"dm-{user}"))
                await store.people.meet(tx, person, workspace, address, 1)
                await store.people.consent(tx, person, "memory", True, 1)
                await store.plans.put(tx, person, plan, to_ms(due))


async def _open(app: App, clock: TurnedClock) -> bool:
    async with app.store.database.read() as tx:
        due = await app.store.plans.due(tx, to_ms(clock.now()), 1)
        return bool(due or (await app.store.outbox.counts(tx)).get("ready"))


if __name__ == "__main__":
    sys.exit(asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3000)))
