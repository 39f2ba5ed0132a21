from __future__ import annotations

import pytest

from bot.practice.coach import Coach
from bot.practice.criteria import Criteria
from bot.practice.moments import Moment, messages
from bot.practice.strengths import strength
from bot.practice.turns import Turn


@pytest.fixture(scope="module")
def criteria() -> Criteria:
    return Criteria.load()


def talk(*texts: str) -> list[Turn]:
    return [Turn("supporter" if i % 2 else "seeker", text) for i, text in enumerate(texts)]


def praised(criteria: Criteria, *texts: str) -> Moment:
    turns = talk(*texts)
    scores = [
        criteria.message(turns[: n + 1]) for n, turn in enumerate(turns) if turn.role == "supporter"
    ]
    return strength(messages(turns, scores), Moment("polish"))


def test_a_question_about_facts_is_not_praised_as_one_about_the_person(criteria):
    facts = praised(criteria, "I got a 62 on that call.", "What did they mark you down for?")
    person = praised(criteria, "I got a 62 on that call.", "What has that been like for you?")
    assert facts.kind == "closed"
    assert person.kind == "invite"


def test_not_knowing_is_not_what_a_question_brought_out(criteria):
    turns = ("My mom has cancer.", "Is she going to do chemo?")
    assert praised(criteria, *turns, "I don't know. She didn't say.").then == ""
    assert praised(criteria, *turns, "It starts on the second of May.").then != ""


def test_a_message_without_words_is_not_called_an_insult(criteria):
    feedback = Coach(criteria).feedback(
        talk(
            "There's a light on my screen that goes yellow when I sound sad.", "🍕🍕", "What?", "🍕"
        )
    )
    assert feedback.miss.kind in ("silly", "short")
    assert "insult" not in feedback.text
    assert "attack" not in feedback.text
