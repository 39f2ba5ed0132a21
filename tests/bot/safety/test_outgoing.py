"""What stays behind when text leaves the machine: names and numbers however they are typed, and little else."""

from __future__ import annotations

import time

import pytest

from bot.safety.outgoing import masked
from bot.safety.outgoing_words import everyday
from bot.safety.redact import Redactor
from bot.safety.veil import veiled
from tests.bench.planted import planted


@pytest.fixture(scope="module")
def redactor() -> Redactor:
    return Redactor.load()


def test_what_is_planted_stays_here(redactor: Redactor) -> None:
    """The development set: `python -m tests.bench outgoing` measures on another author's."""
    messages = planted()
    assert len(messages) >= 300
    leaks = [m.leaks(veiled(m.text, redactor.redact(m.text).spans).text) for m in messages]
    assert sum(map(bool, leaks)) <= 3


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("and then quisenberry hung up", "and then [name] hung up"),
        ("EUSTACE SCREAMED AT ME FOR AN HOUR", "[name] SCREAMED AT ME FOR AN HOUR"),
        ("Chase called me useless.", "[name] called me useless."),
        ("his name is chase and he is not", "his name is [name] and he is not"),
        ("I like to chase my tail.", "I like to chase my tail."),
        ("so I told Pieter van der Houten no", "so I told [name] no"),
        ("Mrs. Thistlewood and mrs thistlewood", "[name] and [name]"),
        ("the code is 314, he said", "the code is [code], he said"),
        ("password Maple#Leaf77, in the chat", "password [code], in the chat"),
        ("born 14 March 1961, he said", "born [number], he said"),
        ("meant for Flat 12c, not us", "meant for [address], not us"),
        ("110 Main he said, just 110 Main", "[address] he said, just [address]"),
        ("He was rude. Will that ever end? I can't.", "He was rude. Will that ever end? I can't."),
        ("this custmer recieved teh wrong parcle", "this custmer recieved teh wrong parcle"),
        ("my CSAT and my QA score, on BILLING", "my CSAT and my QA score, on BILLING"),
    ],
)  # fmt: skip
def test_it_is_names_and_numbers_that_stay(redactor: Redactor, text: str, sent: str) -> None:
    assert masked(text) == sent


def test_back_comes_what_was_typed(redactor: Redactor) -> None:
    text = "quisenberry from 110 Main says I'm slow"
    veil = veiled(text, redactor.redact(text).spans)
    assert "quisenberry" not in veil.text and "110" not in veil.text
    assert veil.back(veil.text) == text


@pytest.mark.parametrize(("word", "known"), [("refunded", True), ("unfair", True), ("headsets", True), ("quisenberry", False), ("ravindra", False)])  # fmt: skip
def test_endings_do_not_make_a_name(word: str, known: bool) -> None:
    assert everyday().has(word) is known


def test_a_long_message_does_not_take_long() -> None:
    text = "then kwabena from wexford avenue rang about order 7730215 again. " * 180
    begun = time.process_time()
    masked(text)
    assert time.process_time() - begun < 2
