"""Lines that name the spot somebody is in: said where it is told, and nowhere else."""

from __future__ import annotations

import pytest

from bot.support.binds import binds, named, spots
from bot.support.phrase_check import problems
from bot.support.phrasebook import Phrasebook

ALL = dict.fromkeys(("manager_bullying", "verbal_abuse", "grief_stricken_customer",
                     "manager_pressure", "ethics_conflict", "metrics_pressure"), 0.9)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "spot"),
    [
        ("he yelled at me until i cried on mute and then i had to take the next call", "next-one"),
        ("I said no and my supervisor GAVE IT TO HER", "overruled"),
        ("We're not allowed to hang up on anyone.", "cant-hang-up"),
        ("i'm supposed to tell people it's the weather. it's not weather", "made-to-lie"),
        ("My lead read it out in front of the whole team", "shamed-in-public"),
        ("he believed her", "not-believed"),
    ],
)
def test_a_spot_that_is_told_is_found(text: str, spot: str) -> None:
    assert f"bind-{spot}" in spots(text, ALL)


@pytest.mark.parametrize(
    "text",
    [
        "the queue was long today and i am tired",
        "she wants to know where her parcel is",
        "my lead brought us coffee and we went home",
    ],
)
def test_nothing_is_found_where_none_is_told(text: str) -> None:
    assert not spots(text, ALL)


def test_all_of_it_must_stand_together() -> None:
    far = "My lead came in early. It rained. We had cake. The bus was late. Somebody said no. They gave it to him."
    assert "bind-overruled" not in spots(far, ALL)


def test_what_did_not_happen_is_not_named() -> None:
    text = "My lead read it out in front of the whole team"
    assert "bind-shamed-in-public" not in spots(text, {"positive_event": 0.9})


def test_good_news_alone_is_no_bind() -> None:
    found = spots("my lead backed me up too", {"supportive_colleague": 0.9})
    assert found and not named(found)


def test_every_line_is_a_phrase_of_its_spot() -> None:
    phrases = {p.text: p for p in Phrasebook.load() if p.spot}
    for bind in binds():
        for line in bind.lines:
            assert (phrases[line].spot, phrases[line].move) == (bind.id, bind.move)


def test_patterns_that_can_never_fit_are_reported() -> None:
    entry = {"id": "bind-x", "told": ["can't leave"], "lines": ["You had to stay."]}
    assert any("never fits" in p for p in problems({"phrases/binds.yaml": [entry]}))


def test_an_unknown_incident_is_reported() -> None:
    entry = {"id": "bind-x", "told": ["stay"], "incidents": ["rain"], "lines": ["You had to stay."]}
    assert any("rain" in p for p in problems({"phrases/binds.yaml": [entry]}))


@pytest.mark.parametrize(
    ("text", "theirs"),
    [
        ("it was my fault, i typed the date in wrong", True),
        ("I told him and it was totally my fault the order was late", True),
        ("so yeah it was my own mistake", True),
        ("my boss said it was my fault the client left", False),
        ("she told everyone it was my fault", False),
        ("he acted like it was all my fault", False),
        ("the customer kept yelling it was my mistake", False),
        ("he insisted that it was my mistake", False),
    ],
)
def test_a_slip_that_others_lay_at_their_door_is_not_called_theirs(text: str, theirs: bool) -> None:
    assert ("bind-my-mistake" in spots(text, ALL)) == theirs
