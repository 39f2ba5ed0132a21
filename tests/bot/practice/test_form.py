from __future__ import annotations

import pytest

from bot.practice import form


def test_a_message_falls_into_its_sentences():
    said = "Oh no! I'm so sorry :( What happened? tell me"
    assert form.sentences(said) == ["Oh no!", "I'm so sorry :( What happened?", "tell me"]


@pytest.mark.parametrize("text", ["", "   ", "😢", "..."])
def test_a_message_without_words_is_one_sentence(text):
    assert len(form.sentences(text)) == 1
    assert form.features(text).shape == (len(form.NAMES),)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("What happened?", True),
        ("what happened", True),
        ("how long were you there", True),
        ("do you want to talk about it", True),
        ("What a terrible day.", False),
        ("how awful that must be", False),
        ("You should ask him.", False),
    ],
)
def test_questions_are_seen_without_their_mark(text, asks):
    assert form.asks(text) is asks


def test_apostrophes_make_no_difference():
    assert form.plain("I’m sorry, that's HARD!") == form.plain("im sorry, thats hard!")
