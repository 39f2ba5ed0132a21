"""What can be said about a chat: its own particulars, the client's sentence, their jab, the rep's deeds."""

from __future__ import annotations

import re

import pytest

from bot.assist.cards import Cards
from bot.assist.chat import Chat
from bot.assist.particulars import Particulars, particulars
from bot.assist.quote import quote
from bot.assist.reading import read
from bot.assist.retold import retold
from bot.assist.talk import Line
from bot.assist.told import told
from tests.bot.assist.chats import chat

ANY = [re.compile("")]


def own(*texts: str) -> Particulars:
    made = Chat(chat(*texts), "retail")
    return particulars(made, read(made))


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("We've been waiting for two weeks now.", "two weeks"),
        ("My heat has been out for 3 days.", "three days"),
        ("I've been waiting an hour and a half for soup.", "an hour and a half"),
        ("My lamp broke and I've only had it for a month.", ""),
        ("I've been a customer for twelve years.", ""),
        ("I don't have all day.", ""),
    ],
)
def test_how_long_it_went_on(text: str, span: str) -> None:
    assert own(text).span == span


@pytest.mark.parametrize(
    ("text", "tried"),
    [
        ("I called 3 times and emailed you twice.", "three calls and two emails"),
        ("I was on hold for 50 minutes.", "fifty minutes on hold"),
        ("I've made multiple calls to the desk.", "several calls"),
        ("I called and you hung up.", ""),
    ],
)
def test_how_they_tried_before(text: str, tried: str) -> None:
    assert own(text).tried == tried


def test_thing_round_and_wish() -> None:
    made = own("The battery on my iphone 13 is dead.", "Let me check.", "I want my money back.")
    assert (made.thing, made.wish) == ("the iPhone 13", "their money back")
    assert own("This is the third time my toaster died.").nth == "the third time"


@pytest.mark.parametrize(
    ("text", "theirs"),
    [
        ("Hi! My lamp arrived in pieces.", "their lamp arrived in pieces"),
        ("LampHelp My lamp won't turn on Not acceptable", "their lamp won't turn on"),
        ("I waited an hour and was sent home.", "they waited an hour and were sent home"),
        ("You charged me a late fee twice.", "they were charged a late fee twice"),
        ("My order is late and you don't care.", "their order is late"),
        ("I gave Karen my lamp to repair.", ""),
        ("My account is 4455667 and it's locked.", ""),
        ("I am so disappointed with my lamp.", ""),
        ("Why is my lamp broken?", ""),
        ("They told me my lamp was fine.", ""),
    ],
)
def test_their_own_sentence(text: str, theirs: str) -> None:
    assert retold([text], ANY)[0] == theirs


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Wow. Are you even listening to me? Hurry up.", '"Are you even listening to me?"'),
        ("Hurry up and fix this mess.", ""),
        ("My number is 123456, are you even listening, Karen?", ""),
        ("Thank you for looking.", ""),
    ],
)
def test_what_may_be_said_back(text: str, said: str) -> None:
    assert quote(text) == said


def test_deeds_are_told_in_order() -> None:
    made = Chat(
        chat(
            "My lamp arrived broken.",
            "Could you send me your order number?",
            "Why? Do your job.",
            "I'll send you a replacement.",
            "About time.",
        ),
        "retail",
    )
    first = told(made, read(made)).did[0][0]
    assert first.index("order number") < first.index(", then") < first.index("replacement")


def test_a_rep_who_gives_steps_has_not_snapped(cards: Cards) -> None:
    turns = chat(
        "My headphones won't pair.",
        'I apologize. Select "Forget this device" and then reconnect.',
        "Are you kidding me? I said I tried everything.",
    )
    assert "sharp" not in cards.of("mobile_device", "", turns).message


def test_a_content_client_is_not_worked_on(cards: Cards) -> None:
    turns = chat("I asked for towels.", "They're on the way.", "They just arrived, thank you!")
    made = cards.of("hotel", "", turns)
    assert not any(s.startswith(("Ask", "List")) for s in made.steps)
    assert "Close the case" in " ".join(made.steps)


def test_what_was_turned_down_is_not_followed_up(cards: Cards) -> None:
    turns = chat(
        "The shower runs cold.", "I can move you to another room.", "Another room? Use your head."
    )
    later = (*turns, Line("rep", "I understand."), Line("client", "Well? I'm waiting."))
    for lines in (turns, later):
        made = cards.of("hotel", "product_issues", lines)
        assert not any("new room" in s for s in (*made.steps, *made.cues))


def test_two_chats_with_one_mood_get_two_messages(cards: Cards) -> None:
    said = {
        cards.of("mobile_device", "", chat(f"My phone drops calls{mark}", "Let me check.", "Hurry up!")).message
        for mark in (".", "!", " again.", " here.", " daily.", " now.")
    }  # fmt: skip
    assert len(said) >= 5
