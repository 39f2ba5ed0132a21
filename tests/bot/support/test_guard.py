"""What must never leave."""

from __future__ import annotations

import pytest

from bot.support.guard import Sore, faults, opening

GOOD = "She hung up on you, and you still had a job to do. That was rude. What's still with you?"


def test_a_good_answer_passes() -> None:
    assert faults(GOOD, heard="she hung up on me") == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "empty"),
        ("I've been there too.", "pretends"),
        ("We've all had those calls.", "pretends"),
        ("I'm a real person.", "pretends"),
        ("You may have PTSD.", "clinical"),
        ("Nobody will ever read this.", "promises"),
        ("It will get better.", "promises"),
        ("You should have hung up.", "blames"),
        ("Calm down.", "blames"),
        ("Next time, hang up on him.", "retaliates"),
        ("Hey, you've got this.", "cliches"),
        ("That must be hard.", "cliches"),
        ("When {clause}, it hurts.", "broken"),
        ("He told you the the rule.", "broken"),
        ("What happened? And then?", "questions"),
        ("word " * 130, "too_long"),
    ],
)
def test_a_fault_is_named(text: str, fault: str) -> None:
    assert fault in faults(text)


def test_a_right_is_not_a_reproach() -> None:
    assert faults("You shouldn't have to sit through that.") == []


def test_the_same_opening_twice_running_is_a_fault() -> None:
    assert "opening" in faults(GOOD, openings=(opening(GOOD),))
    assert "opening" not in faults(GOOD, openings=("another opening here",))


def test_what_was_harsh_in_the_message_does_not_come_back() -> None:
    assert Sore.of("he says I'm useless").back_in("So you're useless to him.")
    assert not Sore.of("he says I'm useless").back_in("What he called you was cruel.")
    assert "echo" in faults("A stupid cow, he said.", heard="called me a stupid cow")
