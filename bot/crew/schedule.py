"""When a reminder is due, on the person's own clock. Pure; summer time included.

A time that the clock jumps over is moved by as much as the clock (half past two becomes half past three);
one that comes twice counts the first time only (PEP 495, fold 0).
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_DAY = 24 * 60
_TIME = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?\s*([ap])?\.?m?\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Plan:
    """`days` count from Monday, 0; `at`, `quiet_from` and `quiet_until` are minutes after midnight (equal
    ends: no quiet hours). `paused_until` and `snoozed_to` are moments in milliseconds, 0 for none."""

    days: tuple[int, ...]
    at: int
    zone: str
    quiet_from: int = 22 * 60
    quiet_until: int = 6 * 60
    paused_until: int = 0
    snoozed_to: int = 0

    def dump(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self))

    @classmethod
    def load(cls, text: str) -> Plan:
        """What `dump` made."""
        body = json.loads(text)
        return cls(**{**body, "days": tuple(body["days"])})


def next_after(plan: Plan, moment: datetime) -> datetime | None:
    """The first reminder after `moment`, None when the plan has no day or all of it is quiet."""
    zone = zone_of(plan.zone) or UTC
    paused = datetime.fromtimestamp(plan.paused_until / 1000, UTC)
    start = max(moment, paused)
    day = start.astimezone(zone).date()
    for ahead in range(15):  # a skipped hour can cost one week's only day, never two
        date = day + timedelta(days=ahead)
        if date.weekday() not in plan.days:
            continue
        local = datetime(date.year, date.month, date.day, plan.at // 60, plan.at % 60, tzinfo=zone)
        due = local.astimezone(UTC)
        if due > moment and due >= paused and not is_quiet(plan, due):
            return due
    return None


def is_quiet(plan: Plan, moment: datetime) -> bool:
    """Whether the person wants no word then."""
    local = moment.astimezone(zone_of(plan.zone) or UTC)
    return in_span(local.hour * 60 + local.minute, plan.quiet_from, plan.quiet_until)


def in_span(minute: int, start: int, end: int) -> bool:
    """Whether a minute of the day lies in [start, end), which may go over midnight."""
    return start <= minute < end if start <= end else minute >= start or minute < end


def zone_of(name: str) -> ZoneInfo | None:
    """The time zone of that name, None when there is none. "new york" is found, too."""
    name = name.strip().replace(" ", "_")
    for guess in (name, "/".join(part.title() for part in name.split("/"))):
        try:
            return ZoneInfo(guess)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return None


def minute_of(typed: str) -> int | None:
    """ "9", "9:30", "21.15", "9 pm" as minutes after midnight, None for anything else."""
    match = _TIME.fullmatch(typed.strip())
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def clock(minute: int) -> str:
    """ "9:05"."""
    return f"{minute // 60 % 24}:{minute % 60:02d}"
