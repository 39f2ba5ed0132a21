"""Whoever says plainly that they want to die, or hurt themselves, is heard: in seven languages, wherever it stands."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.safety.crisis import Danger, DangerScreen, Opinion

DATA = Path(__file__).parents[2] / "data"
ROWS = [
    json.loads(line)
    for name in ("danger_explicit_dev.jsonl", "danger_explicit_test.jsonl")
    for line in (DATA / name).read_text(encoding="utf-8").splitlines()
]
HEARD = [r["text"] for r in ROWS if r["want"] == "explicit" and not r["known_miss"]]
CALM = (
    "the queue was long and the kettle broke",
    "we closed forty tickets and then had soup",
    "the new headset hums a little",
    "my bus was late and the office was cold",
)


def heard(screen: DangerScreen, text: str) -> bool:
    found = screen.screen(text)
    return found.kind == "self_harm_self" and found.who == "self" and found.preempts


@pytest.mark.parametrize("language", sorted({r["language"] for r in ROWS}))
def test_every_plain_statement_is_heard(screen: DangerScreen, language: str) -> None:
    texts = [
        r["text"]
        for r in ROWS
        if r["want"] == "explicit" and r["language"] == language and not r["known_miss"]
    ]
    assert len(texts) >= 80
    assert [text for text in texts if not heard(screen, text)] == []


def test_what_is_known_to_be_missed_is_a_handful() -> None:
    assert sum(r["known_miss"] for r in ROWS) <= 0.02 * len(HEARD)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(HEARD),
    st.integers(0, 120),
    st.integers(0, 120),
    st.sampled_from([". ", "\n\n"]),
)
def test_its_place_in_a_long_text_does_not_matter(
    screen: DangerScreen, text: str, before: int, after: int, stop: str
) -> None:
    calm = [CALM[i % len(CALM)] for i in range(before + after)]
    assert heard(screen, stop.join([*calm[:before], text, *calm[before:]]))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(HEARD))
def test_capitals_accents_and_curly_quotes_do_not_matter(screen: DangerScreen, text: str) -> None:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    assert heard(screen, text.upper())
    assert heard(screen, bare)
    assert heard(screen, text.replace("'", "’"))


def test_another_danger_does_not_take_its_place(screen: DangerScreen) -> None:
    threat = Danger("violence_threat", "imminent", "client")
    sure = DangerScreen(screen._lexicon, lambda texts: Opinion(threat, sure=True, possible=True))
    assert sure.screen("he said he'd wait outside. i want to die").kind == "self_harm_self"


def test_what_somebody_else_said_is_not_taken_for_the_persons_own(screen: DangerScreen) -> None:
    assert screen.screen("the customer wrote i want to die").kind == "self_harm_other"
    assert heard(screen, "she told me no again i want to die")
