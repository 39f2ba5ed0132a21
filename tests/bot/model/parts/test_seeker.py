"""The partner in a model's words: it holds to the exercise, or the partner's own line stays."""

from __future__ import annotations

import pytest

from bot.model.parts import seeker
from bot.practice.scenario import scenario
from bot.practice.seeker import Seeker
from bot.practice.turns import Turn
from tests.fakes.engine import FakeEngine

STORY = scenario("job_loss")
ASKED = [Turn("seeker", STORY.opener.tell), Turn("supporter", "How did they tell you?")]
HOW = STORY.facts[0]
RETOLD = "It was the owner's son. He read it off his phone, and he said Gale, like the wind. Nineteen years I'd been there."


async def reply(text: str, turns: list[Turn] = ASKED) -> str:
    local = Seeker().reply(STORY, turns)
    said = await seeker.say(FakeEngine({"text": text}), STORY, turns, local)
    assert (said.done, said.told, said.act) == (local.done, local.told, local.act)
    return said.text


async def test_the_detail_that_was_asked_for_comes_in_other_words() -> None:
    assert await reply(RETOLD) == RETOLD


async def test_a_detail_told_in_other_words_is_told_and_does_not_come_again() -> None:
    turns = [
        *ASKED,
        Turn("seeker", RETOLD),
        Turn("supporter", "What happened? How did they tell you?"),
    ]
    assert HOW.told_in(RETOLD)
    assert HOW.id not in Seeker().reply(STORY, turns).told


@pytest.mark.parametrize(
    "text",
    [
        "I would rather not say.",  # the detail is missing
        RETOLD + " " + STORY.facts[2].tell,  # and here is one too many
        RETOLD + " That was 17 minutes ago.",  # a figure of its own
        "Gail: " + RETOLD,
        "*sighs* " + RETOLD,
        RETOLD + " I am a language model.",
        RETOLD + " See https://evil.example for more.",
        " ".join([RETOLD] * 3),
    ],
)
async def test_what_does_not_hold_to_the_exercise_is_not_said(text: str) -> None:
    assert await reply(text) == HOW.tell


async def test_a_line_is_not_said_twice() -> None:
    turns = [*ASKED, Turn("seeker", HOW.tell), Turn("supporter", "That is so cold of him.")]
    local = Seeker().reply(STORY, turns).text
    assert await reply(HOW.tell, turns) == local


async def test_the_prompt_is_drawn_from_the_partners_own_state() -> None:
    engine = FakeEngine({"text": RETOLD})
    turns = [*ASKED[:1], Turn("supporter", "You should update your resume today.")]
    local = Seeker().reply(STORY, turns)
    await seeker.say(engine, STORY, turns, local)
    system = engine.asked[0][0].text
    assert local.act == "advised" and "You did not ask for that" in system and local.text in system
    assert "have not forgotten" in system and "{{" not in system
