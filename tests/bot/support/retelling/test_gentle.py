"""What is said back to somebody who blames themselves, after harassment, and where words have hurt; and what never."""

from __future__ import annotations

import pytest

from bot.reading.vocabulary import Vocabulary
from bot.support.retelling.echo import echoes
from bot.support.retelling.frames import find
from bot.support.retelling.parse import Parser

_SMALL = ("thing", "when", "amount", "topic", "matter", "scrap")


def back(vent: str, parser: Parser, vocabulary: Vocabulary, **modes: bool) -> list[str]:
    said = echoes(find(parser.parse(vent)), vocabulary.knows, **modes)
    return [e.text for e in said if e.slot not in _SMALL]


@pytest.mark.parametrize(
    ("vent", "echo"),
    [
        ("I've been on nights for three weeks and I sent the cake to the wrong house.",
         "you've been on nights for three weeks"),
        ("I checked the log five times before lunch.", "you checked the log five times before lunch"),
        ("I've been training for this all winter.", "you've been training for this all winter"),
    ],
)  # fmt: skip
def test_who_blames_themselves_hears_what_nobody_would_blame(
    vent: str, echo: str, parser: Parser, vocabulary: Vocabulary
) -> None:
    assert echo in back(vent, parser, vocabulary, wary=True, guilty=True)


@pytest.mark.parametrize(
    "vent",
    [
        "I sent the cake to the wrong house.",
        "I sold a heater to a man with no windows.",
        "I shouted at a trainee over a stapler.",
        "This one is on me.",
        "I was out of my depth on that desk.",
    ],
)
def test_who_blames_themselves_never_hears_the_deed(
    vent: str, parser: Parser, vocabulary: Vocabulary
) -> None:
    assert back(vent, parser, vocabulary, wary=True, guilty=True) == []


def test_after_harassment_what_stands_beside_it_is_said_back(
    parser: Parser, vocabulary: Vocabulary
) -> None:
    vent = "He asked what I had on. We don't have a rule for that. I dread the line after six."
    said = back(vent, parser, vocabulary, wary=True, grave=True)
    assert said
    assert set(said) <= {"you don't have a rule for that", "you dread the line after six"}


@pytest.mark.parametrize(
    "vent",
    [
        "He talked about my legs for an hour.",
        "I laughed along until the end.",
        "The man from bay two followed the trainee to the lift.",
    ],
)
def test_after_harassment_nothing_of_it_is(
    vent: str, parser: Parser, vocabulary: Vocabulary
) -> None:
    wrongs = [e for e in back(vent, parser, vocabulary, wary=True, grave=True) if "follow" not in e]
    assert wrongs == []


def test_where_words_hurt_only_dull_ones_are_told(parser: Parser, vocabulary: Vocabulary) -> None:
    dull = "he said the card expired twice"
    assert dull in back(f"{dull.capitalize()}.", parser, vocabulary, wary=True)
    for hurting in ("She said the price was a joke.", "He told me to get a real job.",
                    "She said I sound like a child."):  # fmt: skip
        assert back(hurting, parser, vocabulary, wary=True) == []
