"""The mood picture and its words."""

from __future__ import annotations

import io
import time
from datetime import date, timedelta

import pytest
from PIL import Image

import prompts
from bot.pictures.frame import Labels
from bot.pictures.month import Day, mood_picture
from bot.pictures.spoken import mood_words
from bot.pictures.weeks import WEEKS, Week, first_monday, weeks_picture, weeks_words

TODAY = date(2026, 11, 22)
LABELS = Labels("Title", "n", "high", "middle", "low", "mood", "each", "energy", "empty")


def ago(days: int, *moods: int, energy: float = 0.0) -> Day:
    return Day(TODAY - timedelta(days=days), moods, energy)


FEW = [ago(20, 4), ago(13, 2, energy=2), ago(12, 3, energy=3), ago(5, 1, 4), ago(0, 5, energy=5)]
MANY = [ago(d, 1 + d % 5, energy=1 + d % 4) for d in range(29, -1, -1)]


def alt(days: list[Day]) -> str:
    words = prompts.read("phrases/commands.yaml")
    return mood_words(
        days, TODAY, {**words["mood"]["alt"], "mood_words": words["checkin"]["mood_words"]}
    )


def picture(days: list[Day]) -> Image.Image:
    return Image.open(io.BytesIO(mood_picture(days, TODAY, LABELS).png())).convert("RGB")


def blue(image: Image.Image) -> int:
    """How much of the picture is mood."""
    pixels = image.tobytes()
    return sum(
        1
        for i in range(0, len(pixels), 3)
        if pixels[i] < 40 and 60 < pixels[i + 1] < 110 < pixels[i + 2]
    )


@pytest.mark.parametrize("days", [[], [ago(0, 2, energy=3)], FEW, MANY])
def test_picture_is_small_sharp_and_quick(days: list[Day]) -> None:
    mood_picture(days, TODAY, LABELS).png()
    begun = time.process_time()
    png = mood_picture(days, TODAY, LABELS).png()
    assert time.process_time() - begun < 0.1
    image = Image.open(io.BytesIO(png))
    assert image.size == (720, 592) and len(png) < 40_000


def test_more_told_is_more_drawn() -> None:
    legend_only, one, few, many = (blue(picture(d)) for d in ([], [ago(0, 2)], FEW, MANY))
    assert legend_only < one < few < many


def test_gaps_are_gaps() -> None:
    together = blue(picture([ago(5, 1), ago(4, 5)]))
    apart = blue(picture([ago(6, 1), ago(4, 5)]))
    assert together > apart + 100  # the line between two days that follow each other


def test_days_outside_are_not_drawn() -> None:
    assert picture([ago(30, 3), ago(-1, 3)]).tobytes() == picture([]).tobytes()


def test_energy_alone_moves_no_dot() -> None:
    assert "energy" in alt([ago(1, 3, energy=2)]) and "energy" not in alt([ago(1, 3)])


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([], "An empty chart of your last 30 days, Oct 24 to Nov 22. No check-ins yet."),
        (
            [ago(0, 2, energy=3)],
            "A chart of your last 30 days, Oct 24 to Nov 22, with 1 check-in. "
            "Nov 22: mood 2 of 5, low (energy 3).",
        ),
        (
            FEW,
            "A chart of your last 30 days, Oct 24 to Nov 22: 6 check-ins on 5 days. "
            "Mood was between very low and very good. Nothing was told on the other 25 days. "
            "Mood by day, from 1 to 5: Nov 2 4; Nov 9 2 (energy 2); Nov 10 3 (energy 3); "
            "Nov 17 2.5 on average of 2; Nov 22 5 (energy 5).",
        ),
        (
            [ago(1, 3, 3)],
            "A chart of your last 30 days, Oct 24 to Nov 22: 2 check-ins on 1 day. "
            "Mood was so-so each time. Nothing was told on the other 29 days. "
            "Mood by day, from 1 to 5: Nov 21 3 on average of 2.",
        ),
    ],
)
def test_words_say_the_same(days: list[Day], words: str) -> None:
    assert alt(days) == words


def test_words_of_a_full_month_fit_a_platform() -> None:
    assert "on no day" in alt(MANY) and len(alt(MANY)) < 1500


# --- twelve weeks


def test_the_weeks_read_well_by_look_and_by_words() -> None:
    monday = first_monday(TODAY)
    assert monday.weekday() == 0 and (TODAY - monday).days // 7 == WEEKS - 1
    told = [Week(monday, (2, 4), 3.0), Week(monday + timedelta(weeks=WEEKS - 1), (5,))]
    picture = weeks_picture(told, TODAY, LABELS).png()
    assert picture.startswith(b"\x89PNG") and picture == weeks_picture(told, TODAY, LABELS).png()
    assert picture != weeks_picture([], TODAY, LABELS).png()
    words = prompts.read("phrases/commands.yaml")["mood"]["weeks"]["alt"]
    said = weeks_words(told, TODAY, words)
    assert "3 check-ins" in said and "3 on average, 2 to 4 (energy 3)" in said
    assert "No check-ins yet" in weeks_words([], TODAY, words)
