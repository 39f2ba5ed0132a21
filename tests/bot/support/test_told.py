"""What people say in a line or two is taken up; answers to our own questions are read in their light."""

from __future__ import annotations

import pytest

from bot.support.acts import Acts
from bot.support.asking import agrees, asks_advice, declines
from bot.support.mood import cheers

ACTS = Acts()


def name(text: str) -> str:
    done = ACTS.of(text, ("told", "question", "about_bot"))
    return done.act.name if done else ""


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("i might just quit", "quitting"),
        ("thinking of quitting honestly", "quitting"),
        ("im done with this job", "quitting"),
        ("honestly about to hand in my two weeks", "quitting"),
        ("i dont even know if i want this job anymore", "quitting"),
        ("part of me just wants to walk out", "quitting"),
        ("im looking for something else already", "quitting"),
        ("tempted to not come back tomorrow", "quitting"),
        ("cant do this job anymore", "quitting"),
        ("screw this job", "quitting"),
        ("i could just walk out", "quitting"),
        ("he said he might quit", ""),
        ("i quit smoking last year", ""),
        ("done with the report finally", ""),
        ("im done with lunch", ""),
        ("my coworker quit today", ""),
        ("oh great, another wonderful friday with my favorite customers", "wry"),
        ("living the dream lol", "wry"),
        ("lucky me", "wry"),
        ("love that for me", "wry"),
        ("oh joy", "wry"),
        ("wow, lovely, another monday", "wry"),
        ("just what i needed today", "wry"),
        ("oh great, now the printer died", "wry"),
        ("the new scanner is great", ""),
        ("she was lovely about it", ""),
        ("oh good he finally apologized", ""),
        ("keep thinking maybe i could have calmed him down", "second_guess"),
        ("like if id said sorry sooner", "second_guess"),
        ("i shouldve let her finish", "second_guess"),
        ("i keep wondering if i did it all wrong", "second_guess"),
        ("wish i had handled it better", "second_guess"),
        ("i feel like i could have done more", "second_guess"),
        ("if i dont i get written up", ""),
        ("i could have sworn it was closed", ""),
        ("he could have just read the email", ""),
        ("id have told him to read his own contract", "held_back"),
        ("wish i could have just hung up", "held_back"),
        ("i almost told her to get lost", "held_back"),
        ("i so wanted to scream", "held_back"),
        ("i told him to restart the router", ""),
        ("i want to tell you something", ""),
        ("and my lead just says stay professional", "waved_off"),
        ("my supervisor told me i need thicker skin", "waved_off"),
        ("my boss said its part of the job", "waved_off"),
        ("my lead said let it roll off", "waved_off"),
        ("my lead told me to take the rest of the day off", ""),
        ("my boss said i did great", ""),
        ("and my coworker said at least he was nice", "waved_off"),
        ("what was i supposed to do, ring it myself", "absurd"),
        ("my coworker laughed", "looked_on"),
        ("no one backed me up", "looked_on"),
        ("everyone just stared", "looked_on"),
        ("my coworker helped me", ""),
        ("its fine. its always me", "always_me"),
        ("same as always", "always_me"),
        ("go figure", "always_me"),
        ("its so embarrassing", "embarrassed"),
        ("dont tell me its ok", "no_cheering"),
        ("dont tell my boss", ""),
        ("maybe its me", "self_doubt"),
        ("guess im too nice for this", "self_doubt"),
        ("is that supposed to be funny??", "absurd"),
        ("thats a joke right", "absurd"),
        ("am i supposed to just take that??", "absurd"),
        ("who does that", "absurd"),
        ("do you ever get tired of hearing people moan", "tires_of_me"),
        ("dont you get sick of all this complaining", "tires_of_me"),
        ("do you get paid for this lol", "your_job"),
        ("are you just agreeing with everything i say", "just_agreeing"),
        ("you dont remember do you", "remember_me"),
        ("ironic telling you that huh", "ironic"),
        ("no offense", "no_offense"),
        ("are bots going to take my job", "replaced"),
        ("should have stayed in bed", "wish_home"),
        ("would you pass as human lol", "are_you_real"),
        ("i get tired of this", ""),
        ("do people complain to you all day", "others_too"),
        ("am i the only one who feels like this", "others_too"),
        ("id have said then give me a raise", "held_back"),
        ("wow ok great", "wry"),
    ],
)
def test_lines_that_want_one_of_their_own(text: str, act: str) -> None:
    assert name(text) == act


@pytest.mark.parametrize(
    ("asked", "said", "act"),
    [
        ("What would you have said if there were no rules?", "that its not my fault his dog ate it", "answered_said"),
        ("What would you tell them, if they had to stand there and listen?", "read your contract", "answered_said"),
        ("What did you want to say by the end?", "id have told him to read his own contract", "answered_said"),
        ("What would you want a coworker to have said right then?", "just are you ok", "answered_coworker"),
        ("Did anybody check on you afterward?", "nope nobody", "answered_nobody"),
        ("Who could you tell the full story to?", "no one really", "answered_nobody"),
        ("Does it still have a hold on you, or is it fading?", "yeah it still does", "answered_still"),
        ("Does it still have a hold on you, or is it fading?", "fading i guess", "answered_fading"),
        ("Do you want to say more about it, or is that enough for now?", "thats enough for now", "answered_enough"),
        ("That was bad.", "sure hit me", "answered_you_go"),
        ("What would you have said if there were no rules?", "and then he called back", ""),
        ("What would you have said if there were no rules?", "my lead says stay professional", ""),
        ("How was the rest of your day?", "that its not my fault", ""),
        ("Did anybody check on you afterward?", "no he threw the phone and left", ""),
    ],
)  # fmt: skip
def test_an_answer_to_our_question_is_read_in_its_light(asked: str, said: str, act: str) -> None:
    found = ACTS.answering(asked, said)
    assert (found.name if found else "") == act


@pytest.mark.parametrize(
    "text",
    "ok go on|sure, hit me|go ahead then|yeah why not|lets hear it|couldnt hurt|worth a shot|ok lets do it|meh, ok|"
    "ya i'd like that|go on then, whats the idea|ill try anything|k".split("|"),
)
def test_a_yes_in_many_words(text: str) -> None:
    assert agrees(text) and not declines(text)


@pytest.mark.parametrize(
    "text",
    "nah not now|ill pass|eh, no|not in the mood|nah, rather just vent|some other time|skip it|not today thanks|"
    "nah dont feel like it|id rather not|no need".split("|"),
)
def test_a_no_in_many_words(text: str) -> None:
    assert declines(text) and not agrees(text)


@pytest.mark.parametrize(
    "text",
    "yeah he did that too|ok but he called back|sure, because thats what i need, another form|no he kept yelling|"
    "fine he says, and hangs up|tell me about it|later he came back|pass me a tissue|k so then she cried".split(
        "|"
    ),
)
def test_what_goes_on_is_neither(text: str) -> None:
    assert not agrees(text) and not declines(text)


def test_advice_is_asked_for_without_the_mark_too() -> None:
    for text in (
        "what do you suggest",
        "any suggestions",
        "should i tell my boss",
        "ok so should i report it",
    ):
        assert asks_advice(text)
    for text in ("i should tell my boss", "should i have told him", "he asked should i hold"):
        assert not asks_advice(text)


def test_somebody_elses_cheer_in_quotes_is_no_good_news() -> None:
    assert not cheers('my lead just messaged "you got this!!" with a rocket')
    assert cheers("they finally fixed it!")
