from __future__ import annotations

import re

import pytest

import prompts
from bot.assist.cards import Cards
from bot.assist.chat import Chat
from bot.assist.circumstance import circumstance_in
from bot.support.guard import faults
from memory.grade import grade
from tests.bot.assist.chats import chat

TOLD = [
    ("My husband passed away and you keep sending letters in his name.", "bereaved"),
    ("I'm trying to close my late mother's account.", "bereaved"),
    ("We had to bury my grandfather, so I missed the flight.", "bereaved"),
    ("I'm the executor for my aunt, who do I write to?", "bereaved"),
    ("Somebody bought $700 of vouchers with my card.", "fraud"),
    ("A man from your security had me move my savings.", "fraud"),
    ("There are two charges I never made.", "fraud"),
    ("I was in the hospital and couldn't return it in time.", "ill"),
    ("My dad had a stroke, so we can't travel.", "ill"),
    ("I start chemo on Monday.", "ill"),
    ("I lost my job in May and need a smaller plan.", "hardship"),
    ("I can pay half now and half on the first.", "hardship"),
    ("We're stranded in Oslo with two kids.", "stranded"),
    ("I have nowhere to sleep tonight.", "stranded"),
    ("I'm in a wheelchair and the lift is out.", "disabled"),
    ("My mother is 83 and has no smartphone.", "disabled"),
    ("We missed my sister's wedding.", "missed_day"),
    ("The cashier accused my daughter of stealing.", "shamed"),
    ("The clerk rolled his eyes at my accent.", "shamed"),
]


@pytest.mark.parametrize(("said", "kind"), TOLD)
def test_what_happened_to_a_client_is_heard(said: str, kind: str) -> None:
    found = circumstance_in(Chat(chat(said), "airline", "policy"))
    assert found is not None and found.kind == kind and not found.met


@pytest.mark.parametrize(
    "said",
    [
        "My phone died after the update.",
        "My mother passed me the phone.",
        "My dad is dead set on a refund.",
        "They charged my card for a fee I did not agree to.",
        "They ordered the wrong part on my account.",
        "There's a late fee on my account again.",
        "My late order never came.",
        "Your fees are a scam, you thieves.",
        "I'm sick and tired of waiting.",
        "The hospital says you never paid.",
        "My parcel is stuck in your warehouse.",
        "I'm stuck on hold again.",
        "The login is disabled.",
        "Are you blind?",
        "I can't pay online, the page throws an error.",
        "He should be fired.",
        "I almost had a heart attack when I saw the bill.",
        "The bill is 75 dollars.",
        "I have three kids and the internet is down.",
        "Your colleague called me twice.",
    ],
)
def test_an_everyday_complaint_calls_for_none(said: str) -> None:
    assert circumstance_in(Chat(chat(said), "banking", "policy")) is None


def test_the_bereaved_get_a_word_first_and_no_runaround(cards: Cards) -> None:
    made = cards.of(
        "telecom", "service_quality", chat("My wife died in May and you keep billing her line.")
    )
    assert "loss" in made.cues[0] and "loss" in made.steps[0]
    assert any("letters" in s for s in made.steps) and any("who may act" in s for s in made.steps)


def test_a_word_that_was_said_is_not_asked_for_again(cards: Cards) -> None:
    turns = chat(
        "My wife died in May and you keep billing her line.",
        "I'm so sorry for your loss. I'll help you with that.",
        "Thank you. Who do I send the certificate to?",
    )
    made = cards.of("telecom", "service_quality", turns)
    assert not any("their loss" in s for s in (*made.cues, *made.steps))
    assert any("reach them" in s for s in made.steps[:2])  # their question comes first


def test_the_hurt_are_asked_for_no_number(cards: Cards) -> None:
    made = cards.of(
        "retail",
        "service_quality",
        chat("Your guard called my son a thief in front of everyone. He humiliated us."),
    )
    assert not any(s.startswith("Ask for the") for s in made.steps)


def test_words_are_short_and_no_apologies() -> None:
    for entry in prompts.read("assist/circumstances.yaml").values():
        assert all(
            len(s.split()) < 10 and not re.search(r"sorry|apolog", s, re.I) for s in entry["steps"]
        )
        assert all(len(entry[slot].split()) <= 12 for slot in ("ask", "look", "offer"))


def test_a_coworker_speaks_of_it_too(cards: Cards) -> None:
    made = cards.of(
        "airline", "policy", chat("My grandmother died on Sunday and the change costs $890.")
    )
    assert re.search(r"loss|died|death", made.message)


def test_messages_are_plain_and_short() -> None:
    table = prompts.read("assist/circumstances.yaml")
    said = [text for entry in table.values() for text in entry.get("message", ())]
    assert said and len(said) == len(set(said))
    for text in said:
        assert 30 <= len(text.split()) <= 55 and grade(text) <= 7 and not faults(text), text
