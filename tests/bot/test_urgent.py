"""A card comes in the language that somebody wrote in."""

from __future__ import annotations

from typing import Any

import pytest

import prompts
from bot.messages import Text
from bot.safety.crisis import Danger
from bot.settings import Settings
from bot.urgent import UrgentCards

DANGER = Danger("self_harm_self", "imminent", "self")


@pytest.fixture(scope="module")
def cards() -> UrgentCards:
    return UrgentCards.load(Settings(_env_file=None))


def _texts(language: str) -> set[str]:
    found: set[str] = set()

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            found.update(str(v).strip() for k, v in node.items() if k == "text")
            for value in node.values():
                walk(value)

    walk(prompts.read(f"crisis/cards/{language}.yaml"))
    return found


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "i want to kill myself tonight"),
        ("en", "im going to end it"),
        ("en", "KMS. no lol."),
        ("de", "Ich will mich umbringen, heute Nacht."),
        ("de", "ich kann nicht mehr. die tabletten liegen schon bereit"),
        ("es", "no puedo más, quiero morirme esta noche"),
        ("fr", "je veux mourir ce soir, j'ai les médicaments"),
        ("pt", "não aguento mais, quero morrer hoje"),
        ("tl", "hindi ko na kaya, gusto ko nang mamatay"),
        ("hi", "main ab jeena nahi chahta, aaj raat sab khatam kar dunga"),
    ],
)
def test_the_card_is_in_the_language_of_the_message(
    cards: UrgentCards, language: str, said: str
) -> None:
    (reply,) = cards.card(DANGER, "", said).replies
    assert isinstance(reply, Text)
    first = reply.text.split("\n\n")[0]
    assert any(first in text for text in _texts(language))
    others = {"en", "de", "es", "fr", "pt", "tl", "hi"} - {language}
    assert not any(first in text for other in others for text in _texts(other))
