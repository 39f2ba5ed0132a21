"""Lines for "what should I have said?"."""

from __future__ import annotations

from random import Random

import pytest

from bot.support.guard import faults
from bot.support.sayable import sayable
from bot.support.talk import Utterance


@pytest.mark.parametrize(
    "incident", ["verbal_abuse", "threat_violence", "manager_bullying", "none"]
)
def test_two_lines_that_can_be_said_and_no_blame(incident: str) -> None:
    for seed in range(30):
        text = sayable("she yelled about a late fee on her bill", {incident: 0.9}, (), Random(seed))
        assert text.count('"') == 4 and faults(text) == []


def test_the_first_is_about_what_it_was_over() -> None:
    about = {
        sayable("he screamed over a refund", {}, (), Random(n)).split('"')[1] for n in range(9)
    }
    assert all("money" in line or "refund" in line for line in about)


def test_a_threat_gets_no_service() -> None:
    for seed in range(9):
        text = sayable(
            "he wants his refund", {"threat_violence": 0.5, "verbal_abuse": 0.9}, (), Random(seed)
        )
        assert "refund" not in text and text.count("call") >= 1


def test_asked_again_there_are_others() -> None:
    first = sayable("over a refund", {"verbal_abuse": 0.9}, (), Random(1))
    again = sayable("over a refund", {"verbal_abuse": 0.9}, (Utterance("bot", first),), Random(1))
    assert not set(first.split('"')[1::2]) & set(again.split('"')[1::2])
