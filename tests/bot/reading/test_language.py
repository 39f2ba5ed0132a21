"""English unless there is good reason to think otherwise."""

from __future__ import annotations

import pytest

from bot.reading.language import language_of
from bot.reading.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ugh", "en"),
        ("this customer is driving me up the wall", "en"),
        ("omg lol wtf 😂", "en"),
        ("asdfghjkl", "en"),
        ("he goes no comprendo and hangs up on me", "en"),
        ("Hoy un cliente me gritó y estoy muy cansada", "es"),
        ("Le client m'a crié dessus et je suis épuisée", "fr"),
        ("Der Kunde hat mich angeschrien und ich bin fertig", "de"),
        ("O cliente gritou comigo e eu estou muito cansada", "pt"),
        ("Sobrang pagod na ako sa mga customer ngayon", "tl"),
        ("aaj customer ne bahut gaali di yaar, mujhe kuch samajh nahi aa raha", "hi"),
        ("العميل صرخ في وجهي", "ar"),
        ("客户今天骂我", "zh"),
    ],
)
def test_language(text: str, code: str, vocabulary: Vocabulary) -> None:
    assert language_of(text, vocabulary.knows) == code
