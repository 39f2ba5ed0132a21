"""Street addresses of many countries, and the sentences that only look as if they held one."""

from __future__ import annotations

import time

import pytest

from bot.safety.redact import Redactor
from tests.bot.safety import redact_examples as examples

FILE = examples.FILE.with_name("redact_places.jsonl")


@pytest.fixture(scope="module")
def redactor() -> Redactor:
    return Redactor.load()


@pytest.mark.parametrize("half", ["dev", "own"])
def test_marked_sentences(redactor: Redactor, half: str) -> None:
    chosen = [e for e in examples.load(FILE) if e.half == half]
    score = examples.measure(chosen, redactor.redact)
    assert len(chosen) >= 200
    assert score.recall("address") >= 0.94, score.faults
    assert score.wrong / score.words <= 0.005, score.faults


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("he's at 17/3 Leith Walk, Edinburgh EH6 8LN, no lift", "he's at [address], no lift"),
        ("it went to Flat 2b, 118 Stroud Green Road, London N4 3RP.", "it went to [address]."),
        ("RR 2 Box 118, Gallipolis, OH 45631 fails", "[address] fails"),
        ("Lindenstraße 14, 10969 Berlin again", "[address] again"),
        ("to 12 rue de la République, 69002 Lyon", "to [address]"),
        ("meet at the corner of 5th and Main then", "meet at the [address] then"),
        ("label:\nFlat 12,\nMarlborough Court,\nWestbourne Rd,\nBournemouth BH4 8AB\nand go", "label:\n[address]\nand go"),
        ("Purok 6, Barangay San Roque, Cabanatuan City and ma'am", "[address] and ma'am"),
        ("14 Oak Street, Monday as always", "[address], Monday as always"),
    ],
)  # fmt: skip
def test_the_whole_address_goes_and_nothing_else(
    redactor: Redactor, text: str, expected: str
) -> None:
    assert redactor.redact(text).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "5 star reviews", "wait at gate 12", "aisle 4", "room 214 again", "a 3 way call", "24 hour court deadline", "ward 5 was calmer",
        "floor 3 is loud", "step 2 drive safely", "1 infinite loop of calls", "a 2 TB drive", "on 14 march street parking was closed",
    ],
)  # fmt: skip
def test_numbers_that_are_no_house_stay(redactor: Redactor, text: str) -> None:
    assert redactor.redact(text).spans == ()


@pytest.mark.parametrize(
    "piece", ["Aa-", "Co. Aa ", "1 Aa, ", "flat 1, ", "SW1A 1AA ", "one hundred and "]
)
def test_a_long_text_takes_no_longer_than_its_length(redactor: Redactor, piece: str) -> None:
    text = (piece * 5000)[:10_000]
    began = time.process_time()
    redactor.redact(text)
    assert time.process_time() - began < 5
