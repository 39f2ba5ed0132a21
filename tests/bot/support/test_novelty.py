"""Nothing twice in a talk."""

from __future__ import annotations

from random import Random

from bot.support.novelty import pick, repeats, said, stood_in, told
from bot.support.talk import Utterance

TALK = (
    Utterance("user", "he hung up"),
    Utterance("bot", "He hung up on you. That was rude of him."),
    Utterance("user", "and again"),
    Utterance("bot", "Okay. Go on with it."),
)


def test_a_sentence_is_known_again_in_other_company() -> None:
    assert repeats("That was rude of him! What else?", said(TALK))
    assert not repeats("That was mean of him. Okay.", said(TALK))


def test_what_was_not_said_comes_first_and_then_the_oldest() -> None:
    pool = ["That was rude of him.", "Go on with it.", "Brand new line."]
    assert {pick(pool, TALK, Random(n)) for n in range(20)} == {"Brand new line."}
    assert {pick(pool[:2], TALK, Random(n)) for n in range(20)} == {"That was rude of him."}


def test_an_opening_is_not_said_again_while_there_are_others() -> None:
    pool = ["Good to hear from you.", "Nice one."]
    assert pick(pool, (), Random(3), ("good to hear",)) == "Nice one."


def test_the_persons_own_words_are_found_in_what_was_said() -> None:
    assert stood_in("he hung up on you", told(TALK))
    assert not stood_in("he called back", told(TALK))
