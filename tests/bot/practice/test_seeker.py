"""The partner in an exercise, read as conversations."""

from __future__ import annotations

import pytest

import prompts
from bot.practice.scenario import Scenario, scenario, scenarios
from bot.practice.seeker import TURNS, Said, Seeker
from bot.practice.turns import Turn

SOUND = (
    "That sounds awful. How are you feeling?",
    "No wonder. What was the worst part?",
    "That's heartbreaking. Did anyone notice?",
    "You've carried that all day. What's it like to go home with it?",
    "I'm so sorry. That's a lot.",
    "Tell me more.",
)


def play(story: Scenario, *messages: str) -> tuple[list[Turn], list[Said]]:
    """The conversation and the partner's replies, the opener first."""
    seeker, turns, replies = Seeker(), list[Turn](), list[Said]()
    for message in (None, *messages):
        if message is not None:
            turns.append(Turn("supporter", message))
        replies.append(seeker.reply(story, turns))
        turns.append(Turn("seeker", replies[-1].text))
        if replies[-1].done:
            break
    return turns, replies


@pytest.mark.parametrize("story", scenarios(), ids=lambda s: s.id)
def test_somebody_who_listens_hears_details_and_a_warm_goodbye(story: Scenario) -> None:
    _, replies = play(story, *SOUND)
    assert [r.told for r in replies[1:3]] == [("feel",), ("worst",)]
    assert len(replies) == TURNS + 1 and replies[-1].done
    warm = [line.text for line in story.lines["close_warm"]]
    assert any(line in replies[-1].text for line in warm)


@pytest.mark.parametrize("story", scenarios(), ids=lambda s: s.id)
def test_advice_is_declined_and_nothing_is_told(story: Scenario) -> None:
    orders = ["You should talk to HR.", "Have you tried a walk?", "Maybe you could get a new job."]
    _, replies = play(story, *orders, "You need to sleep.", "Just ignore it.", "Try yoga.")
    assert all(r.act == "advised" and not r.told for r in replies[1:])
    assert len({r.text for r in replies}) == len(replies)


def test_what_was_told_can_be_said_back() -> None:
    story = scenario("screamed_at")
    turns, replies = play(story, "What was the worst part?", "Forty sorries. Forty.")
    assert replies[1].told == ("worst",)
    assert "laughed" in replies[2].text  # the line that only answers this detail
    assert turns[-1].text == replies[2].text


def test_two_insults_end_it() -> None:
    _, replies = play(scenario("overruled"), "stop whining", "you're pathetic", "hello?")
    assert [r.done for r in replies] == [False, False, True]


def test_it_ends_on_request() -> None:
    _, replies = play(scenario("overruled"), "That's rough.", "I have to go, bye")
    assert replies[-1].done


def test_nothing_comes_after_the_end() -> None:
    story = scenario("overruled")
    turns, _ = play(story, "bye")
    said = Seeker().reply(story, [*turns, Turn("supporter", "wait")])
    assert said == Said("", True, act="gone")


def test_the_same_turns_get_the_same_reply() -> None:
    assert play(scenario("monitored"), *SOUND) == play(scenario("monitored"), *SOUND)


def test_it_is_not_their_turn() -> None:
    with pytest.raises(ValueError, match="supporter"):
        Seeker().reply(scenario("monitored"), [Turn("seeker", "hi")])


def test_an_opinion_is_asked_where_no_pattern_fires() -> None:
    story, turns = scenario("monitored"), [Turn("supporter", "hmm the sea is wide")]
    assert Seeker().reply(story, turns).act == "other"
    assert Seeker(lambda turns: "advised").reply(story, turns).act == "advised"


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("Did you eat something today?", "did_you"),
        ("How long have you worked there?", "how_long"),
        ("What do you want to do about it?", "plan"),
        ("Is it okay if I ask a few questions?", "may_i"),
    ],
)
def test_a_question_for_no_detail_gets_an_answer_that_fits(question: str, answers: str) -> None:
    lines = {entry["id"]: entry["lines"] for entry in prompts.read("coach/plain.yaml")}
    _, replies = play(scenario("missed_recital"), question)
    assert any(replies[1].text.startswith(line) for line in lines[answers])


def test_another_language_is_not_understood() -> None:
    _, replies = play(
        scenario("monitored"), "Lo siento mucho. ¿Qué pasó?", "¿Quieres contarme más?"
    )
    assert {r.act for r in replies[1:]} == {"foreign"}
    assert replies[1].text != replies[2].text and not replies[1].told
