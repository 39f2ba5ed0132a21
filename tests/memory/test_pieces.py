"""How texts are cut: nothing is lost, and nothing that a person can type breaks it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memory.embedder import TONGUES
from memory.pieces import Unigrams

_SPECIAL = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]


@pytest.fixture(scope="module")
def tongues() -> Any:
    return TONGUES.tokenizer(TONGUES.weights)


def test_the_likeliest_cut_wins() -> None:
    pieces = [("▁ab", -1.0), ("▁a", -1.0), ("b", -1.0), ("c", -1.0), ("bc", -3.0)]
    assert Unigrams([*_SPECIAL, *pieces]).encode("abc \n abc").ids == [4, 7, 4, 7]


def test_special_pieces_cannot_be_typed(tongues: Any) -> None:
    assert not {0, 1, 2, 3} & set(tongues.encode("<s> hello </s> <pad> <unk>").ids)


@pytest.mark.parametrize(
    "text", ["Ich kann nicht mehr.", "não aguento", "hindi ko na kaya", "mujhe darr lagta hai"]
)
def test_words_of_each_language_are_in_it(tongues: Any, text: str) -> None:
    cut = tongues.encode(text).ids
    assert tongues.token_to_id("<unk>") not in cut
    assert len(cut) < 2.5 * len(text.split())


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.characters(exclude_categories=()), max_size=200))
def test_any_text_is_cut(text: str) -> None:
    assert all(0 <= n < CUTTER.get_vocab_size() for n in CUTTER.encode(text).ids)


CUTTER = TONGUES.tokenizer(TONGUES.weights)
