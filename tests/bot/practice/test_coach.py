"""The coach: what it must never get wrong, over many conversations."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from bot.practice.coach import LEAST, MOST, Coach, Feedback
from bot.practice.moments import messages, said_back
from bot.practice.quoting import quote
from bot.practice.reading import read
from bot.practice.scenario import scenarios
from bot.practice.turns import Turn
from tests.bot.practice.test_seeker import SOUND, play
from tests.fakes.judges import FakeJudges

WAYS = {
    "good": SOUND,
    "bossy": ("You should talk to HR.", "Have you tried a walk?", "Maybe you could get a new job."),
    "bright": (
        "Don't worry, it'll be fine.",
        "At least it's over.",
        "Everything happens for a reason.",
    ),
    "mine": ("I once had that too.", "When I was new I cried a lot.", "My old boss was worse."),
    "short": ("ok", "yeah", "hm", "sure"),
    "harsh": ("stop whining", "you're pathetic"),
}


def coached(way: str) -> list[tuple[list[Turn], Feedback]]:
    coach = Coach(FakeJudges())
    return [
        (turns, coach.feedback(turns))
        for story in scenarios()
        for turns, _ in [play(story, *WAYS[way])]
    ]


@pytest.fixture(scope="module")
def all_of_them() -> dict[str, list[tuple[list[Turn], Feedback]]]:
    return {way: coached(way) for way in WAYS}


def test_length_and_word_for_word_quotations(
    all_of_them: dict[str, list[tuple[list[Turn], Feedback]]],
) -> None:
    for turns, feedback in (pair for pairs in all_of_them.values() for pair in pairs):
        said = "\n".join(t.text for t in turns)
        assert LEAST <= len(feedback.text.split()) <= MOST, feedback.text
        for words in re.findall(r'"([^"]*)"', feedback.text):
            assert words in said, feedback.text
        assert "{" not in feedback.text


def test_no_two_sound_alike(all_of_them: dict[str, list[tuple[list[Turn], Feedback]]]) -> None:
    texts = [f.text for pairs in all_of_them.values() for _, f in pairs]
    sentences = [set(re.split(r"(?<=[.!?])\s+", text)) for text in texts]
    worst = max(len(a & b) for a, b in combinations(sentences, 2))
    assert worst <= 2


@pytest.mark.parametrize(("way", "kinds"), [
    ("bossy", {"advice"}), ("bright", {"dismissing"}), ("mine", {"self"}), ("short", {"short"}), ("harsh", {"insult"}),
])  # fmt: skip
def test_the_main_miss_is_the_one(
    way: str, kinds: set[str], all_of_them: dict[str, list[tuple[list[Turn], Feedback]]]
) -> None:
    assert {f.miss.kind for _, f in all_of_them[way]} == kinds


def test_a_strength_is_true(all_of_them: dict[str, list[tuple[list[Turn], Feedback]]]) -> None:
    for turns, feedback in (pair for pairs in all_of_them.values() for pair in pairs):
        good, mine = feedback.strength, [t.text for t in turns if t.role == "supporter"]
        if good.kind == "no_advice":
            assert not any("advice" in read(text).marks for text in mine)
        elif good.kind != "stayed":
            assert any(good.quote in text for text in mine)


def test_bars_are_of_the_scores() -> None:
    (_, feedback), *_ = coached("bossy")
    assert feedback.bars == {
        "advice_giving": 10,
        "encouraging_elaboration": 0,
        "demonstrating_understanding": 0,
    }


def test_stock_sentences_read_lately_are_left_out() -> None:
    turns, _ = play(scenarios()[0], *WAYS["bossy"])
    coach = Coach(FakeJudges())
    first = coach.feedback(turns)
    assert not set(coach.feedback(turns, first.used).used) & set(first.used)


def test_nothing_to_coach() -> None:
    with pytest.raises(ValueError, match="nothing"):
        Coach(FakeJudges()).feedback([Turn("seeker", "hi")])


def test_the_words_of_strangers_make_the_line_to_try() -> None:
    turns = [
        Turn("seeker", "They passed me over for the promotion."),
        Turn("supporter", "You should quit."),
    ]
    assert "passed you over for the promotion" in Coach(FakeJudges()).feedback(turns).line


@pytest.mark.parametrize(("text", "quoted"), [
    ("That's rough.", "That's rough"),
    ('He said "no" to me.', ""),
    ("What was it like?", "What was it like?"),
    ("I think you should go to your manager and tell him, and then you should go home and sleep for a week or so",
     "I think you should go to your manager and tell him"),
    ("...", ""),
])  # fmt: skip
def test_quotations(text: str, quoted: str) -> None:
    assert quote(text) == quoted
    assert quoted in text


def test_what_a_talk_in_another_language_is_told() -> None:
    said = ("Lo siento mucho. ¿Qué pasó?", "¿Quieres contarme más?", "Estoy aquí para escucharte.")
    turns, _ = play(scenarios()[0], *said)
    feedback = Coach(FakeJudges()).feedback(turns)
    assert (feedback.miss.kind, feedback.strength.kind) == ("language", "stayed")
    assert "English" in feedback.text and LEAST <= len(feedback.text.split()) <= MOST


def test_a_question_between_insults_is_no_interest() -> None:
    turns, _ = play(scenarios()[0], "Get over yourself.", "Why him?")
    feedback = Coach(FakeJudges()).feedback(turns)
    assert feedback.miss.kind == "insult" and feedback.strength.kind == "stayed"


def test_an_earlier_image_said_back_is_no_missed_detail() -> None:
    turns, _ = play(
        scenarios()[0],
        "What was he so angry about?",
        "The hit by a truck thing, where do you feel it?",
    )
    last = messages(turns, [FakeJudges().message(turns)] * 2)[-1]
    assert said_back(last.reading.sentences[0], last)
    assert not said_back(read("How long was it?").sentences[0], last)


def test_one_line_of_advice_outweighs_general_words() -> None:
    talk = (
        "I'm so sorry. What happened?",
        "That is a lot.",
        "You should ask for a transfer.",
        "I hear you.",
    )
    turns, _ = play(scenarios()[0], *talk)
    assert Coach(FakeJudges()).feedback(turns).miss.quote == "You should ask for a transfer"


def test_advice_is_never_faulted_for_what_is_missing_in_it() -> None:
    turns, _ = play(scenarios()[0], "That must have stung.", "You can dispute it, you know.")
    miss = Coach(FakeJudges()).feedback(turns).miss
    assert miss.kind == "advice" or "dispute" not in miss.quote


@pytest.mark.parametrize(
    "said", ["", "x", "ok", "word " * 2000, "I am so sorry. " * 600, "🙂", "<b>hi</b>", '"Quoted" he said.']
)  # fmt: skip
def test_odd_supporters_get_feedback_of_the_right_length(said: str) -> None:
    turns = [
        Turn("seeker", "It was my first day."),
        Turn("supporter", "hm"),
        Turn("seeker", "Yeah."),
    ]
    turns.append(Turn("supporter", said))
    feedback = Coach(FakeJudges()).feedback(turns)
    assert LEAST <= len(feedback.text.split()) <= MOST
    whole = "\n".join(t.text for t in turns)
    assert all(words in whole for words in re.findall(r'"([^"]*)"', feedback.text))
