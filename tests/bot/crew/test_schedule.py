"""When a reminder is due: on the person's own clock, whatever the clock does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.crew.schedule import Plan, in_span, is_quiet, minute_of, next_after, zone_of

ZONES = (
    "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Asia/Kolkata", "Australia/Lord_Howe",
    "Pacific/Apia", "Asia/Kathmandu", "Africa/Lagos", "America/St_Johns", "UTC",
)  # fmt: skip


def at(zone: str, *when: int, fold: int = 0) -> datetime:
    return datetime(*when, tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)  # type: ignore[misc,arg-type]


def test_the_same_time_on_the_wall_before_and_after_summer_time() -> None:
    plan = Plan((5, 6, 0), 9 * 60, "Europe/Berlin")
    start = at("Europe/Berlin", 2026, 10, 24, 0, 0)
    found = []
    for _ in range(3):
        due = next_after(plan, start)
        assert due is not None
        found.append(due)
        start = due
    assert [d.hour for d in found] == [7, 8, 8]  # in UTC
    assert {d.astimezone(ZoneInfo("Europe/Berlin")).hour for d in found} == {9}


def test_an_hour_that_is_skipped_and_an_hour_that_comes_twice() -> None:
    night = Plan((6,), 2 * 60 + 30, "Europe/Berlin", 0, 0)
    skipped = next_after(night, at("Europe/Berlin", 2027, 3, 28, 0, 0))
    assert skipped == at("Europe/Berlin", 2027, 3, 28, 3, 30)
    twice = at("Europe/Berlin", 2026, 10, 25, 0, 0)
    first = next_after(night, twice)
    assert first == at("Europe/Berlin", 2026, 10, 25, 2, 30)
    second = next_after(night, first)
    assert second is not None and second - first > timedelta(days=6)


def test_moved_into_quiet_hours_means_not_that_day() -> None:
    plan = Plan((6,), 2 * 60 + 30, "Europe/Berlin", 3 * 60, 12 * 60)
    due = next_after(plan, at("Europe/Berlin", 2027, 3, 28, 0, 0))
    assert due == at("Europe/Berlin", 2027, 4, 4, 2, 30)


def test_nothing_while_away_and_none_without_days() -> None:
    noon = at("UTC", 2026, 1, 5, 12, 0)
    paused = Plan(
        (0, 1, 2, 3, 4), 540, "UTC", paused_until=int(noon.timestamp() * 1000) + 864e5 * 7
    )  # type: ignore[arg-type]
    due = next_after(paused, noon)
    assert due == at("UTC", 2026, 1, 13, 9, 0)
    assert next_after(Plan((), 540, "UTC"), noon) is None


@settings(max_examples=300, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    days=st.sets(st.integers(0, 6), min_size=1),
    minute=st.integers(0, 1439),
    quiet=st.tuples(st.integers(0, 1439), st.integers(0, 1439)),
    start=st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1)),
)
def test_it_is_always_later_on_a_chosen_day_and_never_quiet(
    zone: str, days: set[int], minute: int, quiet: tuple[int, int], start: datetime
) -> None:
    plan = Plan(tuple(sorted(days)), minute, zone, *quiet)
    now = start.replace(tzinfo=UTC)
    due = next_after(plan, now)
    if due is None:
        assert in_span(minute, *quiet)
        return
    local = due.astimezone(ZoneInfo(zone))
    assert due > now and not is_quiet(plan, due)
    assert _wanted(local, minute, days)
    # Nothing in between was left out: every chosen day before it has had its time.
    day = now.astimezone(ZoneInfo(zone)).date()
    while day < local.date():
        assert day.weekday() not in days or _past(day, plan, now)
        day += timedelta(days=1)


def _wanted(local: datetime, minute: int, days: set[int]) -> bool:
    """On the minute; or moved by the clock, and then the asked-for time did not exist that day."""
    if local.hour * 60 + local.minute == minute:
        return local.weekday() in days
    asked = local.replace(hour=minute // 60, minute=minute % 60, fold=0)
    return (
        asked.astimezone(UTC).astimezone(local.tzinfo).replace(fold=0) != asked
        or (local.weekday() - 1) % 7 in days
    )


def _past(day: date, plan: Plan, now: datetime) -> bool:
    zone = ZoneInfo(plan.zone)
    local = datetime(day.year, day.month, day.day, plan.at // 60, plan.at % 60, tzinfo=zone)
    return local.astimezone(UTC) <= now or is_quiet(plan, local.astimezone(UTC))


@pytest.mark.parametrize(
    ("typed", "minute"),
    [("9", 540), ("9:30", 570), ("21.15", 1275), ("9 pm", 1260), ("12am", 0), ("12 p.m.", 720),
     ("0:00", 0), ("24:00", None), ("13 pm", None), ("soon", None), ("9:75", None), ("", None)],
)  # fmt: skip
def test_times_as_people_type_them(typed: str, minute: int | None) -> None:
    assert minute_of(typed) == minute


def test_zones_as_people_type_them() -> None:
    assert zone_of("Europe/Berlin") and zone_of("america/new york") and not zone_of("../etc/passwd")
    assert not zone_of("") and not zone_of("Mars")
