"""A question for a way to do something gets what the library has for that, not for the story it was asked about."""

from __future__ import annotations

import pytest

from bot.support.acts import Acts, entries
from bot.support.supporter import Supporter
from bot.support.talk import Profile, SupportAnswer, SupportRequest, Utterance
from memory import passages

STORY = "A man shouted at me for half an hour about his cancelled flight and I had nothing to offer him."


def asked(supporter: Supporter, *texts: str, profile: Profile = Profile()) -> list[SupportAnswer]:  # noqa: B008
    history = [Utterance("user", STORY), Utterance("bot", "That was out of line.", ("validate",))]
    answers: list[SupportAnswer] = []
    for text in texts:
        said = supporter.answer(SupportRequest(text, tuple(history), profile, seed=2))
        ids = tuple(source.id for source in said.sources)
        history += [Utterance("user", text), Utterance("bot", said.text, said.moves, ids)]
        answers.append(said)
    return answers


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("how do i fall asleep after this", "strategy-park-the-worry"),
        ("what can i do about my hands, they won't stop", "strategy-settle-the-hands"),
        ("how can i switch off when i get home", "strategy-way-home-switch"),
        ("what do i do if that man calls again", "strategy-same-sentence-again"),
        ("any way to get them to change that rating?", "strategy-contest-the-score"),
    ],
)
def test_the_thing_that_is_asked_is_answered(supporter: Supporter, text: str, passage: str) -> None:
    (said,) = asked(supporter, text)
    assert [source.id for source in said.sources] == [passage]
    assert "•" in said.text
    assert [choice.label for choice in said.choices] == ["That helped", "Not for me"]


def test_none_comes_twice_and_then_there_are_words(supporter: Supporter) -> None:
    said = asked(supporter, *["how do i sleep tonight"] * 3)
    assert len({answer.text for answer in said}) == 3
    assert said[0].sources != said[1].sources
    assert not said[2].sources


def test_what_was_not_for_them_is_left_out(supporter: Supporter) -> None:
    profile = Profile(not_for_me=("strategy-park-the-worry",))
    (said,) = asked(supporter, "how do i sleep tonight", profile=profile)
    assert [source.id for source in said.sources] == ["strategy-end-of-shift-ritual"]


def test_a_statement_about_sleep_is_no_question(supporter: Supporter) -> None:
    (said,) = asked(
        supporter, "i haven't slept right since that call and it's getting worse every night"
    )
    assert "step" not in said.moves


def test_every_passage_that_is_named_exists_and_every_topic_has_words() -> None:
    known = {p.id for p in passages.load() if p.steps}
    topics = [act for act, _ in entries() if act.name.startswith("howto_")]
    assert topics
    for act in topics:
        assert set(act.passages) <= known, act.name
        assert act.replies and act.about, act.name


def test_what_it_is_about_is_read_from_the_question_alone() -> None:
    acts = Acts()
    topic = acts.on("howto_", "how do i say no to overtime")
    assert topic is not None and topic.name == "howto_no"
