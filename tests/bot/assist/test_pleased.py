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
    assert "one more thing" in made.steps[0]
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
