from __future__ import annotations

import pytest

from bot.assist.label import Labeller


@pytest.mark.parametrize(
    "text",
    [
        "Do your job and stop wasting my time.",
        "Wow, another apology. How generous of you.",
        "Are you even listening? I told you that twice.",
        "What kind of useless company is this?",
    ],
)
def test_rude_is_uncivil_and_negative(labeller: Labeller, text: str) -> None:
    label = labeller.label(text)
    assert label.uncivil and label.score < 0 and label.kinds


@pytest.mark.parametrize(
    "text",
    [
        "Could you check my order, please? It's 40021.",
        "I'm upset about this, and I would like a refund, please.",
        "Thank you so much, that solved it!",
    ],
)
def test_polite_is_not(labeller: Labeller, text: str) -> None:
    assert not labeller.label(text).uncivil


def test_the_levels_are_in_order(labeller: Labeller) -> None:
    worst = labeller.label("You useless idiots, I hate every one of you!")
    plain = labeller.label("My order number is 40021.")
    best = labeller.label("You are wonderful, thank you so much, I'm thrilled!")
    assert worst.score < -1 < plain.score < 1 < best.score
    assert best.score >= 2


def test_nothing_is_neutral(labeller: Labeller) -> None:
    assert labeller.label("  ").level == "neutral"
