from __future__ import annotations

import pytest

from bot.practice.rated import tag
from bot.practice.tactics import TACTICS, Tactics


@pytest.fixture(scope="module")
def tactics() -> Tactics:
    return Tactics.load()


@pytest.mark.parametrize(
    ("text", "tactic"),
    [
        ("You should speak with a lawyer before you sign anything.", "advice"),
        ("I'm so sorry to hear about your cat.", "emotional_expression"),
        ("How long has that been going on?", "questioning"),
        ("When my brother moved out, I cried for a week as well.", "self_disclosure"),
        ("Your feelings are valid and completely understandable.", "validation"),
        ("It sounds like you've been covering for everyone since June.", "paraphrasing"),
        ("It's great that you reached out, that takes a lot of courage.", "empowerment"),
        ("They can explain which forms you will need.", "information"),
        ("I'm here for you if you need anything.", "assistance"),
    ],
)
def test_plain_cases(tactics, text, tactic):
    found = tactics.sentence(text, text)
    assert set(found) == set(TACTICS)
    assert found[tactic] >= 0.5


def test_the_same_sentence_gives_the_same_numbers(tactics):
    response = "Oh wow. That is a lot. Have you told your sister?"
    assert tactics.sentence("That is a lot.", response) == tactics.sentence(
        "That is a lot.", response
    )


def test_tag_answers_in_noughts_and_ones(tactics):
    said = tag(
        {"id": "a", "text": "Why did she leave?", "response": "Wow. Why did she leave?"}, tactics
    )
    assert set(said["tactics"]) == set(TACTICS)
    assert set(said["tactics"].values()) <= {0, 1}
    assert said["tactics"]["questioning"] == 1


def test_a_sentence_that_is_not_in_its_response_is_read_by_itself(tactics):
    assert set(tag({"text": "Why?", "response": "Something else."}, tactics)["tactics"]) == set(
        TACTICS
    )


def test_tag_needs_a_text(tactics):
    with pytest.raises(KeyError):
        tag({"response": "Hm."}, tactics)
