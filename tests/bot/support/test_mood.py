"""Good news after a bad hour, and the other way round."""

from __future__ import annotations

import pytest

from bot.support.mood import fresh, sour, soured, turned, worded
from bot.support.understanding import Understanding

GLAD = Understanding({"joy_pride_gratitude": 0.9}, {"positive_event": 0.9}, 0, "celebrate")
SORE = Understanding({"anger": 0.8}, {"verbal_abuse": 0.9}, 2, "vent")
PLAIN = Understanding({"anger": 0.1}, {"verbal_abuse": 0.1}, 0, "vent")


def test_abuse_ends_good_news_and_help_ends_a_bad_hour() -> None:
    assert turned(SORE, GLAD, "and then he came back at me") == "down"
    assert turned(GLAD, SORE, "my lead was great about it") == "up"
    assert turned(SORE, SORE, "he did it again") == turned(GLAD, GLAD, "i love it") == ""


def test_a_laugh_of_others_is_no_good_news() -> None:
    laughed = Understanding({"amusement": 0.8}, {}, 0, "celebrate")
    assert turned(laughed, SORE, "everyone laughed") == ""


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("and then they gave me the rest of the day off", "up"),
        ("the next lady was so sweet though", "up"),
        ("but he never apologized", ""),
        ("my manager took the credit for it", "down"),
        ("the one after that hung up on me", "down"),
        ("she was nice until she called me a thief", ""),
        ("4 minutes to go", ""),
    ],
)
def test_one_line_is_enough_where_the_wording_is_plain(text: str, way: str) -> None:
    assert worded(text) == way


def test_what_is_over_colors_nothing() -> None:
    mixed = Understanding(
        {"joy_pride_gratitude": 0.9, "anger": 0.3}, {"positive_event": 0.9, "blame": 0.2}
    )
    down, up = fresh(mixed, "down"), fresh(mixed, "up")
    assert down.emotions == {"joy_pride_gratitude": 0.0, "anger": 0.3}
    assert up.emotions == {"joy_pride_gratitude": 0.9, "anger": 0.0}
    assert down.incidents["positive_event"] == up.incidents["blame"] == 0.0
    assert turned(PLAIN, GLAD, "it was a tuesday") == ""


def test_stolen_credit_is_no_good_news() -> None:
    assert sour("My lead took credit for the macro I built. Thanked the team")
    assert not sour("my lead gave me credit for the macro I built")
    glad = Understanding({"joy_pride_gratitude": 0.9, "anger": 0.4}, {}, 1, "celebrate")
    assert soured(glad).ask == "vent"
    assert soured(glad).emotions == {"joy_pride_gratitude": 0.0, "anger": 0.4}


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("i trained him for six weeks", False),
        ("i had to say congratulations", False),
        ("he finally listened to me", True),
        ("and i did it!!", True),
    ],
)
def test_a_line_in_a_sore_talk_must_say_that_it_is_good(text: str, good: bool) -> None:
    bright = Understanding({"joy_pride_gratitude": 0.9}, {"positive_event": 0.9}, 0, "celebrate")
    assert (turned(bright, SORE, text) == "up") == good


@pytest.mark.parametrize(
    "text",
    [
        "they told me this morning",
        "its 2 dollars more an hour",
        "its what i wanted",
        "everyone saw it",
        "my mom cried",
    ],
)
def test_a_short_addition_does_not_end_good_news(text: str) -> None:
    looks_sore = Understanding(
        emotions={"anxiety_fear": 0.55}, incidents={"manager_pressure": 0.89}
    )
    assert turned(looks_sore, Understanding(ask="celebrate"), text) == ""


@pytest.mark.parametrize(
    "text", ["but my team hates me now", "then my cat died", "im scared of it"]
)
def test_what_hurts_does(text: str) -> None:
    sore = Understanding(emotions={"anxiety_fear": 0.65}, incidents={"manager_pressure": 0.7})
    assert turned(sore, Understanding(ask="celebrate"), text) == "down"
