"""Messages that say only who is there now bring no danger."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.safety.crisis import Danger, DangerScreen, Opinion
from bot.safety.settled import settled


@pytest.mark.parametrize(
    "text",
    [
        "im with my mom now", "My sister is here.", "she's here", "I'm safe now", "thanks so much",
        "ok i called my brother", "he's making me tea",
    ],
)  # fmt: skip
def test_who_is_there(text: str) -> None:
    assert settled(text)


@pytest.mark.parametrize(
    "text",
    [
        "im with my mom now but i still want it", "my sister is not here", "im not safe",
        "he is here with a gun", "she's here and i have the pills", "thanks for everything, goodbye",
        "they are coming for me", "my ex is here",
    ],
)  # fmt: skip
def test_anything_more_is_read_like_all_else(text: str) -> None:
    assert not settled(text)


def test_only_the_second_reader_is_not_asked() -> None:
    asked: list[Sequence[str]] = []

    def alarmed(texts: Sequence[str]) -> Opinion:
        asked.append(texts)
        return Opinion(Danger("self_harm_self", "imminent", "self"), sure=True, possible=True)

    screen = DangerScreen.load(second_opinion=alarmed)
    assert screen.screen("im with my mom now", ("i want to die",)).level == "none" and not asked
    assert screen.screen("im with nobody now", ("i want to die",)).level == "imminent"
    assert screen.screen("i want to die").preempts
