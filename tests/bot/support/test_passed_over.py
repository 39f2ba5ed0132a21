"""Somebody else's good news that is sore for whoever tells it."""

from __future__ import annotations

import pytest

from bot.support.mood import sour


@pytest.mark.parametrize(
    "text",
    [
        "my coworker got promoted and i trained her. ive been here six years",
        "the new guy got the lead job, i applied for it too",
        "they made him team lead. i trained him",
        "He just got promoted over me",
    ],
)
def test_being_passed_over_is_no_good_news(text: str) -> None:
    assert sour(text)


@pytest.mark.parametrize(
    "text",
    [
        "i got promoted!! ive been here six years",
        "she got promoted and im so happy for her",
        "they gave my coworker a day off",
    ],
)
def test_good_news_stays_good(text: str) -> None:
    assert not sour(text)
