"""Somebody needs an ambulance: safety first, no figures of speech, and no new kind outside the bot."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.safety.cards import CrisisCards
from bot.safety.crisis import Danger, DangerScreen, Opinion
from bot.safety.lexicon import LANGUAGES
from bot.safety.resources import COUNTRIES

NOW = {
    "my chest hurts and my arm is numb, i cant breathe": "self",
    "i think im having a heart attack": "self",
    "chest pain and im sweating and dizzy": "self",
    "pain in my chest going down my left arm": "self",
    "im having an allergic reaction my throat is closing": "self",
    "i can't feel my left side and i'm slurring my words": "self",
    "i need an ambulance": "self",
    "a coworker just collapsed at her desk and isnt breathing": "coworker",
    "my manager passed out on the floor and wont wake up": "coworker",
    "the guy next to me is having a seizure": "coworker",
    "my desk mate is unresponsive on the floor": "coworker",
    "my coworker is choking on his lunch": "coworker",
    "customer on the line says he's having a stroke": "client",
    "customer on the line, his wife isn't waking up": "client",
    "caller says her baby stopped breathing what do i do": "client",
    "lady on the phone says she cant breathe and her lips are blue": "client",
    "caller's toddler swallowed a battery": "client",
    "my mom isnt waking up": "other",
}
NOT = (
    "this queue gives me a heart attack", "my heart sank", "I can't breathe between calls", "I'm dying over here",
    "I almost choked when he said that", "i had a panic attack in the stairwell",
    "having a panic attack, my chest is tight and i cant breathe",
    "anxiety again, chest tight, cant breathe, hands shaking", "my chest feels heavy after that call",
    "he nearly had a heart attack when i told him the fee", "i'm having a heart attack over these numbers lol",
    "my feet are killing me and my chest hurts from laughing", "i collapsed on the couch after my shift",
    "caller had a stroke last year and wants to cancel", "the system is unresponsive again",
    "customer isnt responding to my emails", "a caller collapsed yesterday, ambulance came, she's ok",
    "we are bleeding customers", "my heart stopped when i saw the number", "the deal collapsed",
    "I was on with a dad when his little boy stopped breathing. I kept him talking.",
    "a man collapsed in the lobby, I was the only one and had to run to him",
    "the training said what to do when someone isn't breathing", "i can't wake up in the morning anymore",
)  # fmt: skip


@pytest.fixture(scope="module")
def screen() -> DangerScreen:
    return DangerScreen.load()


@pytest.mark.parametrize("text", NOW)
def test_what_cannot_wait_is_answered_at_once(screen: DangerScreen, text: str) -> None:
    found = screen.screen(text)
    assert (found.kind, found.level, found.who) == ("medical", "imminent", NOW[text])
    assert screen.harm(text).kind != "medical"


@pytest.mark.parametrize("text", NOT)
def test_figures_of_speech_panic_and_what_is_over_are_none(screen: DangerScreen, text: str) -> None:
    assert screen.screen(text).kind != "medical"


def test_a_reader_that_knows_nothing_of_it_is_not_asked() -> None:
    def calm(texts: Sequence[str]) -> Opinion:
        return Opinion(unlikely=True)

    text = "my chest hurts and my arm is numb, i cant breathe"
    assert DangerScreen.load(second_opinion=calm).screen(text).kind == "medical"


def test_other_danger_with_an_emergency_in_it_is_imminent(screen: DangerScreen) -> None:
    both = "a customer punched me in the face and my chest hurts and my arm is numb"
    assert (screen.screen(both).kind, screen.screen(both).level) == ("violence_assault", "imminent")
    own = "i took all my pills and i cant feel my left arm"
    assert screen.screen(own).kind == "self_harm_self"


def test_what_only_the_second_reader_takes_for_something_else_is_the_emergency() -> None:
    def wrong(texts: Sequence[str]) -> Opinion:
        found = Danger("violence_assault", "imminent", "client")
        return Opinion(found, sure=True, possible=True)

    screen = DangerScreen.load(second_opinion=wrong)
    assert screen.screen("my mom isnt waking up").kind == "medical"
    assert screen.harm("my mom isnt waking up").kind == "violence_assault"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", ["self", "client", "coworker", "other"])
def test_the_text_leads_to_the_emergency_number(language: str, who: str) -> None:
    cards = CrisisCards.load()
    for country in COUNTRIES:
        card = cards.card_for(Danger("medical", "imminent", who), country, None, language)
        assert card.key.startswith("medical") and card.resources
        shown = " ".join([card.text, *(r.name for r in card.resources)]).lower()
        assert "suicide" not in shown and "samaritans" not in shown
    follow = cards.card_for(Danger("medical", "imminent", who), "us", None, language, True)
    assert follow.key == "follow_up.emergency" and follow.text
