"""The digest's words and picture, from what may be told."""

from __future__ import annotations

import io
import json
import re
from dataclasses import asdict
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from PIL import Image

import prompts
from bot.crew.anonymity import Picture, Rules, Scale
from bot.crew.digest import WEEKS, Digest, Week, digest, dump, load, stands_of, weeks_until
from bot.crew.digest_picture import digest_picture, picture_words
from bot.crew.held import Stands
from memory.grade import grade

WORDS = prompts.read("crew/digest.yaml")
LOADS = prompts.read("crew/loads.yaml")
MONDAY = date(2026, 11, 23)
LEVELS = ("low", "mixed", "good")


def told(mood: str = "mixed", energy: str = "", people: int = 7, **more: Any) -> Picture:
    low = more.pop("low", None)
    scale: Any = Scale(energy) if energy else None  # type: ignore[arg-type]
    return Picture(people, more.pop("half", None), Scale(mood, low), scale, **more)  # type: ignore[arg-type]


def write(*pictures: Picture | None) -> Digest:
    """The digest of the last of these weeks."""
    weeks = {MONDAY - timedelta(weeks=n): p for n, p in enumerate(reversed(pictures))}
    return digest("Night shift", weeks_until(MONDAY, weeks), WORDS, LOADS, Rules())


ALL = [
    told(mood, energy, people, half=half, low=low, loads=loads)
    for mood, energy, (people, half, low), loads in product(
        LEVELS, ("", *LEVELS), ((7, None, None), (20, True, 1), (50, False, 3)),
        ((), ("back_to_back",), ("systems", "hours")),
    )
]  # fmt: skip


@pytest.mark.parametrize("before", [None, told("good", "low"), told()])
def test_three_sentences_and_two_things(before: Picture | None) -> None:
    for picture in ALL:
        read = write(before, picture)
        assert len(read.sentences) == 3 and len(set(read.things)) == 2
        assert all(s.count(". ") == 0 and s.endswith(".") for s in read.sentences)
        assert not re.search(r"[{}]", read.text(WORDS))


def test_it_says_what_was_told() -> None:
    read = write(told("good", "mixed"), told("low", "mixed", loads=("back_to_back", "hours")))
    who, feel, change = read.sentences
    assert who == "7 people or more took part."
    assert feel == "Most were in a low mood, and energy was mixed."
    assert change == "Next to the week before, mood is far lower and energy is about the same."
    assert read.loads.endswith("more: back-to-back calls and shift times and breaks.")
    assert not write(told()).loads
    assert set(read.things) <= set(LOADS["back_to_back"]["do"])
    assert "A side stays as it was until enough people feel otherwise" in read.text(WORDS)


def test_the_things_change_with_the_week() -> None:
    seen = set()
    for n in range(4):
        weeks = [Week(MONDAY + timedelta(weeks=n), told("low"))]
        seen |= set(digest("Night shift", weeks, WORDS, LOADS, Rules()).things)
    assert seen == set(WORDS["anyway"]["low"])


def test_no_number_but_steps_and_the_two_things_is_in_it() -> None:
    for picture in ALL:
        read = write(told(), picture)
        numbers = set(re.findall(r"\d+", " ".join((*read.sentences, read.loads))))
        assert numbers <= {str(picture.people), "10"}


def test_a_week_without_a_picture_blames_nobody() -> None:
    read = write(told(), None)
    assert read.text(WORDS) == WORDS["nothing"].format(day="Nov 23") and not read.things


def test_kept_and_read_again() -> None:
    for picture in [None, *ALL]:
        assert load(dump(picture)) == picture and stands_of(dump(picture)) is None
    for picture in ALL:
        stands = Stands(picture.mood, 2970, picture.energy, 2971, {"hours": (11, 2972)}, 2969)
        assert load(dump(picture, stands)) == picture
        assert stands_of(dump(None, stands)) == stands == stands_of(dump(picture, stands))
        assert load(json.dumps(asdict(picture))) == picture  # as it was kept before anything stood
        assert stands_of(json.dumps(asdict(picture))) is stands_of("null") is load("null") is None


def test_an_unknown_load_is_left_out() -> None:
    """One that was taken off the list after it was told."""
    assert "gone" not in write(told(loads=("gone",))).text(WORDS)


def test_words_are_easy() -> None:
    texts = [thing for load in LOADS.values() for thing in load["do"]]
    texts += [thing for options in WORDS["anyway"].values() for thing in options]
    texts += [WORDS["nothing"].format(day="Nov 3"), WORDS["about"]]
    texts += [s for picture in ALL for s in write(told("good", "low"), picture).sentences]
    hard = {text: round(grade(text), 1) for text in texts if grade(text) > 7}
    assert not hard


def test_no_load_is_about_a_person() -> None:
    about = re.compile(r"manager|boss|lead|supervisor|colleague|coworker|team ?mate", re.I)
    assert not [load["label"] for load in LOADS.values() if about.search(load["label"])]
    assert all(len(set(load["do"])) >= 3 for load in LOADS.values())


# --- the picture


def image(*pictures: Picture | None) -> Image.Image:
    weeks = {MONDAY - timedelta(weeks=n): p for n, p in enumerate(reversed(pictures))}
    return Image.open(io.BytesIO(digest_picture(weeks_until(MONDAY, weeks), WORDS["chart"]).png()))


def test_phone_width_and_small() -> None:
    for pictures in ([told()], [told("low", "good")] * 12, [told(people=50, low=2)] * 12):
        png = digest_picture(
            weeks_until(MONDAY, {MONDAY - timedelta(weeks=n): p for n, p in enumerate(pictures)}),
            WORDS["chart"],
        ).png()
        assert Image.open(io.BytesIO(png)).width == 720 and len(png) < 60_000


def test_another_level_is_another_picture() -> None:
    shown = {image(told(mood, energy)).tobytes() for mood, energy in product(LEVELS, LEVELS)}
    assert len(shown) == 9
    assert image(None, told()).tobytes() == image(told()).tobytes()
    assert image(told(), told()).tobytes() != image(told()).tobytes()


def test_the_same_in_words() -> None:
    weeks = weeks_until(MONDAY, {MONDAY: told("low", "good", 20, low=2)})
    said = picture_words(weeks, WORDS["chart"])
    assert len(weeks) == WEEKS and said.count("no picture") == 2 * (WEEKS - 1)
    assert "Nov 23 mostly low" in said and "Nov 23 mostly good" in said
    assert "20 people or more" in said and "a half to three quarters" in said
