"""What must hold for any text: no exception, no lost level, no explosion of time."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.safety.crisis import Danger, DangerScreen
from bot.safety.lexicon import LEVELS

DANGERS = (
    "I want to die",
    "i have the pills in front of me and i am going to take them all",
    "a caller told me she is going to kill herself",
    "the customer threatened to stab me",
    "a guest punched me in the face",
    "my manager keeps touching my thigh",
    "quiero morirme",
    "je veux mourir",
    "ich will nicht mehr leben",
    "não quero mais viver",
    "gusto ko nang mamatay",
    "mujhe jeena nahi hai",
)
SAFE = (
    "The queue was long today",
    "She yelled at me about her bill",
    "I had cold pizza for lunch",
    "He wants a refund by Friday",
    "My lead was kind about it",
    "The headset broke again",
    "Tengo hambre",
    "Il fait beau",
)
OWN = (*DANGERS[:2], *DANGERS[6:])
relaxed = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@relaxed
@given(st.text(max_size=400))
def test_never_raises_and_is_deterministic(screen: DangerScreen, text: str) -> None:
    found = screen.screen(text)
    assert found == screen.screen(text)
    assert found.level in LEVELS
    assert all(0 <= a < b <= len(text) for a, b in found.cues)
    assert (found.level == "none") == (found == Danger())


@relaxed
@given(
    st.sampled_from(DANGERS),
    st.lists(st.sampled_from(SAFE), max_size=40),
    st.lists(st.sampled_from(SAFE), max_size=40),
    st.sampled_from((". ", "\n", "!! ", "; ")),
)
def test_safe_text_around_danger_never_lowers_it(
    screen: DangerScreen, danger: str, before: list[str], after: list[str], glue: str
) -> None:
    alone = screen.screen(danger)
    inside = screen.screen(glue.join([*before, danger, *after]))
    assert LEVELS.index(inside.level) >= LEVELS.index(alone.level)
    assert inside.kind == alone.kind


@relaxed
@given(st.lists(st.sampled_from(SAFE), min_size=1, max_size=60))
def test_safe_sentences_stay_safe_together(screen: DangerScreen, sentences: list[str]) -> None:
    assert screen.screen(". ".join(sentences)).level == "none"


def _hostile(screen: DangerScreen, size: int, seed: int = 5) -> list[str]:
    words = sorted({w for w in screen._lexicon.by_word}) + ["i", "to", "me", "not", ","]
    dice = random.Random(seed)
    return [
        "kill " * (size // 5),
        "a" * size,
        "i want to " * (size // 10),
        "k*" * (size // 2),
        "'" * size,
        "1" * size,
        "\u200b" * size,
        " ".join(dice.choice(words) for _ in range(size // 7))[:size],
    ]


@pytest.mark.parametrize("which", range(8))
def test_time_grows_in_step_with_length(screen: DangerScreen, which: int) -> None:
    def seconds(size: int) -> float:
        text = _hostile(screen, size)[which]
        started = time.perf_counter()
        screen.screen(text)
        return time.perf_counter() - started

    seconds(2_000)
    small = min(seconds(10_000) for _ in range(2))
    large = min(seconds(40_000) for _ in range(3))
    assert large < 12 * small + 0.2


def test_four_hundred_words_are_quick(screen: DangerScreen) -> None:
    text = ". ".join(random.Random(2).choice(SAFE) for _ in range(80)) + ". I want to die"
    times = []
    for _ in range(20):
        started = time.perf_counter()
        screen.screen(text)
        times.append(time.perf_counter() - started)
    assert min(times) < 0.015  # the best of them: what others do on this machine says nothing


@pytest.mark.parametrize("danger", OWN)
@pytest.mark.parametrize("place", [0.0, 0.5, 1.0])
def test_own_suicide_is_found_anywhere_in_two_thousand_words(
    screen: DangerScreen, danger: str, place: float
) -> None:
    dice = random.Random(7)
    filler = [dice.choice(SAFE) for _ in range(420)]
    filler.insert(int(place * len(filler)), danger)
    assert screen.screen(". ".join(filler)).kind == "self_harm_self"
