"""Who is rude and who is not: contempt for the rep is, jokes, cries for help and despair are not. And where a rude message
is seen differently, and where not."""

from __future__ import annotations

import pytest

from bot.assist.cards import Cards
from tests.bot.assist.chats import chat

NOT_MEANT = [
    "haha honestly I'm not angry with you, you're the first one who wrote back. so is it Tuesday now?",
    "don't worry, it's not your fault, the other desk mixed it up. could you move me to row 9?",
    "they're taking money out while we talk, 300 just went, please stop them!!!",
    "my twins are in there with the smell, should we go outside??",
    "I've been such an old fool, I gave the man everything",
    "you can tell me why it was refused in front of my kids. I felt like a thief in there",
    "the dog ate the warranty card and half of the remote lol, I know, I know. what can I send instead?",
    "well my umbrella came with a hole, I guess it's for very light rain :)",
]
RUDE = [
    "I'm not angry with you, it takes a brain to make me angry. now move my seat",
    "sure, it's never your fault, is it. pathetic bunch",
    "they're taking money out while you sit there like an idiot. move!!!",
    "do your job, my twins are in there and you lot are asleep",
    "I've been a fool to trust you clowns with my savings",
    "lol what a circus, did they hire you off the street",
    "wow, a coupon. your generosity is breathtaking",
]


@pytest.mark.parametrize("said", NOT_MEANT)
def test_who_means_nobody_is_not_called_rude(screened: Cards, said: str) -> None:
    made = screened.of("banking", "resolution", chat("It's still wrong.", "Let me look.", said))
    assert not made.uncivil and made.reframe is None
    assert "rude" not in made.message and "manners" not in made.message


@pytest.mark.parametrize("said", RUDE)
def test_contempt_stays_rude(screened: Cards, said: str) -> None:
    made = screened.of("banking", "resolution", chat("It's still wrong.", "Let me look.", said))
    assert made.uncivil and made.reframe is not None


def test_who_is_only_upset_needs_no_other_view(screened: Cards) -> None:
    said = "I have waited for this since March and nobody ever calls me back. I'm exhausted."
    made = screened.of("utilities", "resolution", chat("No meter yet.", "I see it here.", said))
    assert not made.uncivil and made.reframe is None


@pytest.mark.parametrize("said", ["hi", "Hello there!", "good morning"])
def test_a_greeting_is_no_complaint(screened: Cards, said: str) -> None:
    made = screened.of("retail", "resolution", chat(said))
    assert "Ask what you can do for them" in made.cues
    assert not any("number" in step and step.startswith("Ask for") for step in made.steps)
    asked = screened.of("retail", "resolution", chat("hi, my blender never came"))
    assert "Ask what you can do for them" not in asked.cues


@pytest.mark.parametrize(
    "said",
    [
        "it works again! the plug was the problem",
        "oh. it was on mute. sorry for the noise",
        "my suitcase is here!! you have been an angel",
        "please tell the night crew they saved our holiday",
    ],
)
def test_what_is_solved_is_not_worked_on(screened: Cards, said: str) -> None:
    made = screened.of("telecom", "resolution", chat("It's dead.", "Is the light on?", said))
    assert made.reframe is None and not any(s.startswith("Find") for s in made.steps)
    assert not {"Ask for the account number", "Stay with it until it's done"} & set(made.steps)


def test_what_works_for_a_minute_is_not_solved(screened: Cards) -> None:
    turns = chat(
        "It's dead.", "Is the light on?", "it works again but only for a minute, then it's off"
    )
    assert "Close the case as solved" not in screened.of("telecom", "resolution", turns).steps
