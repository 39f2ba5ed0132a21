"""A client who flirts with the rep: a limit, no kind word for them, and nothing to see differently."""

from __future__ import annotations

import pytest

from bot.assist.cards import Cards
from bot.assist.grave import grave_in
from tests.bot.assist.chats import chat

FLIRTING = [
    "Are you the pretty one from the front desk?",
    "Bet you look good in that headset.",
    "you must look great in that uniform",
    "are you single?",
    "r u single lol",
    "do you have a boyfriend?",
    "is there a mr or are you still single",
    "Love your voice. What are you wearing while you type?",
    "take your time gorgeous",
    "you have such a sexy voice",
    "your voice is doing things to me",
    "what time do you get off, i could pick you up",
    "give me your number and ill stop complaining",
    "are you the hot one with the red hair",
    "is that the cute girl from last time",
    "can i take you out to dinner sometime",
    "send me a selfie",
    "I'd rather talk about you, sweetheart. got a man?",
    "are you as beautiful as you sound",
    "i bet you're cute",
    "hey sexy, fix my internet",
    "what color is your hair, i like blondes",
    "do you like older men",
    "are you wearing a skirt today",
    "could listen to your voice all night, in bed",
    "let me buy you a drink after your shift",
    "you sound pretty, send a pic",
    "I imagine you're gorgeous",
    "you've got pretty eyes in that profile pic",
    "do you date customers?",
    "mmm i like a girl who takes orders",
    "what are you doing tonight, beautiful?",
    "you must be cute when you're angry",
    "wish you were here in my room ;)",
    "i'll leave the bed warm",
    "Only if you give me a kiss first",
]

EVERYDAY = [
    "I booked a single, not a double.",
    "Is that a single room?",
    "not a single person answered",
    "are you single-handedly running this place?",
    "You look good on paper but the service is bad",
    "the dress looks good in the photo",
    "Do I need to wear a headset to use this?",
    "my boyfriend booked the room",
    "does the offer apply to single users?",
    "are you the one from the front desk?",
    "are you pretty sure?",
    "Are you the pretty sure one here",
    "Is the room pretty?",
    "send me a picture of the receipt",
    "what time do you close, I could pick it up",
    "give me your number so I can call back",
    "what is the callback number, honey bear order",
    "your voice line is broken",
    "I love your voice assistant app",
    "I can't hear your voice",
    "What are the staff wearing? I need to find someone in a vest",
    "the hot one was the soup, the cold one the coffee",
    "I want to take my wife out to dinner sometime",
    "is a dress code needed, can I wear a skirt",
    "is this the girl from last time? she helped me well",
    "gorgeous hotel, thanks",
    "thanks love, that's great",
    "cheers darling, sorted",
    "you guys look great in the reviews but the room is dirty",
    "what color is it, I ordered blonde wood",
    "you sound pretty annoyed",
    "you sound nice, thank you",
    "Are you still there?",
    "are you free tonight to reship it?",
    "do you have pretty wrapping paper?",
    "which bed is warm enough?",
    "kiss cut stickers were wrong",
]


@pytest.mark.parametrize("text", FLIRTING)
def test_it_is_harassment(text: str) -> None:
    assert grave_in([text], None).kind == "sexual"


@pytest.mark.parametrize("text", EVERYDAY)
def test_everyday_words_are_not(text: str) -> None:
    assert grave_in([text], None).kind == ""


@pytest.mark.parametrize("text", FLIRTING[:6])
def test_it_gets_a_limit(screened: Cards, text: str) -> None:
    made = screened.of("hotel", "", chat("Where is my key?", "I'm checking that.", text))
    assert made.uncivil and made.boundary and made.reframe is None
    assert "friendly" not in made.message and "kind" not in made.message
