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


@pytest.mark.parametrize(
    ("vent", "back"),
    [
        ("My manager pulled me into a meeting over one bad survey.", "one bad survey"),
        ("the driver left the food at the wrong house", "the wrong house"),
        ("She got a bad review because of the storm.", "a bad review"),
        ("he shipped it to the wrong address twice", "the wrong address"),
        ("they moved my work best friend to the other building", "your work best friend"),
        ("i got blamed for a booking another rep lost", "a booking another rep lost"),
        ("I apologized like twenty times", "twenty times"),
        ("I'm getting yelled at for the price of eggs.", "you're getting yelled at"),
        ("a mom called about her kids formula being out of stock", "out of stock"),
        ("the new guy asked me 100 questions", "100 questions"),
        ("Raise letter came: 0.4%.", "0.4%"),
        ("she called back 6 times asking for somebody else", "she called back 6 times"),
        ("somebody mailed us a broken laptop with a note that said we can rot",
         "a broken laptop with a note"),
        ("one star on the app with my first name and \"slow in the head\"",
         "one star on the app with your first name"),
        ("Came back from leave to somebody else's name on my locker.",
         "you came back from leave to somebody else's name on your locker"),
        ("some dude hung up on me twice then left a one star review",
         "some dude hung up on you twice"),
        ("I'm proud of us.", "proud of your team"),
    ],
)  # fmt: skip
def test_a_bad_thing_is_no_bad_person(
    vent: str, back: str, parser: Parser, vocabulary: Vocabulary
) -> None:
    told = echoes(find(parser.parse(vent)), vocabulary.knows, wary=True)
    mild = echoes(find(parser.parse(vent)), vocabulary.knows)
    assert back in " | ".join(e.text for e in (*told, *mild))


@pytest.mark.parametrize(
    ("vent", "never"),
    [
        ("He told everyone I'm the wrong guy for this.", "wrong guy"),
        ("She says they hired a bad agent.", "bad agent"),
        ("I am a bad person.", "bad person"),
        ("he said I gave him the worst service", "worst service"),
        ("they think I'm useless on the phone", "useless"),
        ("I sent the wrong size twice and I feel sick about it", "wrong size"),
        ("My customer named her goat after me. Sent a picture in the chat.", "you sent"),
        ("She was yelling at me, saying I stole her money.", "stole"),
        ("he left a note that said I should quit", "should quit"),
        ("she wrote me a card saying I'm slow", "slow"),
        ("I yelled at a customer like twenty times", "yelled"),
    ],
)
def test_what_is_said_of_a_person_stays_unsaid(
    vent: str, never: str, parser: Parser, vocabulary: Vocabulary
) -> None:
    back = echoes(find(parser.parse(vent)), vocabulary.knows, wary=True, guilty=True)
    assert never not in " | ".join(e.text for e in back if e.slot != "thing")


@pytest.mark.parametrize(
    "vent",
    [
        "gave a client the wrong price and my boss has to fix it",
        "I booked them on the wrong flight and they cried",
        "I called her and sent it to the wrong house",
        "we shipped the wrong size twice",
        "told him the wrong date and he screamed at me",
    ],
)
def test_their_own_slip_is_not_told_again(
    vent: str, parser: Parser, vocabulary: Vocabulary
) -> None:
    back = echoes(find(parser.parse(vent)), vocabulary.knows, wary=True)
    told = [e.text for e in back if e.slot in ("story", "clause", "deed", "note")]
    assert not [text for text in told if "wrong" in text]
