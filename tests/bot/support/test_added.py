"""A short line that adds a fact is said back, and little else."""

from __future__ import annotations

import re

import pytest

import prompts
from bot.support.supporter import Supporter
from bot.support.talk import SupportAnswer, SupportRequest, Utterance

STORY = (
    "A man shouted at me for twenty minutes about a parcel and said I was too stupid to work there."
)
GOOD = (
    "My lead read a thank-you letter about me out loud today and everybody clapped, I'm so happy."
)


def after(supporter: Supporter, *told: str, ours: str = "That was out of line.") -> SupportAnswer:
    history = []
    for text in told[:-1]:
        history += [Utterance("user", text), Utterance("bot", ours, ("validate",))]
    return supporter.answer(SupportRequest(told[-1], tuple(history), seed=3))


@pytest.mark.parametrize(
    ("fact", "back"),
    [
        ("it was 14k", "it was 14k"),
        ("in front of my whole team", "in front of your whole team"),
        ("like 20 people", "20 people"),
        ("with his kid next to him", "his kid next to him"),
    ],
)
def test_a_fact_is_said_back(supporter: Supporter, fact: str, back: str) -> None:
    assert back in after(supporter, STORY, fact).text.lower()


def test_an_answer_to_our_question_is_taken_plainly(supporter: Supporter) -> None:
    said = after(supporter, STORY, "since monday", ours="How long has it been like that?").text
    assert "since monday" in said.lower()


@pytest.mark.parametrize(
    "fact",
    [
        "she called me a stupid cow",
        "i'm useless",
        'he said "idiot"',
        "askjdh qwe",
        "my mom died in may",
    ],
)
def test_what_hurts_to_read_is_not_said_back(supporter: Supporter, fact: str) -> None:
    said = after(supporter, STORY, fact).text.lower()
    assert not any(word in said for word in ("cow", "useless", "idiot", "qwe"))


def test_no_answer_in_mid_talk_asks_for_the_beginning(supporter: Supporter) -> None:
    for n, fact in enumerate(
        ("and then the system froze", "two of them", "by email", "friday i think")
    ):
        said = after(supporter, STORY, *[STORY] * n, fact).text
        assert "where did it start" not in said.lower()
        assert "what happened first" not in said.lower()


def test_a_whole_story_is_none_of_these(supporter: Supporter) -> None:
    story = "and then my lead put me on the late shift for it, which nobody wants, and told me to think about my tone"
    assert len(after(supporter, STORY, story).text.split()) > 12


def test_what_they_did_well_is_given_credit_for(supporter: Supporter) -> None:
    said = after(supporter, STORY, "i stayed polite the whole time", ours="What was the worst bit?")
    assert "now i can follow" not in said.text.lower()
    assert {"affirm", "reflect", "validate"} & set(said.moves)


def test_after_a_bare_fact_there_are_many_lines_and_none_is_a_verdict() -> None:
    book = prompts.read("phrases/adding.yaml")
    pools = [book["sore"]["fact"], book["sore"]["bare"], book["follow"]["sore"]]
    assert all(len(lines) >= 12 for lines in pools)
    lines = [line for pool in pools for line in pool]
    assert len(set(lines)) == len(lines)
    assert not any(
        re.search(r"no wonder|with anyone|nobody|weigh|not a small|stings", x, re.I) for x in lines
    )
    for pool in pools:  # one that asks and one that does not, for several turns
        assert 5 <= sum("?" in line for line in pool) <= len(pool) - 5
