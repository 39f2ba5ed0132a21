"""Blame and jabs: what somebody laid at the person's door is not said back to them as true."""

from __future__ import annotations

import pytest

from bot.reading.vocabulary import Vocabulary
from bot.support.retelling.echo import echoes
from bot.support.retelling.frames import find
from bot.support.retelling.parse import Parser


def said_back(vent: str, parser: Parser, vocabulary: Vocabulary) -> str:
    return " | ".join(e.text for e in echoes(find(parser.parse(vent)), vocabulary.knows))


@pytest.mark.parametrize(
    ("vent", "never"),
    [
        ("The bill was wrong since May. Apparently it's my mess.", "mess"),
        ("I checked the order twice and I'm wasting his time, he says.", "wasting"),
        ("I asked for the order number and she asks me if any of us can read.", "read"),
        ("He wanted a refund. Had a phone that shuts itself off, one month old.", "you had"),
        ("Cancelled 12 hours out for a family emergency and got charged for it.", "you cancelled"),
        ("Had a caller refuse to talk to me for ten minutes.", "a caller refuse to"),
        ("I do phone chat for a living.", "you do"),
    ],
)
def test_what_was_laid_at_their_door_is_not_theirs(
    vent: str, never: str, parser: Parser, vocabulary: Vocabulary
) -> None:
    assert never not in said_back(vent, parser, vocabulary).lower()


@pytest.mark.parametrize(
    ("vent", "back"),
    [
        ("She put the phone down on me at nine.", "she put the phone down"),
        ("She asked me if the parcel had left the depot.", "asked"),
        ("I refunded the whole order on the spot.", "you refunded"),
    ],
)
def test_what_happened_still_is(
    vent: str, back: str, parser: Parser, vocabulary: Vocabulary
) -> None:
    assert back in said_back(vent, parser, vocabulary).lower()
