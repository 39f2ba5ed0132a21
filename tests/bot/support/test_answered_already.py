"""What was told is not asked."""

from __future__ import annotations

import pytest

from bot.support.answered_already import answered_already


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How are you sleeping?", "cant sleep"),
        ("How are you sleeping these days?", "I slept two hours"),
        ("How many do you think it was?", "62 waiting. 2 of us on"),
        ("How many do you think it was?", "forty calls since noon"),
        ("How long has it been like this?", "three weeks of this now"),
    ],
)
def test_a_question_that_was_answered(question: str, told: str) -> None:
    assert answered_already(question, told)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How are you sleeping?", "im exhausted"),
        ("How many do you think it was?", "so many calls"),
        ("How long has it been like this?", "he yelled at me"),
        ("What was the worst of it?", "62 waiting, cant sleep"),
    ],
)
def test_any_other_may_be_asked(question: str, told: str) -> None:
    assert not answered_already(question, told)
