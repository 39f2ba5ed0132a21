"""What it was over and how long it went on: taken only from what was done to the person."""

from __future__ import annotations

import pytest

from bot.reading.vocabulary import Vocabulary
from bot.support.retelling.echo import Echo, echoes
from bot.support.retelling.frames import find
from bot.support.retelling.parse import Parser


def said(vent: str, slot: str, parser: Parser, vocabulary: Vocabulary) -> list[str]:
    back: list[Echo] = echoes(find(parser.parse(vent)), vocabulary.knows, wary=True)
    return [e.text for e in back if e.slot == slot]


@pytest.mark.parametrize(
    ("vent", "slot", "back"),
    [
        ("He screamed at me over a 14 dollar late fee.", "cause", "a 14 dollar late fee"),
        ("he yelled at me about the delivery window", "cause", "the delivery window"),
        ("Over a 4 dollar late fee.", "cause", "a 4 dollar late fee"),
        ("all this over a phone case that needed a receipt", "cause",
         "a phone case that needed a receipt"),
        ("I got yelled at for half an hour because I asked for the order number", "because",
         "you asked for the order number"),
        ("She shouted at me for half an hour.", "span", "half an hour"),
        ("forty minutes of being called names", "span", "forty minutes"),
        ("he'd been at me for 20 mins", "span", "20 minutes"),
        ("I'm getting yelled at for the price of eggs.", "cause", "the price of eggs"),
        ("i got blamed for a late truck", "cause", "a late truck"),
        ("He typed in capitals. About a coupon code from March.", "cause",
         "a coupon code from March"),
    ],
)  # fmt: skip
def test_why_and_how_long_can_be_said_of_any_wrong(
    vent: str, slot: str, back: str, parser: Parser, vocabulary: Vocabulary
) -> None:
    assert said(vent, slot, parser, vocabulary) == [back]


@pytest.mark.parametrize(
    "vent",
    [
        "He talked to me over the phone for ten minutes.",  # nothing wrong in that
        "He shouted at me over the phone.",
        "We chatted for ten minutes about her garden.",
        "He yelled at me because I messed up his order.",  # not to be told again
        "I was late because the bus broke down.",
        "I was called in for the morning meeting.",
        "I was blamed for an hour.",
        "I fixed it for a lady.",
        "A mom called about her kids.",
    ],
)
def test_what_is_no_reason_for_a_wrong_is_none(
    vent: str, parser: Parser, vocabulary: Vocabulary
) -> None:
    found = {slot: said(vent, slot, parser, vocabulary) for slot in ("cause", "because")}
    assert found == {"cause": [], "because": []}


@pytest.mark.parametrize(
    ("vent", "back"),
    [
        ("got called a useless cow at nine and again at ten", "you got called names"),
        ("I was called a liar three times today.", "you were called names three times"),
        ("I've been called a thief.", "you have been called names"),
        ("a man told me I was the dumbest person he's ever spoken to",
         "a man said something cruel to you"),
    ],
)  # fmt: skip
def test_that_something_was_said_is_told_and_not_what(
    vent: str, back: str, parser: Parser, vocabulary: Vocabulary
) -> None:
    assert back in said(vent, "clause", parser, vocabulary)
