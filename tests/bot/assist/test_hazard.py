from __future__ import annotations

import pytest

import prompts
from bot.assist.cards import Cards
from bot.assist.chat import Chat
from bot.assist.hazard import hazard_in
from bot.safety.crisis import SAFE, Danger
from memory.grade import grade
from tests.bot.assist.chats import chat

TOLD = [
    ("There are bare wires hanging over the sidewalk since the storm.", "power"),
    ("Something is hissing behind the dryer.", "gas"),
    ("The battery is swelling and it's lifting the glass.", "fire"),
    ("I bit down on a piece of glass in my salad.", "food"),
    ("The tap water is brown and I mix formula with it.", "water"),
    ("The pharmacy won't fill her inhaler, the card is wrong.", "medicine"),
    ("No heat since Monday and I have a newborn here.", "exposed"),
    ("A drunk guy walked in on us, the door won't lock.", "people"),
    ("The ceiling came down on the second bed.", "place"),
    ("The crib's side rail came off in my hand.", "product"),
    ("The shower is scalding and he has a red mark on his arm.", "hurt"),
]


@pytest.mark.parametrize(("text", "kind"), TOLD)
def test_safety_comes_first_and_nobody_gets_the_danger_card(
    screened: Cards, text: str, kind: str
) -> None:
    found = hazard_in(Chat(chat(text)))
    assert found and found.kind == kind
    made = screened.of("", "", chat(text))
    assert made.cues == found.cues and made.steps == found.steps
    assert made.reframe is None and len(made.boundary) == 3
    assert not made.danger.preempts


@pytest.mark.parametrize(
    "text",
    [
        "You blew up at me over a phone bill and now the screen is cracked.",
        "The driver came back with the missing cake in ten minutes.",
        "You charged me for smoking in the room and I don't smoke.",
        "My flight was canceled because I was sick, and there's no refund.",
        "My card was declined at the register.",
        "I'm burning through my data, the app eats it.",
    ],
)
def test_everyday_complaints_are_no_hazard(text: str) -> None:
    assert hazard_in(Chat(chat(text))) is None


def test_once_seen_to_the_complaint_goes_on() -> None:
    turns = chat(
        "My candle exploded, glass in my salad bowl.",
        "Are you hurt? Please don't eat any of it.",
        "No. I want my money back.",
    )
    assert hazard_in(Chat(turns)) is None


def test_words_are_short_and_plain() -> None:
    table = prompts.read("assist/hazards.yaml")
    for words in table["kinds"].values():
        assert len(words["cues"]) == 3 and all(len(c.split()) <= 12 for c in words["cues"])
        assert 3 <= len(words["steps"] + table["more"]) <= 7
        assert all(len(s.split()) < 10 for s in (*words["steps"], *table["more"]))
    for text in table["message"]:
        assert 30 <= len(text.split()) <= 55 and grade(text) <= 7


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("he was in the room, I'm hiding in the bathroom", "danger"),
        ("My ex is outside my door right now.", "danger"),
        ("i'll break your neck", "threat"),
        ("somebody in your office is going to bleed for this", "threat"),
        ("i dont know why i even keep going, nobody would notice anyway", "crisis"),
    ],
)
def test_a_person_in_danger_is_seen(screened: Cards, text: str, kind: str) -> None:
    words = prompts.read("assist/grave.yaml")[kind]
    assert screened.of("", "", chat(text)).boundary == tuple(words["boundary"])


def test_despair_stays_despair_where_a_client_wrote_it(screened: Cards) -> None:
    despair = Danger("self_harm_self", "elevated", "self")
    assert screened.heard(despair, "my kids would be better off without me").preempts
    assert screened.heard(despair, "i have the pills in my hand, all of them").preempts
    assert screened.heard(despair, "My cat can't go in cargo, what can I do?") == SAFE
    sure = Danger("self_harm_self", "elevated", "self", ((0, 4),))  # words of the lexicon
    assert screened.heard(sure, "any words") == sure


@pytest.mark.parametrize(
    "text",
    [
        "Your driver threw my package over the fence into the dog's water bowl.",
        "You want me to fail on a drug that already put me in the hospital.",
        "My mom can put her card down, would that do it?",
        "It was an ambulance I never asked for, I was unconscious.",
        "Pretty sure that's illegal here.",
        "My room is filthy and there is hair in the bed.",
        "I don't know why I keep going back to your store.",
    ],
)
def test_a_complaint_is_no_danger(screened: Cards, text: str) -> None:
    made = screened.of("", "", chat(text))
    assert not made.danger.preempts and not made.boundary
