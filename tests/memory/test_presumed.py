"""What a passage takes for granted, and who told of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from memory.passages import load
from memory.presumed import in_words, names, presumed, told


@pytest.mark.parametrize(
    ("shown", "fact"),
    [
        ("You don't set the fees.", "fee"),
        ("The shouting was theirs.", "shouting"),
        ("One bad survey is not you.", "score"),
        ("Put the headset down.", "phone"),
    ],
)
def test_words_give_away_what_they_presume(shown: str, fact: str) -> None:
    assert fact in in_words(shown)


@pytest.mark.parametrize(
    ("message", "facts", "not_facts"),
    [
        ("he screamed at me over a late fee", {"shouting", "fee", "phone"}, {"score"}),
        ("my boss smiles like nothing happened", {"phone"}, {"fee", "score", "delivery"}),
        ("man at the counter was rude all day", set(), {"phone", "fee"}),
        ("in the store, then on the phone, too", {"phone"}, {"refund"}),
    ],
)
def test_a_message_tells_facts(message: str, facts: set[str], not_facts: set[str]) -> None:
    found = told(message)
    assert facts <= found
    assert not not_facts & found


def test_a_passage_may_need_more_than_its_words_show() -> None:
    passage = next(p for p in load() if not presumed(p))
    assert presumed(replace(passage, needs=("fee",))) == {"fee"}
    assert "fee" in names()
