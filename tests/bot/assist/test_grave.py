from __future__ import annotations

import pytest

from bot.assist.cards import Cards
from tests.bot.assist.chats import chat

THREATS = [
    "I'll come down there and make you pay",
    "I know where your office is",
    "you'll regret this, I'll find you",
    "I know where your office is and I'll find whoever did this",
    "I\u2019m going to drive over there and make each of you sorry",
    "don't make me come down there",
    "you better watch your back",
    "wait till I get there, let's see how tough you are face to face",
    "I'm coming for you",
    "you people will pay for what you did",
    # in words that no list has
    "next time your driver shows up I'm letting the dog loose on him",
    "keep talking like that and you'll end up in a hospital",
    "one more lie and I'll come to your house",
    "you have until five or I come over and drag someone out by the hair",
]
COMPLAINTS = [
    "I'll come down to the store and return it",
    "you'll pay for the repair",
    "I'll find another provider",
    "I know where your office is, so I can drop the router off today",
    "You'll regret this when I post my review",
    "you'll regret losing a customer of ten years",
    "I'll find out who is in charge and write to them",
    "do I have to come down there to get my refund?",
    "someone's going to pay for this repair and it's not me",
    "I'm going to track down the parcel with the carrier",
    "I'll make sure you pay for the ticket",
    "somebody is going to get hurt on that broken step",
    "I hope someone calls me back",
    "You better be sorry. This is ridiculous! Hurry up and fix it.",
    "She was lovely. The rest of you can go to hell.",
    "you'll answer for this in court",
]


@pytest.mark.parametrize("said", THREATS)
def test_a_threat_is_met_with_a_limit(screened: Cards, said: str) -> None:
    made = screened.of("telecom", "", chat("My line is dead.", "Let me check that.", said))
    assert made.danger.kind == "violence_threat" and made.danger.level == "elevated"
    assert made.reframe is None and len(made.boundary) == 3 and made.uncivil


@pytest.mark.parametrize("said", COMPLAINTS)
def test_an_angry_complaint_is_none(screened: Cards, said: str) -> None:
    made = screened.of("telecom", "", chat("My line is dead.", "Let me check that.", said))
    assert made.danger.level == "none" and made.boundary == ()
