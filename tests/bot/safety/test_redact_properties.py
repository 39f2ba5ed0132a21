"""Whatever is typed: no error, spans in order, and redacting twice is redacting once."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.safety.redact import Redactor
from tests.bot.safety import redact_examples as examples

REDACTOR = Redactor.load()
_EXAMPLES = examples.load()
_PIECES = st.one_of(
    st.sampled_from([w for e in _EXAMPLES for w in e.text.split()]),
    st.sampled_from(
        [
            "Mr",
            "named",
            "customer",
            "account",
            "number",
            "is",
            "order",
            "#",
            "a",
            "A",
            "[name]",
            "[card]",
            "4",
            "4471",
            "Will",
            "'s",
            ",",
            ".",
        ]
    ),
    st.integers(0, 10**19).map(str),
    st.text(max_size=6),
)
_TEXTS = st.lists(_PIECES, max_size=40).map(" ".join)


def _check(text: str) -> None:
    once = REDACTOR.redact(text)
    at = 0
    for span in once.spans:
        assert at <= span.start < span.end <= len(text)
        at = span.end
    assert all(a.end <= b.start for a, b in pairwise(once.spans))
    again = REDACTOR.redact(once.text)
    assert again.text == once.text
    assert again.spans == ()


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
def test_twice_is_once_for_mixed_words(text: str) -> None:
    _check(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_twice_is_once_for_any_text(text: str) -> None:
    _check(text)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789 -.()+/#:@,axMr'\n", max_size=120))
def test_twice_is_once_for_digits(text: str) -> None:
    _check(text)


def test_twice_is_once_for_the_examples() -> None:
    for example in _EXAMPLES:
        _check(example.text)


def test_valid_numbers_are_found_in_any_grouping() -> None:
    rng = random.Random(3)
    for kind in ("card", "iban", "ssn", "nino", "aadhaar", "phone"):
        for _ in range(200):
            value = examples.GENERATORS[kind](rng)
            text = f"then it was {value} and I was done"
            assert value not in REDACTOR.redact(text).text, (kind, value)
