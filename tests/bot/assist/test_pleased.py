"""A client who says thanks is not given a trouble."""

from __future__ import annotations

import pytest

from bot.assist.cards import Cards
from bot.assist.talk import Line


@pytest.mark.parametrize(
    "said",
    [
        "You guys are awesome, all sorted, thank you!!",
        "Thanks so much, the refund arrived! You were really kind.",
    ],
)
def test_thanks_bring_no_trouble(cards: Cards, said: str) -> None:
    made = cards.of("retail", "resolution", (Line("client", said),))
    assert made.reframe is None and made.score >= 2
    assert not any("order number" in line for line in (*made.cues, *made.steps))
    assert any("Close the case" in step for step in made.steps)
    assert 30 <= len(made.message.split()) <= 55
    assert "solved" not in made.message


@pytest.mark.parametrize(
    "said",
    [
        "Thanks, you're lovely, but the refund isn't here yet.",
        "Thank you so much! When will it come?",
        "Great. Thanks for nothing.",
    ],
)
def test_thanks_with_something_open_are_helped(cards: Cards, said: str) -> None:
    made = cards.of("retail", "resolution", (Line("client", said),))
    assert "one more thing" not in made.steps[0]


DONE = [
    "Thanks, you found my suitcase!",
    "Just came through. Thank you so much, you're a gem",
    "Lovely, thanks for sorting it",
    "My bag arrived, thank you",
    "thx it works now",
    "You fixed it, thank you!",
    "Got my refund, cheers",
    "Thank you for getting us another room",
    "The heat is back, thank you so much",
    "Cheers, the card is unlocked.",
]


@pytest.mark.parametrize("said", DONE)
@pytest.mark.parametrize("alone", [True, False])
def test_thanks_for_what_is_done_close_the_case(cards: Cards, said: str, alone: bool) -> None:
    before = () if alone else (Line("client", "It's not here."), Line("rep", "I traced it."))
    made = cards.of("airline", "resolution", (*before, Line("client", said)))
    assert made.reframe is None
    assert not any(line.startswith("Ask") for line in (*made.cues, *made.steps))
    assert any("Close the case" in step for step in made.steps)
    assert "solved" not in made.message and "ask if" not in made.message


@pytest.mark.parametrize(
    "said",
    [
        "Thanks, you found my suitcase, but the lock is broken.",
        "Thanks for getting back to me. Where is it?",
        "Thank you. It still isn't fixed.",
        "thanks, when will it be back?",
        "Thanks for looking. My bag never arrived.",
    ],
)
def test_thanks_with_more_to_come_do_not(cards: Cards, said: str) -> None:
    made = cards.of("airline", "resolution", (Line("client", said),))
    assert not any("Close the case" in step for step in made.steps)
