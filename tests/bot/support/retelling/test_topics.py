"""Things named where no clause can be said back, and what is never named."""

from __future__ import annotations

from random import Random

import pytest

from bot.reading.vocabulary import Vocabulary
from bot.support.retelling.echo import Echo, echoes
from bot.support.retelling.frames import find
from bot.support.retelling.parse import Parser
from bot.support.retelling.retell import retellings


def named(vent: str, parser: Parser, vocabulary: Vocabulary, wary: bool = False) -> list[str]:
    said = echoes(find(parser.parse(vent)), vocabulary.knows, wary=wary)
    return [e.text for e in said if e.slot == "topic"]


@pytest.mark.parametrize(
    ("vent", "thing"),
    [
        ("couldn't do a thing about his canceled flight", "his canceled flight"),
        ("all this because of a late fee", "the late fee"),
        ("back and forth about my schedule since noon", "your schedule"),
        ("an hour about his broken laptop", "his broken laptop"),
    ],
)
def test_a_thing_is_named(vent: str, thing: str, parser: Parser, vocabulary: Vocabulary) -> None:
    assert thing in named(vent, parser, vocabulary)


@pytest.mark.parametrize(
    "vent",
    [
        "what if there was an accident",  # only thought of
        "is there a refund in the system?",
        "he talked to me like a servant",
        "I'm a doormat",
        "we sat on the phone on the floor",  # says nothing
        "her diagnosis came up again",
        "14 items and no receipt",  # a chance thing, not what it is about
        "singing it from the rooftops",
    ],
)
def test_what_says_nothing_or_judges_is_not_named(
    vent: str, parser: Parser, vocabulary: Vocabulary
) -> None:
    assert named(vent, parser, vocabulary) == []


def test_where_people_were_hurt_only_words_of_the_trade_are_named(
    parser: Parser, vocabulary: Vocabulary
) -> None:
    vent = "she yelled about the monkey and the refund"
    assert named(vent, parser, vocabulary, wary=True) == ["the refund"]


def test_where_people_were_hurt_only_work_is_counted(
    parser: Parser, vocabulary: Vocabulary
) -> None:
    vent = "31 calls since eight, and a trainee with two brain cells could do it with half a brain"
    said = echoes(find(parser.parse(vent)), vocabulary.knows, wary=True)
    counted = [e.text for e in said if e.slot in ("amount", "scrap")]
    assert any("31 calls" in text for text in counted)
    assert not any("brain" in text for text in counted)


def test_a_thing_is_not_named_again_after_the_clause_that_told_of_it() -> None:
    story = Echo("story", "he brings his laptop in every day", 0, 30, 2.0)
    topic = Echo("topic", "the old laptop", 40, 50, 0.6)
    told = retellings([story, topic], frozenset(), Random(1))
    assert not any({story, topic} <= set(r.echoes) for r in told)


@pytest.mark.parametrize(
    ("scrap", "stands"),
    [
        ("no lunch", True), ("no second break", False), ("no real break", True),
        ("31 calls since eight", True), ("two tickets in one hour", True), ("no idea", False),
        ("no way", False), ("two people", False), ("90 days", False), ("10 minutes", False),
        ("customers for nine years", False), ("the shop at 9", False), ("no warning", True),
    ],
)  # fmt: skip
def test_a_scrap_by_itself_says_what_there_was_or_was_not(scrap: str, stands: bool) -> None:
    story = Echo("story", "you took the desk at noon", 0, 20, 2.0)
    lone = Echo("scrap", scrap, 22, 40, 1.5)
    told = retellings([story, lone], frozenset(), Random(1))
    assert any(lone in r.echoes for r in told) == stands
