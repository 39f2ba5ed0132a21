"""The more there is on somebody, the less is asked of them."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import prompts
from bot.support.burden import BREAK, lighten, pause, room
from bot.support.guard import faults
from bot.support.policy import NEVER_REFRAME, Plan, plan
from bot.support.understanding import Understanding
from memory.grade import grade

VENT = Understanding({"anger": 0.9}, {"verbal_abuse": 0.9}, 2, "vent")
HEARD = [("validate", "reflect", "ask")]


def asks(made: Plan) -> int:
    return sum("ask" in order for order in made.orders)


def test_calm_changes_nothing_and_stressed_asks_nothing() -> None:
    made = plan(VENT, [], "", Random(1))
    assert asks(made) and lighten(made, [], "calm") == lighten(made, [], "") == made
    assert not asks(lighten(made, [], "stressed"))
    assert lighten(made, [], "tense") == made  # the first question is all right
    assert not asks(lighten(made, HEARD, "tense"))
    assert all(lighten(made, [], "stressed").orders)


def test_steps_that_were_asked_for_are_given() -> None:
    wanted = plan(VENT, HEARD, "step", Random(1))
    assert lighten(wanted, HEARD, "stressed") == wanted


@given(st.integers(10, 60), st.integers(0, 40))
def test_shorter_the_more_there_is(low: int, more: int) -> None:
    words = (low, low + more)
    calm, tense, stressed = (room(words, load) for load in ("calm", "tense", "stressed"))
    assert calm == (max(16, low), max(16, low + more))
    assert stressed[0] <= tense[0] <= calm[0] and stressed[1] <= tense[1] <= calm[1]
    assert 16 <= stressed[0] <= stressed[1]


def test_a_break_is_offered_once_after_they_had_room() -> None:
    made = plan(VENT, HEARD, "", Random(1))

    def offered(load: str, previous: list[tuple[str, ...]], incidents: dict[str, float]) -> str:
        return pause(made.kind, previous, incidents, load, "That was rude.", Random(2))[1]

    assert offered("stressed", HEARD, {})
    assert not offered("stressed", [], {})  # listen first
    assert not offered("stressed", [*HEARD, ("validate", BREAK), ("affirm",)], {})
    assert not offered("tense", HEARD, {}) and not offered("", HEARD, {})


@pytest.mark.parametrize("incident", sorted(NEVER_REFRAME))
def test_no_break_where_harm_was_done(incident: str) -> None:
    made = plan(VENT, HEARD, "", Random(1))
    assert pause(made.kind, HEARD, {incident: 0.9}, "stressed", "", Random(2)) == ("", "")


def test_never_two_questions() -> None:
    made = plan(VENT, HEARD, "", Random(1))
    for seed in range(30):
        assert "?" not in pause(made.kind, HEARD, {}, "stressed", "What now?", Random(seed))[1]


def test_the_words() -> None:
    lines = prompts.read("phrases/pause.yaml")
    assert len({line["id"] for line in lines}) == len(lines)
    for line in lines:
        assert grade(line["text"]) <= 7 and not faults(f"That was rude. {line['text']}")
