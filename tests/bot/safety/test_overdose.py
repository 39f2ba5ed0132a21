"""Too much of a medicine is always now, and the text says that nothing is waited for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest

from bot.safety.cards import CrisisCards
from bot.safety.crisis import Danger, DangerScreen, Opinion, SecondOpinion
from bot.safety.lexicon import LANGUAGES
from bot.safety.settled import dose

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


EVERYDAY = (
    "i took my pills this morning", "took my meds with breakfast like every day", "i already took my tablets before work",
    "ok i took my thyroid pills this morning", "i take my meds every morning", "i took my medicine as prescribed",
    "took my antidepressants this morning as always", "i took my insulin before my shift",
)  # fmt: skip
NO_EVERYDAY = (
    "i took my pills", "i just took my pills", "i took the pills this morning", "i took all my pills this morning",
    "i took my pills tonight", "i took my pills this morning, all of them", "i took my pills this morning and i feel weird",
    "took my pills this morning, it won't be long", "i took 20 of my pills this morning", "i took my whole bottle of pills this morning",
    "i took my pills this morning goodbye everyone",
)  # fmt: skip
BEFORE = (
    "i want to die", "kms lol", "i can't do this anymore", "i'm so tired of everything", "i said my goodbyes",
    "my caller says he will kill himself", "i cut myself again", "i took too many of my pills",
)  # fmt: skip


@cache
def _read_by(second: SecondOpinion | None = None) -> DangerScreen:
    return DangerScreen.load(second_opinion=second)


def _alarmed(texts: Sequence[str]) -> Opinion:
    sure = "pills" in texts[-1] or "meds" in texts[-1] or "note" in texts[-1]
    return Opinion(Danger("self_harm_self", "elevated", "self"), sure=sure, possible=sure)


@pytest.mark.parametrize("text", EVERYDAY)
def test_a_dose_as_on_any_day_is_none(text: str) -> None:
    assert dose(text)
    screen = _read_by(_alarmed)
    assert screen.screen(text).level == "none"
    assert screen.screen(text, ("long queue today", "the printer is broken")).level == "none"


@pytest.mark.parametrize("text", NO_EVERYDAY)
def test_any_sign_of_more_than_a_dose_is_now(text: str) -> None:
    assert not dose(text)
    found = _read_by(_alarmed).screen(text)
    assert (found.kind, found.level) == ("self_harm_self", "imminent")


@pytest.mark.parametrize("before", BEFORE)
def test_after_any_word_of_dying_it_is_no_dose(before: str) -> None:
    screen = _read_by(_alarmed)
    found = screen.screen("i took my pills this morning", (before, "ok", "hm"))
    assert (found.kind, found.level) == ("self_harm_self", "imminent")


def test_nor_after_what_only_the_second_reader_heard() -> None:
    screen = _read_by(_alarmed)
    assert screen.screen("i took my pills this morning", ("the note is on the table",)).preempts
