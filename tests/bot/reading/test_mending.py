"""Typos are put right for the fitted readers, in English only, and never much else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.mending import Mender
from bot.reading.vocabulary import Vocabulary
from memory.embedder import Encoder

_PIECES = Encoder().tokenizer.get_vocab()
MENDER = Mender(_PIECES, Vocabulary(_PIECES))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("im so dn with thsi custmer he wouldnt lett me talk at al",
         "im so dn with this customer he wouldnt let me talk at al"),
        ("i cnat do thsi anymroe i wnat to leave", "i cant do this anymore i want to leave"),
        ("the comlpaint has been hanging over me snice ocotber",
         "the complaint has been hanging over me since october"),
    ],
)  # fmt: skip
def test_slips_are_put_right(typed: str, meant: str) -> None:
    assert MENDER.mended(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "he said he dont want it tbh, idk what to do",
        "one tpyo in an otherwise quite ordinary message about a customer",
        "je vais me tuer ce soir",
        "me quiero matar, no es broma",
        "pagod na pagod na ako sa trabaho, kuya ko lang ang kausap",
        "ab jeene ka mann nahi, itna hi kehna tha",
        "ich steh auf dem Dach und springe gleich",
        "kms",
        "",
    ],
)
def test_short_forms_a_single_slip_and_other_languages_stay(text: str) -> None:
    assert MENDER.mended(text) == text


@given(st.text(max_size=200))
def test_what_is_no_word_stays(text: str) -> None:
    assert len(MENDER.mended(text).split()) == len(text.split())
