"""Questions asked outright in any turn: decisions, first sentences, small practical things, what the bot is."""

from __future__ import annotations

from random import Random

import pytest

from bot.support.acts import Acts
from bot.support.dialogue import Dialogue
from bot.support.talk import SupportRequest, Utterance
from bot.support.understanding import Understanding

KINDS = ("eased", "about_bot", "question", "say", "told")
ACTS = Acts()


def name(text: str) -> str:
    done = ACTS.of(text, KINDS)
    return done.act.name if done else ""


def answer(*said: str, ask: str = "vent") -> str:
    """The words that meet the last of what was said; "" when it is no direct question."""
    dialogue = Dialogue(ACTS)
    request = SupportRequest(said[-1], tuple(Utterance("user", text) for text in said[:-1]))
    done = dialogue.asked(request)
    if done is None:
        return ""
    return dialogue.reply(done, request, Understanding(ask=ask), Random(3))  # noqa: S311


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("should i sign the warning or refuse?", "sign"),
        ("do i sign it or not", "sign"),
        ("shud i just sign it", "sign"),
        ("idk if i should sign this", "sign"),
        ("should i call in sick?", "sick"),
        ("you think i should call in?", "sick"),
        ("is it ok to take a sick day tmrw or do i go in", "sick"),
        ("should i quit today or wait till friday", "quit"),
        ("do i own up or keep quiet", "sorry"),
        ("do i tell my boss or let it go?", "tell"),
        ("shud i go to hr or not", "hr"),
        ("should i accept or ignore his friend request?", "private"),
        ("not sure whether to report him", "report"),
        ("should i flag what she said to security", "report"),
        ("should i go to the hospital or wait", "body"),
        ("should i see a doctor or rest for a few days", "body"),
        ("should i leave work and see a doctor", "body"),
        ("should i take the two weeks off my doctor offered", "leave"),
        ("should i hand in the doctors note or tough it out", "leave"),
        ("should i phone the old man back and see if hes ok", "callback"),
        ("should i swap my saturday with him", "swap"),
        ("do i take the extra shift or not", "swap"),
        ("should i ask to be moved to chat", "move"),
        ("should i contest that score", "rating"),
        ("should i fill in the survey honestly", "survey"),
        ("do i confront her or go to my supervisor first", "confront"),
        ("should i go over and check on her", "colleague"),
        ("should i apologize to him tomorrow", "sorry"),
    ],
)
def test_a_decision_is_not_taken_for_them_and_gets_the_one_thing_that_counts(
    text: str, topic: str
) -> None:
    assert answer("rough day", text) in ACTS.named(f"decide_{topic}").replies


def test_a_decision_about_nothing_known_is_still_not_taken() -> None:
    assert (
        answer("rough day", "should i wear blue or green tomorrow") in ACTS.named("decide").replies
    )


def test_a_doctors_leave_needs_not_be_earned() -> None:
    assert any("earn it" in line for line in ACTS.named("decide_leave").replies)


def test_a_bare_question_is_about_what_was_told_last() -> None:
    said = answer("i might call in sick tomorrow, cant face them", "you think i should?")
    assert said in ACTS.named("decide_sick").replies
    signing = answer("they gave me a warning to sign", "should i?")
    assert signing in ACTS.named("decide_sign").replies


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("what do i open with?", "open_with"),
        ("what do i SAY first. one sentence", "open_with"),
        ("how do i word it", "open_with"),
        ("just tell me what to say first", "open_with"),
        ("give me one sentence to say", "open_with"),
        ("how do i get my voice steady", "voice"),
        ("just say something nice", "something_nice"),
        ("can u say smth nice to me", "something_nice"),
        ("will i be any good at it?", "will_it_go"),
        ("do u think ill be ok?", "will_it_go"),
        ("do you remember me tomorrow?", "remember_later"),
        ("will you still know me tmrw", "remember_later"),
        ("are you gonna get tired of me lol", "tires_of_me"),
        ("who made you? are you chatgpt", "which_bot"),
        ("whos behind this, is it an ai", "which_bot"),
        ("is it better to tell her now or after the shift?", "decide"),
        ("sign it or dont sign it?", "decide"),
        ("hr tonight or wait?", "decide"),
        ("would it be dumb to quit over this?", "decide"),
        ("how should i tell him", "open_with"),
        ("can u give me a line for my boss", "open_with"),
        ("what if im bad at it?", "will_it_go"),
        ("am i going to mess it up?", "will_it_go"),
        ("tell me im doing ok", "something_nice"),
        ("will u forget me", "remember_later"),
        ("are you a person or chatgpt or what", "which_bot"),
        ("this queue will kill me", "exaggerated"),
        ("can i hang up on him next time?", "hang_up"),
        ("headset is gonna be the end of me", "exaggerated"),
        ("shoot me now, another team meeting", "exaggerated"),
    ],
)
def test_plain_wordings(text: str, act: str) -> None:
    assert name(text) == act


@pytest.mark.parametrize(
    "text",
    [
        "what should i do?",
        "what do you think i should do",
        "when should i tell her",
        "he asked should i sign it",
        "i told her i should quit",
        "i know i should sign",
        "they said i should sign",
        "do i look ok",
        "she told me what to say to customers",
        "who made the mistake in the order",
        "he is the end of the line",
        "he said something nice",
        "i can be good at it",
        "its going to be fine",
        "kill me if you want he said",
        "should be fine",
        "any tips?",
        "i cant get it right",
        "my eyes are red",
        "how long should i wait",
        "what time should i go",
        "i cant tell if it was my lead",
        "he might quit or stay",
        "he will kill me",
    ],
)
def test_what_only_looks_like_one(text: str) -> None:
    assert name(text) == ""


def test_a_face_is_cooled_only_where_somebody_cried() -> None:
    cooled = ACTS.named("cried_face").replies
    assert answer("i cried in the bathroom", "how do i hide it") in cooled
    assert answer("how do i make my face not look like ive been crying") in cooled
    assert answer("my lead saw the mistake", "how do i hide it") == ""


def test_a_first_sentence_is_about_the_talk_that_comes() -> None:
    hours = answer("i have a talk with my boss about my hours", "what do i open with?")
    assert hours in ACTS.named("open_hours").replies
    assert "That was" not in answer("i need to ask for friday off", "how do i word it")
    caller = answer("a man yelled about a refund", "what do i say first if he calls back")
    assert "money back" in caller or "refund" in caller
    crying = answer("my coworker is crying at her desk", "what do i say to her?")
    assert crying in ACTS.named("open_crying").replies


def test_good_news_is_still_good_in_the_answer_to_a_question() -> None:
    glad = ACTS.named("will_it_go").glad
    assert answer("i got the job!", "will i be any good at it?", ask="celebrate") in glad
    assert answer("they cut two of us", "will it be me?") not in glad
