"""What people do in mid-talk, in words that no wording foresaw. The sentences here are in no training file."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.support.act_reader import ADVICE, NONE, ActReader
from bot.support.acts import Acts
from memory.embedder import Encoder

KINDS = ("question", "say", "about_bot", "told", "eased")
READER = ActReader(Acts(), Encoder())
TAUGHT = Path(__file__).parents[3] / "training/examples"


def name(text: str, *, begun: bool = True) -> str:
    done = READER.of(text, KINDS, begun=begun)
    return done.act.name if done else ""


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("so was it me who got that one wrong or him", "my_fault"),
        ("do you reckon i'm making too much of a stupid email", "overreacting"),
        ("any chance this gets less awful after the first year", "better_ever"),
        ("does anyone at my company get to see what i type in here", "boss_see"),
        ("will they fire me over one bad survey do you think", "will_i"),
        ("feeling a tiny bit lighter now tbh", "better"),
        ("i keep going over it, i should've just transferred her", "second_guess"),
    ],
)
def test_an_act_is_known_in_other_words(text: str, act: str) -> None:
    assert name(text) == act


@pytest.mark.parametrize(
    "text",
    [
        "he goes is this your fault or the system's",
        "then the queue jumped to forty",
        "my sister picked the kids up so that was one thing less",
        "she wanted the blue one in a size that doesn't exist",
        "the bot on our website sent him to me",
        "they close at five on fridays",
        "im not allowed to hang up, three warnings first, thats the rule",
    ],
)
def test_a_part_of_the_story_is_none(text: str) -> None:
    assert name(text) == ""


def test_the_first_words_of_a_talk_are_a_story() -> None:
    text = "i keep going over it, i should've just transferred her"
    assert name(text, begun=False) == ""


def test_a_question_at_the_end_of_a_long_story_keeps_the_story() -> None:
    story = "He yelled for ten minutes over a parcel that the depot had lost and I read him the policy twice. "
    done = READER.of(f"{story}Did I handle that one wrong?", KINDS, begun=False)
    assert done is not None
    assert done.act.name == "my_fault"
    assert done.rest.startswith("He yelled")


def test_chances_sum_to_one_for_any_text() -> None:
    for text in ("", "?", "😭", "ok " * 400, "\x00\x07", "noch eine Frage"):
        chances = READER.chances(text)
        assert abs(sum(chances.values()) - 1) < 1e-3
        assert NONE in chances


def test_two_people_at_once_are_read_apart() -> None:
    texts = [
        "was i too harsh with her?",
        "who even reads these",
        "told them three times, nothing changes",
    ]
    alone = {text: max(READER.chances(text).items(), key=lambda pair: pair[1]) for text in texts}
    with ThreadPoolExecutor(6) as pool:
        for text, chances in pool.map(lambda t: (t, READER.chances(t)), texts * 40):
            assert max(chances.items(), key=lambda pair: pair[1]) == alone[text]


def test_every_act_that_is_read_has_words_or_asks_for_advice() -> None:
    acts = Acts()
    for label in READER.chances("anything"):
        act = acts.get(label)
        assert label in (NONE, *ADVICE) or (act is not None and act.replies), label


def test_what_it_was_taught_names_only_known_acts() -> None:
    labels = set(READER.chances("anything"))
    for file in sorted(TAUGHT.glob("acts_*.jsonl")):
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        assert {row["act"] for row in rows} <= labels
