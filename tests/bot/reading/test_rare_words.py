"""Which words may stand in an answer: ordinary ones, and rare ones that are no slip."""

from __future__ import annotations

import pytest

from bot.reading.vocabulary import Vocabulary

WORDS = Vocabulary(
    ["because", "their", "explained", "schedule", "what", "the", "group", "call", "hole"]
)


@pytest.mark.parametrize("word", ["because", "cardigans", "stairlift", "pothole"])
def test_ordinary_and_rare_words_can_be_read(word: str) -> None:
    assert WORDS.reads(word)


@pytest.mark.parametrize(
    "word",
    ["becuase", "thier", "explianed", "shedule", "grouup", "tbh", "asdkjh", "calllll", "wfh"],
)
def test_slips_and_noise_can_not(word: str) -> None:
    assert not WORDS.reads(word)
