"""Nothing that the rep did not do, a direct question first, and no restart where one can't help."""

from __future__ import annotations

import pytest

from bot.assist.cards import Cards
from bot.assist.chat import Chat
from bot.assist.credit import deeds
from bot.assist.reading import read
from tests.bot.assist.chats import chat

OTHERS = [
    "I've booked a meter check for Thursday.",
    "I have asked a nurse to review it.",
    "I've sent it to our quality team for review.",
    "A technician will check the line tomorrow.",
    "The claims team is reviewing it.",
    "You can check the status on our website.",
    "Housekeeping will look at the room.",
    "Your check will be mailed on Friday.",
    "Could you check your meter?",
    "We passed it to the fraud team to investigate.",
]
OWN = [
    "I'll check that for you.",
    "Let me look into it.",
    "I'm checking the tag now.",
    "I'm just looking at your bill.",
    "Let me see what happened.",
    "I see two charges here.",
    "I'm going to review the notes.",
    "I've found the order.",
    "Let me take a look.",
    "Checking now, one moment.",
]


def _claims_a_look(rep: str) -> bool:
    line = Chat(chat("My bill is $400.", rep, "Do something!"), "utilities")
    return any("look" in said for says in deeds(line, read(line)) for said in says)


@pytest.mark.parametrize("rep", OTHERS)
def test_a_check_by_others_is_not_the_reps(rep: str) -> None:
    assert not _claims_a_look(rep)


@pytest.mark.parametrize("rep", OWN)
def test_a_check_of_the_reps_own_is(rep: str) -> None:
    assert _claims_a_look(rep)


@pytest.mark.parametrize(
    ("rep", "question"),
    [
        ("I've booked a meter check for Thursday.", "Thursday. Great. Do I have to pay meanwhile?"),
        ("It takes five days.", "Five days? Am I allowed to use the card until then?"),
        ("A nurse reviews it within ten days.", "ten days... and do I still owe the copay?"),
        ("The new one comes in 3 days.", "3 days. Can I keep the old one until then?"),
        ("I asked the team, it takes 2 weeks.", "Two weeks is too long. Is it safe to use?"),
    ],
)
def test_a_direct_question_is_answered_first(cards: Cards, rep: str, question: str) -> None:
    made = cards.of("utilities", "pricing_and_charges", chat("My bill is wrong.", rep, question))
    assert "yes or no" in made.cues[0] and "yes or no" in made.steps[0]


@pytest.mark.parametrize(
    "said",
    [
        "Your app crashes on both of my machines, laptop and desktop.",
        "The app crashes on my phone and my tablet.",
        "It crashes on three computers here.",
        "Your program keeps crashing, the whole office has it.",
        "It crashes on every device I own.",
        "The app crashes. I rebooted three times.",
        "I turned it off and on, the app still crashes.",
        "Even after restarting the app crashes.",
        "The app crashes, I already restarted.",
        "Restarting doesn't help, the app crashes.",
    ],
)
def test_no_restart_where_it_cannot_help(cards: Cards, said: str) -> None:
    made = cards.of("software", "product_issues", chat(said))
    lines = " ".join((*made.cues, *made.steps, made.message)).lower()
    assert "restart" not in lines


@pytest.mark.parametrize(
    "said",
    [
        "The app crashes when I open it.",
        "Your program keeps crashing on my laptop.",
        "The app crashes every time I save a file.",
    ],
)
def test_a_restart_is_still_tried_on_one(cards: Cards, said: str) -> None:
    made = cards.of("software", "product_issues", chat(said))
    assert "restart" in " ".join((*made.cues, *made.steps)).lower()
