"""10,000 people with check-in times in 24 time zones, over a weekend on which the clocks change.

    python -m tests.soak.reminders [people] [hours]

The real store, scheduler and delivery, a door that notes when something reached whom, and a clock that jumps
over the minutes in which nothing is due; while there is work it runs at its own pace, so that slow work is
late work. What should have come is worked out apart from the code, minute by minute on each wall clock.
Ends with 1 when a reminder was late by more than 60 seconds, came twice, in quiet hours, or not at all.
"""

from __future__ import annotations

import asyncio
import io
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from bot.crew.outreach import Outreach
from bot.crew.reminders import Reminders
from bot.crew.schedule import Plan, next_after
from bot.doors import Doors
from bot.log import start_log
from bot.messages import Address, Answer, Text
from bot.practice.practising import Practising
from bot.queue.delivery import Delivery, Patience
from bot.queue.wire import dump_address
from memory.clock import from_ms, to_ms
from memory.database import Database
from memory.keys import KeyStore
from memory.master import MasterKey
from memory.store import Store
from memory.vault import Vault

ZONES = (
    "Pacific/Pago_Pago", "Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Denver",
    "America/Chicago", "America/New_York", "America/Halifax", "America/St_Johns", "America/Sao_Paulo",
    "Atlantic/Azores", "Europe/London", "Europe/Berlin", "Europe/Athens", "Africa/Nairobi", "Asia/Tehran",
    "Asia/Karachi", "Asia/Kolkata", "Asia/Dhaka", "Asia/Bangkok", "Asia/Manila", "Asia/Tokyo",
    "Australia/Lord_Howe", "Pacific/Auckland",
)  # fmt: skip
START = datetime(2026, 10, 24, 12, tzinfo=UTC)  # Europe's clocks go back in the night that follows
_TICK = 5.0
_LATE = 60.0


@dataclass
class JumpingClock:
    """Runs like a clock, and can be set ahead."""

    offset: timedelta = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def to(self, moment: datetime) -> None:
        self.offset += max(moment - self.now(), timedelta(0))


@dataclass
class NotingDoor:
    """Takes everything at once and notes when."""

    clock: JumpingClock
    platform: str = "soak"
    came: list[tuple[str, datetime]] = field(default_factory=list)

    async def deliver(self, address: Address, reply_id: str, answer: Answer) -> str:
        self.came.append((address.user, self.clock.now()))
        return reply_id

    async def find(self, address: Address, reply_id: str) -> str | None:
        return None

    async def heard(self, address: Address) -> None:
        return None

    async def retract(self, address: Address, platform_ids: Sequence[str]) -> int:
        return 0


def plans(count: int) -> dict[str, Plan]:
    """Mostly around the start of a shift, some in the middle of the night, each with quiet hours."""
    random = Random(20261025)  # noqa: S311 - not secret
    made = {}
    for number in range(count):
        minute = 540 if random.random() < 0.2 else random.randrange(0, 1440, 5)
        days = tuple(sorted(random.sample(range(7), random.randint(3, 7))))
        start = random.choice((22 * 60, 23 * 60, 0, (minute + 60) % 1440))
        quiet = (start, (start + random.choice((0, 240, 480))) % 1440)
        made[f"p{number}"] = Plan(days, minute, ZONES[number % len(ZONES)], *quiet)
    return made


