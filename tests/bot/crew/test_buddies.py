"""Who is asked for a chat, and when: never out of hours, never too often, never somebody who is barred."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.crew.buddies import (
    MINUTE,
    SEARCH_FOR,
    WEEK,
    WORKDAYS,
    Candidate,
    Hours,
    hours_in,
    in_order,
    next_step,
)

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)  # a Wednesday
MS = int(NOON.timestamp() * 1000)
minutes = st.integers(0, 1439)
times = st.integers(0, 14 * 1440).map(lambda m: datetime(2026, 3, 20) + timedelta(minutes=m))
everybody = st.lists(
    st.builds(
        Candidate, st.text("abcdef", min_size=1, max_size=3),
        st.lists(st.integers(MS - 48 * 60 * MINUTE, MS), max_size=5).map(tuple), st.booleans(),
    ),
    max_size=8, unique_by=lambda c: c.person_id,
)  # fmt: skip


def one(id: str, *asked: int, busy: bool = False) -> Candidate:
    return Candidate(id, asked, busy)


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("9-17", "09:00 to 17:00"),
        ("9:30 to 5pm", "09:30 to 17:00"),
        ("from 22:00 until 6", "22:00 to 06:00"),
        ("9-5", "09:00 to 17:00"),
        ("10pm-6am", "22:00 to 06:00"),
        ("8.15 – 12.45", "08:15 to 12:45"),
        ("0-24", "00:00 to 24:00"),
        ("12am to 12pm", "00:00 to 12:00"),
    ],
)
def test_hours_are_read_as_people_type_them(typed: str, span: str) -> None:
    read = hours_in(typed)
    assert read is not None and read.span == span and read.days == WORKDAYS
    assert Hours.load(read.dump()) == read


@pytest.mark.parametrize(
    "typed", ["", "nine", "9", "9-9", "25-26", "9:75-17", "13pm-2pm", "9-17 lol"]
)
def test_what_are_no_hours_is_not_guessed_at(typed: str) -> None:
    assert hours_in(typed) is None


def test_a_night_shift_belongs_to_the_day_it_began_on() -> None:
    friday_night = Hours(frozenset({4}), 22 * 60, 6 * 60)
    friday = datetime(2026, 3, 6)
    assert friday_night.holds(friday.replace(hour=23))
    assert friday_night.holds(friday.replace(hour=5) + timedelta(days=1))
    assert not friday_night.holds(friday.replace(hour=5))
    assert not friday_night.holds(friday.replace(hour=23) + timedelta(days=1))


@given(minutes, minutes, st.frozensets(st.integers(0, 6), min_size=1), times)
def test_hours_and_the_rest_of_the_day_share_no_minute(
    start: int, end: int, days: frozenset[int], moment: datetime
) -> None:
    if start == end:
        return
    inside, outside = Hours(WEEK, start, end), Hours(WEEK, end, start)
    assert inside.holds(moment) != outside.holds(moment)
    assert not (Hours(days, start, end).holds(moment) and not inside.holds(moment))


def test_hours_are_read_off_the_persons_own_clock_also_when_it_changes() -> None:
    nine_to_ten, berlin = Hours(WEEK, 540, 600), ZoneInfo("Europe/Berlin")

    def holds(day: int, hour: int) -> bool:
        return nine_to_ten.holds(datetime(2026, 3, day, hour, 30, tzinfo=UTC).astimezone(berlin))

    assert holds(28, 8)  # winter time
    assert holds(29, 7)  # summer time began
    assert not holds(29, 8)


@given(everybody, st.frozensets(st.text("abcdef", min_size=1, max_size=3)), st.text(max_size=4))
def test_whoever_is_asked_is_free_and_not_barred(
    people: list[Candidate], barred: frozenset[str], salt: str
) -> None:
    order = in_order(people, NOON, barred, salt)
    able = {c.person_id: c for c in people if c.person_id not in barred and c.rested(NOON)}
    assert sorted(order) == sorted(able)
    asked = [max(able[id].asked, default=0) for id in order]
    assert asked == sorted(asked)  # who was not asked for longest comes first


def test_nobody_is_asked_all_the_time() -> None:
    hour = 60 * MINUTE
    assert one("a").rested(NOON)
    assert not one("a", busy=True).rested(NOON)
    assert not one("a", MS - 10 * MINUTE).rested(NOON)
    assert one("a", MS - hour, MS - 2 * hour).rested(NOON)
    assert not one("a", MS - hour, MS - 2 * hour, MS - 3 * hour).rested(NOON)
    assert one("a", MS - hour, MS - 2 * hour, MS - 25 * hour).rested(NOON)


def test_it_is_not_always_the_same_one_who_comes_first() -> None:
    people = [one(id) for id in ("a", "b", "c", "d")]
    first = {in_order(people, NOON, frozenset(), str(n))[0] for n in range(60)}
    assert first == {"a", "b", "c", "d"}


def test_a_search_asks_one_at_a_time_and_ends() -> None:
    assert next_step(MS, [], MS) == "ask"
    assert next_step(MS, ["asked"], MS) == "wait"
    assert next_step(MS, ["no", "yes"], MS) == "wait"
    assert next_step(MS, ["no", "late"], MS) == "ask"
    assert next_step(MS, ["no"] * 4, MS) == "give_up"
    assert next_step(MS, ["no"], MS + SEARCH_FOR) == "give_up"
