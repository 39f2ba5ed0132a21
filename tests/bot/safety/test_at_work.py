"""Somebody at work who threatens or hurts: the words for that, and no way through a manager."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.safety.cards import CrisisCards
from bot.safety.crisis import Danger, DangerScreen, Opinion
from bot.safety.lexicon import LANGUAGES


@pytest.mark.parametrize(
    "text",
    [
        "my manager said he'll make sure i regret it, he shoved me into the wall",
        "he grabbed my throat. he's my supervisor. he is coming back now",
        "he hit me. he is on my team, my coworker",
        "she slapped me in the face. my manager, i mean",
        "this guy grabbed me by the throat, he sits next to me",
    ],
)
def test_it_may_be_said_afterwards_or_without_a_word_for_it(text: str) -> None:
    found = DangerScreen.load().screen(text)
    assert found.kind.startswith("violence") and found.who == "coworker"


@pytest.mark.parametrize(
    "text",
    [
        "he grabbed my throat. my manager just watched",
        "a customer slapped me in the face. she is a regular",
        "he grabbed my throat. the police came and i told my lead everything about it",
    ],
)
def test_who_only_stands_by_did_not_do_it(text: str) -> None:
    assert DangerScreen.load().screen(text).who == "client"


def test_what_only_the_second_reader_finds_is_somebody_at_work_too() -> None:
    def reader(texts: Sequence[str]) -> Opinion:
        found = Danger("violence_threat", "elevated", "client")
        return Opinion(found, sure=True, possible=True)

    screen = DangerScreen.load(second_opinion=reader)
    assert screen.screen("the one who sits next to me said something").who == "coworker"
    assert screen.screen("the customer next to me said something").who == "client"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["violence_threat", "violence_assault"])
def test_now_has_a_text_of_its_own(language: str, kind: str) -> None:
    cards = CrisisCards.load()
    for level in ("elevated", "imminent"):
        mine = cards.card_for(Danger(kind, level, "coworker"), "us", None, language)
        theirs = cards.card_for(Danger(kind, level, "client"), "us", None, language)
        assert mine.text != theirs.text and "coworker" in mine.key
        assert mine.resources


@pytest.mark.parametrize("language", LANGUAGES)
def test_cornered_at_work_is_safety_first(language: str) -> None:
    danger = Danger("workplace_harassment", "imminent", "coworker")
    card = CrisisCards.load().card_for(danger, "us", None, language)
    assert card.key == "workplace_harassment.imminent"
    assert "crisis.safe" in dict(card.choices)
