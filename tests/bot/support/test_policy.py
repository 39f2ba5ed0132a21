"""Which moves, when."""

from __future__ import annotations

from random import Random

import pytest

from bot.support.policy import MOVES, NEVER_REFRAME, plan
from bot.support.understanding import Understanding

VENT = Understanding({"anger": 0.9}, {"verbal_abuse": 0.9}, 2, "vent")


def moves(understood: Understanding, previous: list[tuple[str, ...]], wants: str = "") -> set[str]:
    made = plan(understood, previous, wants, Random(1))
    return {move for order in made.orders for move in order}


def test_no_advice_before_there_was_room() -> None:
    assert not moves(VENT, []) & {"step", "offer", "reframe"}


def test_advice_when_it_was_asked_for() -> None:
    asked = Understanding({"anger": 0.9}, {"verbal_abuse": 0.9}, 2, "advice")
    assert "step" in moves(asked, [])
    assert "step" in moves(VENT, [], "step")


@pytest.mark.parametrize("incident", sorted(NEVER_REFRAME))
def test_some_things_are_never_seen_differently(incident: str) -> None:
    hurt = Understanding({"shock": 0.9}, {incident: 0.9}, 2, "reframe")
    assert plan(hurt, [], "", Random(1)).kind == "protect"
    assert "reframe" not in moves(hurt, [], "reframe")


def test_good_news_is_met_with_gladness() -> None:
    glad = Understanding(
        {"joy_pride_gratitude": 0.9, "anger": 0.1}, {"positive_event": 0.9}, 1, "vent"
    )
    assert plan(glad, [], "", Random(1)).kind == "glad"


def test_after_danger_there_is_no_reframe_and_no_steps() -> None:
    asked = Understanding({"sadness": 0.9}, {}, 3, "reframe")
    made = plan(asked, [], "reframe", Random(1), after_danger=True)
    assert not {m for order in made.orders for m in order} & {"reframe", "step", "story"}


def test_moves_are_not_repeated_from_turn_to_turn() -> None:
    previous: list[tuple[str, ...]] = []
    again = used = 0
    for n in range(20):
        made = plan(VENT, previous, "", Random(n)).orders[0]
        assert set(made) <= set(MOVES)
        if previous:
            again += len(set(made) & set(previous[-1]))
            used += len(set(previous[-1]))
        previous.append(made)
    assert again / used <= 0.35


def test_a_good_ending_does_not_make_abuse_good_news() -> None:
    felt = {"joy_pride_gratitude": 0.4, "anger": 0.2}
    good = Understanding(felt, {"positive_event": 0.6}, 1, "vent")
    mixed = Understanding(felt, {"positive_event": 0.6, "verbal_abuse": 0.5}, 1, "vent")
    assert plan(good, [], "", Random(1)).kind == "glad"
    assert plan(mixed, [], "", Random(1)).kind == "listen"


def test_nobody_is_cheered_at_while_hurt_is_close_behind() -> None:
    felt = {"joy_pride_gratitude": 0.46, "shame_guilt": 0.39, "hurt_humiliation": 0.25}
    torn = Understanding(felt, {"positive_event": 0.51}, 1, "vent")
    assert plan(torn, [], "", Random(1)).kind == "listen"


HEARD: list[tuple[str, ...]] = [("reflect", "validate", "ask")]


def test_what_is_new_and_hurts_is_met_first_every_time() -> None:
    for seed in range(30):
        made = plan(VENT, HEARD, "", Random(seed), told=True, sore=True)
        assert all(order[0] in ("reflect", "validate") for order in made.orders)
        assert all("reflect" in order for order in made.orders)
        assert not {m for order in made.orders for m in order} & {"affirm", "offer"}


def test_a_spot_with_a_line_of_its_own_gets_that_line() -> None:
    for previous in ([], HEARD, HEARD * 2):
        for seed in range(10):
            made = plan(VENT, previous, "", Random(seed), told=True, named=True)
            assert all("validate" in order for order in made.orders)


def test_nothing_is_offered_before_there_were_three_answers() -> None:
    for turns in (1, 2):
        for seed in range(30):
            assert "offer" not in {
                m for o in plan(VENT, HEARD * turns, "", Random(seed)).orders for m in o
            }
    later = (plan(VENT, HEARD * 3, "", Random(seed)) for seed in range(30))
    assert any("offer" in order for made in later for order in made.orders)


@pytest.mark.parametrize("scant", [False, True])
@pytest.mark.parametrize("named", [False, True])
def test_two_things_can_be_said_back_in_a_first_answer(scant: bool, named: bool) -> None:
    made = [plan(VENT, [], "", Random(n), told=True, scant=scant, named=named) for n in range(30)]
    for one in made:
        plain = [order for order in one.orders if "story" not in order]
        assert sum(order.count("reflect") > 1 for order in plain) >= 2
    assert len({order for one in made for order in one.orders}) > 6  # and not always the same ones
