"""Direct questions that no act knows: an honest line by their first words, never a line for a story."""

from __future__ import annotations

import pytest

from bot.support.acts import Acts
from bot.support.wondering import Wondering

WONDERING = Wondering(Acts())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("do you think the bank gives him his money back?", "predict"),
        ("will she be okay", "predict"),
        ("how do i get this out of my head before the next one", "advice"),
        ("so what now", "advice"),
        (
            "anything i can do so my throat lasts till six? like is there any trick for that",
            "advice",
        ),
        ("have you ever been put on hold for an hour lol", "you"),
        ("you think my lead is mad", "mind"),
        ("can i refuse to take his calls", "allowed"),
        ("is it legal to cut our break short?", "allowed"),
        ("why did they even pick me for it", "why"),
        ("could i have seen it coming", "own"),
        ("which team handles that?", "fact"),
    ],
)
def test_a_question_is_known_by_its_first_words(text: str, kind: str) -> None:
    assert WONDERING.kind(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "who talks to a person like that",
        "how is that fair?",
        "are you kidding me",
        "what a mess that was",
        "how he talked to me, in front of all of them",
        "can i just say i'm so tired",
        "he asked me what now and hung up",
        "you know?",
        "why i even told her i don't know anymore",
        "it rained all day and the bus was late",
        "",
        "???",
    ],
)
def test_what_only_sounds_like_one_is_none(text: str) -> None:
    assert WONDERING.kind(text) == ""
    assert WONDERING.asked(text) is None


def test_what_else_was_said_is_kept() -> None:
    done = WONDERING.asked("She cried the whole time. I passed it on. will they call her back")
    assert done is not None
    assert done.rest == "She cried the whole time. I passed it on."
    assert all(done.act.replies)


def test_a_way_to_do_something_is_no_line() -> None:
    assert WONDERING.asked("how do i stop shaking") is None