def expected(plan: Plan, start: datetime, end: datetime) -> list[datetime]:
    """Minute by minute: the first moment of each wanted day at which the wall clock shows the time, or,
    when that minute does not exist, the same stretch after the last one that did."""
    found, seen = [], set()
    shown_on = walls(plan.zone, start, end)
    for (_, before), (moment, wall) in zip(shown_on, shown_on[1:], strict=False):
        jumped = wall - before > timedelta(minutes=1)
        asked = wall.replace(hour=plan.at // 60, minute=plan.at % 60)
        due = moment if wall == asked else None
        if jumped and before < asked < wall:
            due = moment + (asked - before) - timedelta(minutes=1)
        if due is not None and asked.date() not in seen:
            seen.add(asked.date())
            shown = due.astimezone(ZoneInfo(plan.zone))
            if asked.weekday() in plan.days and not _quiet(plan, shown.hour * 60 + shown.minute):
                found.append(due)
    return found


@cache
def walls(zone: str, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """Every minute, and what the wall clock shows; one minute more before the first."""
    count = int((end - start) / timedelta(minutes=1))
    moments = [start + timedelta(minutes=n) for n in range(-1, count)]
    return [(moment, moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)) for moment in moments]


def _quiet(plan: Plan, minute: int) -> bool:
    length = (plan.quiet_until - plan.quiet_from) % 1440
    return (minute - plan.quiet_from) % 1440 < length


async def main(count: int, hours: int) -> int:
    """The whole run; 0 when nothing was amiss."""
    clock, began = JumpingClock(), time.monotonic()
    clock.offset = START - datetime.now(UTC)
    wanted = plans(count)
    with tempfile.TemporaryDirectory() as folder:
        store, reminders, door = await _house(Path(folder), clock)
        await _move_in(store, wanted, clock)
        clock.offset = START - datetime.now(UTC)  # moving in took a while
        print(f"{count} people in {len(ZONES)} zones, {time.monotonic() - began:.0f} s to set up")
        end, busiest = START + timedelta(hours=hours), 0.0
        while (due := await _next(store)) is not None and due < end:
            clock.to(_tick_after(due))
            at = time.monotonic()
            while await reminders.once():
                pass
            busiest = max(busiest, time.monotonic() - at)
        await store.database.stop()
    print(f"longest round {busiest:.1f} s, all in {time.monotonic() - began:.0f} s")
    return _verdict(wanted, door.came, end)


def _verdict(wanted: dict[str, Plan], came: list[tuple[str, datetime]], end: datetime) -> int:
    got: dict[str, list[datetime]] = {}
    for user, at in came:
        got.setdefault(user, []).append(at)
    faults: Counter[str] = Counter()
    late, due_in_all = 0.0, 0
    for user, plan in wanted.items():
        due, had = expected(plan, START, end), sorted(got.get(user, []))
        due_in_all += len(due)
        faults["missing"] += max(0, len(due) - len(had))
        faults["twice or unasked"] += max(0, len(had) - len(due))
        for asked, at in zip(due, had, strict=False):
            seconds = (at - asked).total_seconds()
            late = max(late, seconds)
            faults["late by more than 60 s"] += seconds > _LATE
            faults["early"] += seconds < 0
        for at in had:
            local = at.astimezone(ZoneInfo(plan.zone))
            faults["in quiet hours"] += _quiet(plan, local.hour * 60 + local.minute)
    print(f"{due_in_all} reminders due, {len(came)} came, the latest {late:.1f} s after its time")
    for name in (
        "late by more than 60 s",
        "twice or unasked",
        "in quiet hours",
        "missing",
        "early",
    ):
        print(f"{name}: {faults[name]}")
    return int(any(faults.values()))


async def _house(folder: Path, clock: JumpingClock) -> tuple[Store, Reminders, NotingDoor]:
    keys = KeyStore(folder / "keys.db")
    vault = Vault.open_store(keys, MasterKey.load("", folder, create=True), clock)
    database = Database.at("", folder)
    await database.start()
    store, doors, door = Store(database, vault), Doors(), NotingDoor(clock)
    doors.add(door)
    log = start_log("WARNING", io.StringIO())
    delivery = Delivery(store, doors, clock, log, Patience(), "", Text(""))
    outreach = Outreach(store, clock)

    async def send(person_id: str, reply_id: str) -> None:
        delivery.fresh(reply_id)
        await delivery.flush(person_id)

    outreach.wake_lane = send
    return store, Reminders(store, clock, outreach, Practising(), log, "UTC"), door


async def _move_in(store: Store, wanted: dict[str, Plan], clock: JumpingClock) -> None:
    vault, users = store.vault, list(wanted)
    workspace = vault.workspace("soak", "w")
    for at in range(0, len(users), 500):
        batch = users[at : at + 500]
        for user in batch:
            await vault.ensure(vault.person("soak", "w", user), workspace)
        async with store.database.write() as tx:
            for user in batch:
                person, plan = vault.person("soak", "w", user), wanted[user]
                address = dump_address(Address("soak", "w", user, user))
                await store.people.meet(tx, person, workspace, address, to_ms(clock.now()))
                await store.people.consent(tx, person, "memory", True, to_ms(clock.now()))
                due = next_after(plan, START - timedelta(milliseconds=1))
                await store.plans.put(tx, person, plan.dump(), to_ms(due) if due else None)


async def _next(store: Store) -> datetime | None:
    async with store.database.read() as tx:
        found = await store.plans.due(tx, 2**60, 1)
    return from_ms(found[0][1]) if found else None


def _tick_after(due: datetime) -> datetime:
    """The scheduler looks every five seconds, not when something happens to be due."""
    seconds = due.timestamp()
    return datetime.fromtimestamp((seconds // _TICK + 1) * _TICK, UTC)


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    sys.exit(asyncio.run(main(*(given + [10_000, 48][len(given) :]))))
