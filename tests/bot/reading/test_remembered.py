"""The same words are read once, and none of them are kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.reading.remembered import Remembered


def counted(seen: list[str]) -> Callable[[str], int]:
    def work(text: str) -> int:
        seen.append(text)
        return len(text)

    return work


def test_the_same_words_are_read_once() -> None:
    seen: list[str] = []
    length = Remembered(counted(seen))
    assert [length("one"), length("three"), length("one")] == [3, 5, 3]
    assert seen == ["one", "three"]


def test_only_the_latest_are_known() -> None:
    seen: list[str] = []
    length = Remembered(counted(seen), most=2)
    for text in ("a", "b", "a", "c", "a", "b"):
        length(text)
    assert seen == ["a", "b", "c", "b"]


def test_a_failure_is_not_remembered() -> None:
    answers = iter((ValueError("busy"), 7))

    def work(text: str) -> int:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    found = Remembered(work)
    with pytest.raises(ValueError, match="busy"):
        found("x")
    assert found("x") == 7


def test_no_word_is_kept() -> None:
    length = Remembered(len)
    length("my very own words")
    assert "own" not in repr(vars(length))
