"""In mid-talk, what a message says by itself is taken up: a loss, good news, a plan, another topic."""

from __future__ import annotations

import numpy as np
import pytest

from bot.support.remarks import Remarks
from bot.support.supporter import Supporter
from bot.support.talk import SupportRequest, Utterance
from memory.embedder import Encoder

OFF = "My supervisor turned down my day off and gave it to somebody who asked after me."
YELLED = "some guy screamed at me for ten minutes about a late parcel"


@pytest.fixture(scope="module")
def remarks() -> Remarks:
    return Remarks.load()


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("My own dad died in June.", "loss"),
        ("we lost our son last year. everything else is small", "loss"),
        ("my mom has chemo on thursdays and i cant get them off", "illness"),
        ("My own mother is in hospice right now.", "illness"),
        ("It's my son's graduation. I've waited for it for four years.", "event"),
        ("it was for my daughters first recital", "event"),
        ("third time i miss my boys soccer game", "event"),
        ("they took it down from the board!!", "good_turn"),
        ("They deleted the review.", "good_turn"),
        ("i even teared up a bit, happy tears", "joy"),
        ("is it dumb that im this happy over a mail?", "joy"),
        ("my daughter made me a friendship bracelet this morning", "joy"),
        ("gonna ask my lead to listen to the recording", "plan_hopeful"),
        ("i made an appointment with my doctor for next week", "plan_hopeful"),
        ("i could go to HR i guess. doubt they care", "plan_wary"),
        ("my cat is sitting on the keyboard again", "off_topic"),
        ("its so windy today my umbrella flipped", "off_topic"),
        ("what kind of music do you like", "off_question"),
        ("anyway did you see the match yesterday", "off_question"),
        ("her husband died on sunday and she still had to call us", ""),
        ("he said my mother should be ashamed of me", ""),
        ("she said her son has asthma and they cant pay", ""),
        ("my brother says im overreacting", ""),
        ("they gave the prize to him", ""),
        ("he got promoted after that", ""),
        ("my manager said its not lying", ""),
        ("ill have no voice tomorrow", ""),
        ("im dreading tomorrow", ""),
        ("i swear ill lose it if he calls again", ""),
        ("she said she would look at it and then never did", ""),
        ("she said she would check and never called", ""),
        ("what would you have done", ""),
    ],
)
def test_what_a_message_says_by_itself(
    remarks: Remarks, encoder: Encoder, text: str, remark: str
) -> None:
    vectors = np.stack([reading.vector for reading in encoder.read([text])[0]])
    assert remarks.of(text, vectors, [OFF]) == remark


def test_a_family_day_is_at_stake_only_where_work_is_in_its_way(
    remarks: Remarks, encoder: Encoder
) -> None:
    text = "It's my sister's wedding."
    vectors = np.stack([reading.vector for reading in encoder.read([text])[0]])
    assert remarks.of(text, vectors, [OFF]) == "event"
    assert remarks.of(text, vectors, [YELLED]) != "event"


def talk(*said: str) -> tuple[Utterance, ...]:
    return tuple(Utterance("user" if n % 2 == 0 else "bot", t) for n, t in enumerate(said))


def test_a_loss_is_named_and_not_advised_on(supporter: Supporter) -> None:
    history = talk(YELLED, "Ten minutes of that is too long.")
    answer = supporter.answer(SupportRequest("My own wife passed in March.", history))
    assert answer.text.startswith("Your own wife passed in March.")
    assert "sorry" in answer.text and "?" not in answer.text


def test_a_plan_is_said_back(supporter: Supporter) -> None:
    history = talk(YELLED, "Ten minutes of that is too long.")
    answer = supporter.answer(SupportRequest("Right. I'll ask the compliance line.", history))
    assert answer.text.startswith("You'll ask the compliance line.")


def test_the_first_message_is_no_remark(supporter: Supporter) -> None:
    answer = supporter.answer(SupportRequest("I'll ask the compliance line."))
    assert not answer.text.startswith("You'll ask the compliance line. ")
