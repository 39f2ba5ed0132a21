"""The second opinion: what it reads of a long text, and that it says nothing about nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.safety.opinion import SecondOpinion, stretches
from memory.embedder import Encoder


@pytest.fixture(scope="module")
def opinion(encoder: Encoder) -> SecondOpinion:
    return SecondOpinion.load(encoder)


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


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Der Kunde wartet seit zwei Tagen nach Feierabend an meinem Auto, heute hat er mir gesagt, dass er "
         "weiß, in welche Schule mein Sohn geht.", "violence_threat"),
        ("Mi jefe me toca la espalda cada vez que pasa y me dice que así se consiguen los ascensos aquí.",
         "sexual_harassment"),
        ("J'ai écrit une lettre à chacun de mes enfants et j'ai gardé tous les comprimés, personne ne sait.",
         "self_harm_self"),
    ],
)  # fmt: skip
def test_hints_in_other_languages_are_heard(opinion: SecondOpinion, said: str, kind: str) -> None:
    heard = opinion((said,))
    assert heard.sure and heard.danger.kind == kind


@pytest.mark.parametrize(
    "said",
    [
        "Der Kunde hat zwei Stunden gewartet und war sauer, aber am Ende haben wir die Lieferung gefunden.",
        "Mi jefe cambió otra vez los turnos y me muero de cansancio, pero mañana tengo el día libre.",
        "J'ai écrit une lettre de réclamation à chaque client et j'ai gardé toutes les copies.",
        "Kakainis yung customer kanina pero okay na, naayos din namin yung order niya.",
    ],
)
def test_what_is_harmless_in_other_languages_is_not(opinion: SecondOpinion, said: str) -> None:
    assert not opinion((said,)).sure


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gets_an_opinion(opinion: SecondOpinion, text: str) -> None:
    assert opinion((text,)) is not None


@pytest.mark.parametrize(
    "said",
    [
        "im so dn with thsi custmer he wouldnt lett me talk at al",
        "well, ill try that one tomorow and how do i keep calm myself",
        "i need to get myself together before the next one",
    ],
)
def test_a_typo_or_one_reader_alone_is_no_wish_to_die(opinion: SecondOpinion, said: str) -> None:
    assert not opinion((said,)).sure


def test_a_wish_full_of_typos_is_heard(opinion: SecondOpinion) -> None:
    assert opinion(("i cnat do thsi anymroe i wnat to dei",)).sure
