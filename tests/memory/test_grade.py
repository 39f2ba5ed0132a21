"""The reading grade agrees with what readers know of words."""

from __future__ import annotations

import pytest

from memory.grade import grade, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [("hi", 1), ("called", 1), ("wanted", 2), ("whole", 1), ("table", 2), ("customer", 3),
     ("about", 2), ("humiliating", 5), ("something", 2), ("hopeless", 2), ("isn't", 2),
     ("manager's", 3), ("hmm", 1), ("messages", 3), ("calls", 1), ("times", 1)],
)  # fmt: skip
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_plain_words_are_easy_and_long_words_are_hard() -> None:
    assert grade("She hung up on you. You kept calm. That took work.") < 2
    assert grade("Organizational accountability necessitates administrative documentation.") > 15


def test_one_long_sentence_is_harder_than_the_same_words_in_three() -> None:
    words = "he called four times and you stayed kind and then he hung up"
    assert grade(f"{words}.") > grade("He called four times. You stayed kind. Then he hung up.")


@pytest.mark.parametrize("text", ["", "...", "👍", "123"])
def test_nothing_to_read(text: str) -> None:
    assert grade(text) == 0.0


def test_marks_inside_a_number_or_quotes_end_no_sentence() -> None:
    assert grade("That cost 4.55 too much.") == grade("That cost 455 too much.")
    assert grade("You said 'no.' Then he left.") == grade("You said no. Then he left.")
