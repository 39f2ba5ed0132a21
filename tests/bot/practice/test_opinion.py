from __future__ import annotations

import pytest

from bot.practice.criteria import Criteria
from bot.practice.opinion import opinion_of
from bot.practice.turns import Turn

OPENER = Turn("seeker", "I had a terrible day. My manager overruled me in front of a customer.")


@pytest.fixture(scope="module")
def criteria() -> Criteria:
    return Criteria.load()


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("so you followed the rule and then they made you look like the bad guy", "heard"),
        ("God never gives us more than we can handle.", "dismissed"),
        ("It was a Tuesday.", ""),
    ],
)
def test_the_measure_has_an_opinion_where_it_is_sure(criteria, text, act):
    assert opinion_of(criteria, [OPENER, Turn("supporter", text)]) == act
