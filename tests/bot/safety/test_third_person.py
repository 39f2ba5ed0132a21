"""A caller who will hurt somebody with them: the text is about that person, not about leaving the room."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.safety.cards import CrisisCards
from bot.safety.crisis import Danger, DangerScreen, Opinion

THIRD = (
    "he says he's going to kill his wife", "a customer on the phone says he has a gun and will shoot his wife",
    "caller says he is about to shoot his wife", "the guy on the line said he's going to stab his brother right now",
    "customer says he will kill his neighbor tonight", "she told me she is gonna poison her husband",
    "caller is threatening to kill his kids", "he says hes got his wife there and he'll shoot her",
    "caller says he's holding a knife to his girlfriend", "the lady on my line wants to drown her baby",
    "a client on chat wrote that he'll burn his mother's house down with her in it",
    "customer is screaming that he is gonna strangle his roommate", "man on the phone has a gun pointed at his ex",
    "caller just said \"i'm going to shoot my wife\"",
)  # fmt: skip
NOT = (
    "caller says he is going to shoot me", "customer said he'll kill me if i dont refund",
    "customer threatened to come here and shoot everyone", "customer said he will kill my coworker",
    "he said he will hurt my kids", "he said he will find me and kill me and his wife too",
    "customer says he'll come here with a gun and shoot us", "caller says he will burn down our office",
)  # fmt: skip
FIGURES = (
    "client says he will cancel his wife's line",
    "she will kill her husband if he forgets their anniversary",
)  # fmt: skip


def shot(texts: Sequence[str]) -> Opinion:
    return Opinion(Danger("violence_threat", "imminent", "client"), sure=True, possible=True)


@pytest.fixture(scope="module")
def screen() -> DangerScreen:
    return DangerScreen.load(second_opinion=shot)


@pytest.mark.parametrize("text", THIRD)
def test_the_text_is_about_whoever_is_with_the_caller(screen: DangerScreen, text: str) -> None:
    found = screen.screen(text)
    assert (found.kind, found.level, found.who) == ("abuse_or_violence_other", "imminent", "client")
    card = CrisisCards.load().card_for(found, "us")
    assert "emergency services" in card.text and "lock" not in card.text


@pytest.mark.parametrize("text", NOT)
def test_a_threat_to_the_person_stays_one(screen: DangerScreen, text: str) -> None:
    assert screen.screen(text).kind == "violence_threat"


@pytest.mark.parametrize("text", FIGURES)
def test_figures_of_speech_are_none(text: str) -> None:
    assert not DangerScreen.load().harm(text).preempts
