"""Where, when, how often and before whom: taken only from a fragment, or from what was done or said to them."""

from __future__ import annotations

import pytest

from bot.reading.vocabulary import Vocabulary
from bot.support.retelling.echo import echoes
from bot.support.retelling.frames import find
from bot.support.retelling.parse import Parser
from memory.embedder import Encoder


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(Encoder().tokenizer.get_vocab())


def settings(vent: str, parser: Parser, vocabulary: Vocabulary) -> list[str]:
    back = echoes(find(parser.parse(vent)), vocabulary.knows, wary=True)
    return sorted(e.text for e in back if e.slot in ("setting", "often", "long"))


@pytest.mark.parametrize(
    ("vent", "back"),
    [
        ("He did my voice back at me. For ten minutes.", ["for ten minutes"]),
        ("Our app charges people twice. For 6 weeks.", ["for 6 weeks"]),
        ("They clapped when I left. On a Sunday.", ["on a Sunday"]),
        ("My supervisor corrected me. On my first day.", ["on your first day"]),
        ("boss asked in front of the new people how long ive been here",
         ["in front of the new people"]),
        ("he screamed at me in front of my kids", ["in front of your kids"]),
        ("a passenger called me a clown at the gate", ["at the gate"]),
        ("she told me on a recorded line that I was slow", ["on a recorded line"]),
        ("The guy yelled at me during my lunch break.", ["during your lunch break"]),
        ("some dude hung up on me five times then left a review", ["five times"]),
        ("he yelled at me three times today", ["three times"]),
    ],
)  # fmt: skip
def test_where_when_and_before_whom_is_found(
    vent: str, back: list[str], parser: Parser, vocabulary: Vocabulary
) -> None:
    assert settings(vent, parser, vocabulary) == back


@pytest.mark.parametrize(
    "vent",
    [
        "He said he'd be waiting for me in the parking lot.",  # a threat
        "he said he'd scream at me in front of everyone",  # was not done
        "I yelled at him in front of the whole store.",  # theirs
        "I sat in my car at lunch and cried.",  # another time than the call
        "She didn't yell at me in front of the team.",
        "If he yells at me in front of the team again, I quit.",
        "He told me to go back to my country.",
        "For the price of eggs.",  # what it was over
        "He called me three times to thank me.",
        "In his underwear.",
        "On the rag, he said.",
        "She did my review in the canteen. In front of whoever.",
        "we talked in the kitchen for an hour",
    ],
)
def test_what_would_put_together_what_was_not_is_left(
    vent: str, parser: Parser, vocabulary: Vocabulary
) -> None:
    assert settings(vent, parser, vocabulary) == []
