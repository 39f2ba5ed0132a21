"""What is left open, and what is worth asking to remember."""

from __future__ import annotations

import pytest

from bot.support.loops import fact_in, loop_in


@pytest.mark.parametrize(
    ("text", "loop"),
    [
        ("i have a review on friday and i dread it", ""),
        ("My review is on Friday and I dread it.", "your review"),
        ("the callback with that refund guy tomorrow is going to be awful", ""),
        ("I've got the call-back with that refund tomorrow", "the call-back with that refund"),
        ("nothing planned", ""),
    ],
)
def test_loop(text: str, loop: str) -> None:
    found = loop_in(text)
    assert found == loop or (loop == "" and found != "your")


def test_facts_are_small_and_lasting() -> None:
    assert fact_in("please call me Sam") == "you like to be called Sam"
    assert fact_in("Tuesdays are my late shift so i'm dead") == "Tuesdays are your late shift"
    assert fact_in("he called me Karen") == ""
