"""Short forms are written out, and every place still leads back to what was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.support.retelling.spelling import spelled


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("hes here w/o his coat", "he's here without his coat"),
        ("i cant, cause she said so", "I can't, because she said so"),
        ("the root cause is its color", "the root cause is its color"),
        ("its 1 now and its her bag", "it's 1 now and it's her bag"),
        ("Dont ask my tl", "Don't ask my teamlead"),
        ("mail w@til.com", "mail w@til.com"),
    ],
)
def test_short_forms_are_written_out(typed: str, text: str) -> None:
    assert spelled(typed).text == text


def test_places_lead_back() -> None:
    typed = "bc hes late w/o a word"
    plain = spelled(typed)
    for word, short in (("because", "bc"), ("he's", "hes"), ("late", "late"), ("without", "w/o")):
        start = plain.text.index(word)
        assert typed[plain.typed(start) : plain.typed(start + len(word))] == short


@given(st.text(alphabet="its hes w/o bc tl.'i\n", max_size=60))
def test_places_never_leave_the_text_nor_run_backward(typed: str) -> None:
    plain = spelled(typed)
    places = [plain.typed(n) for n in range(len(plain.text) + 1)]
    assert places == sorted(places)
    assert places[0] == 0 and places[-1] == len(typed)
