"""Time as a service, so that tests can turn the clock."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Where everything in the house asks for the time."""

    def now(self) -> datetime:
        """The current moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The current moment, aware, in UTC."""
        return datetime.now(UTC)


def to_ms(moment: datetime) -> int:
    """A moment as whole milliseconds since 1970, the form in which times are stored."""
    return int(moment.timestamp() * 1000)


def from_ms(ms: int) -> datetime:
    """The moment that `to_ms` made `ms` of."""
    return datetime.fromtimestamp(ms / 1000, UTC)
