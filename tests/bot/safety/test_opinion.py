"""The second opinion: what it reads of a long text, and that it says nothing about nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.safety.opinion import SecondOpinion, stretches
from memory.embedder import Encoder


@pytest.fixture(scope="module")
def opinion() -> SecondOpinion:
    return SecondOpinion.load(Encoder())


@given(st.text(alphabet="ab .!?\n", max_size=4000))
def test_no_word_is_left_out_of_the_stretches(text: str) -> None:
    parts = stretches(text)
    assert set(text.split()) <= {w for p in parts for w in p.split()}
    assert all(len(p.split()) <= 300 for p in parts)


def test_a_word_in_the_middle_of_a_rant_is_read(opinion: SecondOpinion) -> None:
    rant = "The queue was long and the printer jammed again today. " * 90
    said = "He grabbed my arm across the counter and would not let go of me. "
    assert opinion(("",)).sure is False
    assert opinion((said,)).sure
    buried = opinion((rant + said + rant,))
    assert buried.possible and buried.danger.kind == "violence_assault"
    assert not opinion((rant + rant,)).possible


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gets_an_opinion(text: str) -> None:
    assert OPINION((text,)) is not None


OPINION = SecondOpinion.load(Encoder())
