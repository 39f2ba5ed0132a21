"""Too much of a medicine is always now, and the text says that nothing is waited for."""

from __future__ import annotations

import pytest

from bot.safety.cards import CrisisCards
from bot.safety.crisis import Danger, DangerScreen
from bot.safety.lexicon import LANGUAGES

TAKEN = (
    "i took too many of my pills an hour ago i feel weird", "i swallowed a whole pack of paracetamol, what do i do",
    "i overdosed", "i think i overdosed on my meds", "i took way too many sleeping pills", "i took 30 tylenol",
    "i just took the whole bottle", "i took double my dose by accident and i feel sick",
    "i took more than i should have of my antidepressants", "accidentally took too many painkillers",
    "i ate a handful of pills", "i downed all my meds at lunch", "took like 20 ibuprofen and now my stomach hurts",
    "i swallowed all of my xanax", "had too many of my anxiety meds what now", "i took an overdose",
)  # fmt: skip
NOT = (
    "i took two painkillers and went back to work", "took too many calls today", "i overdosed on coffee",
    "i swallowed my pride", "i had to swallow a bitter pill", "he took too many of his pills last year",
    "i have taken 12 calls", "took a chill pill", "i take 3 tablets every day for my blood pressure",
    "the whole pack of them came at me in the meeting", "i overdosed on meetings", "took the whole course of antibiotics",
    "i finished the whole box of cookies", "i overdosed ten years ago, i'm fine now",
)  # fmt: skip


@pytest.fixture(scope="module")
def screen() -> DangerScreen:
    return DangerScreen.load()


@pytest.mark.parametrize("text", TAKEN)
def test_whoever_took_too_much_is_in_danger_now(screen: DangerScreen, text: str) -> None:
    found = screen.screen(text)
    assert (found.kind, found.level, found.who) == ("self_harm_self", "imminent", "self")


@pytest.mark.parametrize("text", NOT)
def test_what_is_no_overdose_or_long_ago_is_not(screen: DangerScreen, text: str) -> None:
    assert screen.screen(text).level != "imminent"


SLEEP = {"en": "sleep it off", "es": "dormir", "fr": "dormir", "de": "schlafen", "pt": "dormir", "tl": "itulog", "hi": "sone"}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_does_not_let_them_wait(language: str) -> None:
    card = CrisisCards.load().card_for(
        Danger("self_harm_self", "imminent", "self"), "us", None, language
    )
    assert SLEEP[language] in card.text
    assert card.resources[0].contact == "911"
