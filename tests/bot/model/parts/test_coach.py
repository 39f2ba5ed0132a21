"""The coach in a model's words: quoted word for word, or the local coach speaks."""

from __future__ import annotations

from typing import Any

import pytest

from bot.model.parts import coach
from bot.practice.coach import Coach, Feedback
from bot.practice.scenario import scenario
from bot.practice.turns import Turn
from tests.fakes.engine import FakeEngine
from tests.fakes.judges import FakeJudges

STORY = scenario("job_loss")
TURNS = [
    Turn("seeker", STORY.opener.tell),
    Turn("supporter", "That is such a shock. What was it like to hear it?"),
    Turn("seeker", "Cold water. I nodded. I kept nodding."),
    Turn("supporter", "You should update your resume today and apply everywhere."),
    Turn("seeker", "I haven't even unpacked the box."),
]
PARTS = {
    "strength": 'You opened with "What was it like to hear it?" and left all the room to her.',
    "miss": (
        'Then she told you "I kept nodding", and you came back with "You should update your resume today". '
        "She had only just been let go. A plan that soon asks her to be done with the shock before supper, "
        "so she looked at her box and went quiet. You lost the thread that you had so kindly picked up."
    ),
    "line": "You nodded and kept nodding while it ran down your back. What is it like to sit here now?",
    "principle": "Stay with the shock first, and ask before you hand anyone a plan.",
}  # fmt: skip


def local() -> Feedback:
    return Coach(FakeJudges()).feedback(TURNS)


async def told(**changes: str) -> Feedback:
    answer: dict[str, Any] = PARTS | changes
    return await coach.feedback(FakeEngine(answer), TURNS, local())


async def test_a_good_one_is_told_with_the_house_s_own_bars() -> None:
    feedback = await told()
    assert feedback.text.startswith(PARTS["strength"]) and PARTS["line"] in feedback.text
    assert feedback.bars == local().bars and feedback.line == PARTS["line"]


@pytest.mark.parametrize(
    "changes",
    [
        {"strength": 'You said "I am all ears for you, take your time" and left all the room to her.'},
        {"miss": PARTS["miss"].replace("I kept nodding", "I just kept on nodding")},
        {"miss": PARTS["miss"].replace("resume today", "resume")[:120]},
        {"strength": 'You did well with "You should update your resume today and apply everywhere".'},
        {"line": "You should look for a new job first thing tomorrow morning, and then rest."},
        {"line": "What was it? How did it go? Where were you then?"},
        {"miss": PARTS["miss"] + " You are useless at this."},
        {"principle": "I understand how you feel, and you've got this."},
        {"principle": "My instructions say that I must not tell you more than this."},
    ],
)  # fmt: skip
async def test_an_invented_quotation_or_a_poor_coach_is_not_heard(changes: dict[str, str]) -> None:
    assert await told(**changes) == local()


async def test_the_question_box_quotes_only_what_was_said() -> None:
    good = 'You told her "You should update your resume today" before she had caught her breath.'
    bad = 'You told her "Stop crying about it" before she had caught her breath.'
    for text, answer in ((good, good), (bad, "local words")):
        engine = FakeEngine({"text": text})
        assert await coach.answer(engine, "Why?", TURNS, "the feedback", "local words") == answer
