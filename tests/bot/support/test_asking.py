"""What is asked for in so many words."""

from __future__ import annotations

import pytest

from bot.support.asking import asks_advice, likeliest, no_advice
from bot.support.context import wants_no_advice
from bot.support.talk import Utterance

EVEN = {"vent": 0.5, "advice": 0.45, "reframe": 0.05}


@pytest.mark.parametrize(
    "text",
    [
        "I don't want advice, I just feel sad",
        "not asking for advice here",
        "I just need to vent",
        "No tips please. She cried and I cried.",
        "dont try to fix it",
    ],
)
def test_no_advice_is_heard(text: str) -> None:
    assert no_advice(text)
    assert likeliest(text, {"vent": 0.1, "advice": 0.9}) == "vent"


@pytest.mark.parametrize(
    "text", ["She gave me no advice at all.", "HR had no tips for me", "I don't want to go back"]
)
def test_what_only_looks_like_it_is_not(text: str) -> None:
    assert not no_advice(text)


def test_tell_me_what_to_do_needs_no_question_mark() -> None:
    assert likeliest("just tell me what to do", EVEN) == "advice"
    assert asks_advice("What should I say to her?")
    assert likeliest("what do I say to that. nothing", EVEN) == "vent"


def test_the_last_wish_counts() -> None:
    earlier = [Utterance("user", "I don't want advice"), Utterance("bot", "Okay.")]
    assert wants_no_advice("he called again", earlier)
    assert not wants_no_advice("ok, tell me what to do", earlier)
    later = [*earlier, Utterance("user", "What should I do now?")]
    assert not wants_no_advice("she's back", later)
    assert not wants_no_advice("he called again", [])
