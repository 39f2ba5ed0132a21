"""What comes after an exercise: questions, the gap, progress, hints; and whose danger it is."""

from __future__ import annotations

from random import Random

import pytest

from bot.practice.answers import Answers, Coached
from bot.practice.coach import Coach
from bot.practice.gap import gap
from bot.practice.own import yours_and_now
from bot.practice.progress import in_words, verdict
from bot.practice.scenario import scenario
from bot.practice.studio import Studio
from bot.practice.turns import Turn
from bot.safety.crisis import DangerScreen
from memory.practices import Practice, Result
from tests.bot.practice.test_seeker import play
from tests.fakes.judges import FakeJudges, FakeScores


@pytest.fixture(scope="module")
def coached() -> Coached:
    turns, _ = play(
        scenario("overruled"),
        "That's rough. How are you?",
        "You should tell HR.",
        "Did she say sorry?",
    )
    return Coached(turns, Coach(FakeJudges()).feedback(turns))


@pytest.mark.parametrize(("question", "holds"), [
    ("What should I have said instead?", "?"),
    ("why was that bad?", '"You should tell HR"'),
    ("what did I do well?", "."),
    ("how was my score", "giving advice 2.7"),
    ("is advice always wrong?", "Ask first"),
    ("What did he need?", "Carl wanted"),
    ("but I did ask a question", "3 messages"),
    ("thanks!", "."),
    ('Was "Did she say sorry?" okay?', "asks for a fact"),
    ("what is the capital of France", "this one exercise"),
    ("", "this one exercise"),
])  # fmt: skip
def test_questions(coached: Coached, question: str, holds: str) -> None:
    answer = Answers().answer(question, coached)
    told = (
        answer
        if holds != "Ask first"
        else answer.replace("Once they feel understood, ask", "Ask first")
    )
    assert holds in told and "{" not in answer


def test_the_same_question_again_gets_another_answer(coached: Coached) -> None:
    first = Answers().answer("what should I have said?", coached)
    assert Answers().answer("what should I have said?", coached, [first]) != first


def test_the_gap_is_said_kindly() -> None:
    low = FakeScores(1, 1, 1, 1, 1, 1)
    told = gap({"understood": 5, "elaborated": 2}, low, Random(1))
    assert "5 of 5" in told and "1" in told
    kind = gap({"understood": 1}, FakeScores(4, 4, 4, 1, 1, 1), Random(2))
    assert "harder" in kind or "better than you think" in kind
    assert gap({}, low, Random(1)) == ""


def run(overall: float) -> Practice:
    third = (overall + 3) / 3
    scores = dict.fromkeys(
        ("validating_emotions", "encouraging_elaboration", "demonstrating_understanding"), third
    )
    scores |= dict.fromkeys(("advice_giving", "self_oriented", "dismissing_emotions"), 1.0)
    return Practice("x", 0, 0, "done", Result("overruled", scores))


@pytest.mark.parametrize(("points", "says"), [
    ([], "nothing to show"), ([1], "one exercise"), ([0, 5], "can be chance"), ([0, 6], "a real change"),
    ([8, 1], "points down"), ([0, 9, 1], "can be chance"),
])  # fmt: skip
def test_progress(points: list[int], says: str) -> None:
    runs = [run(p) for p in points]
    assert says in verdict(runs)
    if runs:
        assert in_words(runs).count("\n") == 7


def test_hints_differ() -> None:
    studio = Studio(FakeJudges)
    assert studio.hint("advised", 1) != studio.hint("advised", 2)
    assert studio.hint("nothing known", 1)


def test_the_studio_asks_the_measure_where_no_pattern_fires() -> None:
    said = Studio(FakeJudges).reply(
        scenario("overruled"), [Turn("seeker", "x"), Turn("supporter", "He has no manners.")]
    )
    assert said.act == "other"


@pytest.mark.parametrize("text", [
    "I want to kill myself", "i'm going to end my life tonight", "My husband is going to kill me",
    "That's awful. I want to die too.", "quiero matarme", "going to kill myself tonight",
    "Ich bringe mich heute Nacht um, komm nicht her.",
])  # fmt: skip
def test_danger_of_ones_own(screen: DangerScreen, text: str) -> None:
    danger = screen.screen(text)
    assert danger.preempts
    assert yours_and_now(text, danger)


@pytest.mark.parametrize("text", [
    "Are you thinking of killing yourself?", "Did he say he would kill you?", "He threatened to kill you, that's awful.",
    "She wants to kill herself and you stayed on the line.",
])  # fmt: skip
def test_danger_that_may_belong_to_the_exercise(screen: DangerScreen, text: str) -> None:
    assert not yours_and_now(text, screen.screen(text))
