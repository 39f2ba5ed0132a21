"""What the words of a check-in mean."""

from __future__ import annotations

import pytest

from bot.commands.checkin_words import Told, parse


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ("2 tired", Told(2, tags=("tired",))),
        ("two exhausted", Told(2, tags=("tired",))),
        ("٢ tired", Told(2, tags=("tired",))),
        ("2/5, tired and angry!", Told(2, tags=("tired", "angry"))),
        ("2 tired the printer broke", Told(2, tags=("tired",), note="the printer broke")),
        ("2 tired of this queue", Told(2, tags=("tired",), note="tired of this queue")),
        ("5 great day", Told(5, tags=("happy",), note="great day")),
        ("1 he yelled\0 at me", Told(1, note="he yelled at me")),
        ("3 energy 4", Told(3, energy=4)),
        ("2 \u202eevil", Told(2, note="evil")),
        ("", Told()),
    ],
)
def test_words(args: str, told: Told) -> None:
    assert parse(args) == told


def test_a_huge_note_is_cut() -> None:
    assert len(parse("2 " + "word " * 50_000).note) <= 500
