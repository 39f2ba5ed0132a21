"""What is one breath, and how long somebody is listened to."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.queue.breaths import breath_of, goes_on, grew, unfinished, wait_ms
from memory.inbox import Waiting


def row(
    n: int, arrived: int, kind: str = "message", text: str = "he shouted", thread: str = ""
) -> Waiting:
    sender = {"platform": "fake", "workspace": "w", "user": "u", "channel": "c", "thread": thread}
    at = "2026-01-01T00:00:00+00:00"
    body = {"kind": kind, "id": str(n), "sender": sender, "text": text, "sent_at": at, "unread": 0}
    return Waiting(f"e{n}", kind, json.dumps(body), arrived, arrived, 0)


@pytest.mark.parametrize(
    "text", ["ok so", "Ok, so...", "and then she said:", "So", "omg", "he called, and", "wait,"]
)
def test_about_to_go_on(text: str) -> None:
    assert unfinished(text)


@pytest.mark.parametrize(
    "text",
    ["he called me useless", "I can't anymore...", "hello", "", "!!!", "so tired", "what is that?",
     "she yelled and yelled", "I told him so."],
)  # fmt: skip
def test_stands_by_itself(text: str) -> None:
    assert not unfinished(text)


def test_a_lone_message_waits_for_nothing_and_a_second_one_for_quiet() -> None:
    one, two = row(1, 10_000), row(2, 10_300)
    assert wait_ms([one], [one], 0, 10_005) == 0
    assert wait_ms([one], [one], 9_000, 10_005) == 1_195  # soon after the one before
    assert wait_ms([one, two], [one, two], 0, 10_400) == 1_100
    assert wait_ms([one, two], [one, two], 0, 11_600) == 0
    assert wait_ms([one, two], [one, two, row(3, 10_400, "command")], 0, 10_410) == 0
    so = row(1, 10_000, text="ok so")
    assert wait_ms([so], [so], 0, 10_005) == 1_195


@given(st.lists(st.integers(0, 3_000), min_size=1, max_size=12), st.integers(0, 40_000))
def test_nobody_waits_longer_than_twelve_seconds(gaps: list[int], later: int) -> None:
    at, rows = 1_000, []
    for n, gap in enumerate(gaps):
        at += gap
        rows.append(row(n, at))
    now = at + later
    wait = wait_ms(rows, rows, 0, now)
    assert 0 <= wait <= 1_200
    if now - rows[0].arrived_ms >= 12_000:
        assert wait == 0 and not grew(rows[:1], rows, now)


def test_a_thread_is_a_breath_of_its_own() -> None:
    one, two, inside = row(1, 1_000), row(2, 1_100), row(3, 1_200, thread="c/9")
    assert breath_of([one, two, inside]) == [one, two]
    assert breath_of([inside, one]) == [inside]
    assert not grew([one], [one, inside], 1_300)


def test_growing() -> None:
    one, two, command = row(1, 1_000), row(2, 1_100), row(3, 1_050, "command")
    assert grew([one], [one, two], 1_200)
    assert not grew([one], [one], 1_200)
    assert not grew([one], [one, command, two], 1_200)  # something else came in between
    assert not grew([one], [two], 1_200)  # it is settled already: `close` sees to that
    assert not grew([command], [command, two], 1_200)
    assert breath_of([]) == [] and breath_of([one, two, command]) == [one, two]


def test_going_on_after_an_answer() -> None:
    one, two = row(1, 1_000), row(2, 1_400)
    assert goes_on([one], [two]) and goes_on([one], [two, row(3, 1_500, "command")])
    assert not goes_on([one], [row(2, 2_200)])  # a breath of its own
    assert not goes_on([one], [row(2, 1_400, thread="c/9")])
    assert not goes_on([one], [row(2, 1_100, "action"), row(3, 1_200)])
    assert not goes_on([one], [])
    longest = [row(n, 1_000 * n) for n in range(1, 14)]  # 12 s
    assert not goes_on(longest, [row(14, 13_500)])
    late = row(2, 900)  # said before it, handed over after it
    assert goes_on([one], [Waiting(late.event_id, "message", late.body, 900, 1_300, 0)])
