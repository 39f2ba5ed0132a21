"""A card comes in the language that somebody wrote in."""

from __future__ import annotations

from typing import Any

import pytest

import prompts
from bot.messages import Text
from bot.safety.cards import CrisisCards
from bot.safety.crisis import Danger
from bot.safety.lexicon import KINDS
from bot.safety.resources import OrgResources
from bot.safety.written import written_in
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


CALLER = Danger("self_harm_other", "imminent", "client")
FRIEND = Danger("self_harm_other", "elevated", "other")
HEART = Danger("medical", "imminent", "self")


def _said(cards: UrgentCards, danger: Danger, text: str, shown: bool = False) -> list[str]:
    (reply,) = cards.card(danger, "us", text, shown).replies
    assert isinstance(reply, Text)
    return reply.text.split("\n\n")


def _added(cards: UrgentCards, danger: Danger, text: str) -> list[str]:
    plain = _said(cards, danger, "")
    return [part for part in _said(cards, danger, text) if part not in plain]


@pytest.mark.parametrize(
    ("danger", "text", "holds"),
    [
        (CALLER, "she says the bottle is empty, should i stay on the line?", "yes, stay"),
        (CALLER, "he swallowed something and now he is slurring do i keep him talking", "yes, stay"),
        (CALLER, "he'll do it tonight. idk if i should call him back", "tell a lead first"),
        (CALLER, "she is on the roof, can i just hang up", "Not on your own"),
        (FRIEND, "my sister wants to die. should i call 911", "call the emergency number"),
        (HEART, "chest pain and my arm is numb, can i wait until my break", "don't wait"),
        (HEART, "chest pain down my left arm, do i drive to the er?", "Don't drive yourself"),
        (DANGER, "i swallowed 30 pills, can i just sleep it off", "Don't sleep it off"),
        (DANGER, "i want to die, will you tell my manager?", "I can't call, text or report"),
        (Danger("violence_threat", "elevated", "client"), "he'll wait for me with a knife, can i leave early", "Yes"),
        (Danger("violence_threat", "imminent", "client"), "he is yelling he'll find me, can i hang up", "Yes, at any time"),
    ],
)  # fmt: skip
def test_what_is_asked_with_it_is_answered_on_the_card(
    cards: UrgentCards, danger: Danger, text: str, holds: str
) -> None:
    (line,) = _added(cards, danger, text)
    assert holds in line and len(line.split()) <= 45


@pytest.mark.parametrize(
    ("danger", "text"),
    [
        (CALLER, "my caller took pills and went quiet"),
        (CALLER, "he asked me should i call my brother first"),
        (CALLER, "she keeps asking do i want to hang up on her"),
        (CALLER, "my caller took pills what do i do"),
        (CALLER, "why do people do this"),
        (DANGER, "i want to die, should i just do it"),
        (DANGER, "i took 20 of them, is that enough"),
        (DANGER, "quiero morir, ¿debo llamar al 112?"),
        (Danger("self_harm_self", "low", "self"), "i used to want to die, should i call someone?"),
    ],
)
def test_anything_else_leaves_the_card_as_it_is(
    cards: UrgentCards, danger: Danger, text: str
) -> None:
    if written_in(text) != "en":
        assert _said(cards, danger, text) == _said(cards, danger, text.replace("?", ""))
    else:
        assert _added(cards, danger, text) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("who", ["self", "client", "coworker", "other"])
def test_nothing_stands_before_what_saves_a_life(cards: UrgentCards, kind: str, who: str) -> None:
    danger = Danger(kind, "imminent", who)
    told, asked = "something happened", "something happened. should i call 911 or tell my lead"
    plain, parts = _said(cards, danger, told), _said(cards, danger, asked)
    assert parts[0] == plain[0]
    if danger == DANGER:
        assert "Call one of these now" in parts[1]
    shown, again = _said(cards, danger, told, True), _said(cards, danger, asked, True)
    assert again[0] == shown[0]


def test_on_the_card_the_people_stand_below(cards: UrgentCards) -> None:
    (line,) = _added(cards, FRIEND, "my friend wants to die what do i say to her")
    assert "lines below" in line
    again = _said(cards, FRIEND, "my friend wants to die what do i say to her", True)
    assert "lines above" in again[0] and again[1].startswith("I'm still here")


def test_a_card_goes_out_whatever_is_wrong_with_the_answer() -> None:
    def broken(text: str, about: str) -> str:
        raise RuntimeError

    cards = UrgentCards(CrisisCards.load(), OrgResources(), lambda text: "en", broken)
    assert _said(cards, CALLER, "can i hang up")[0]


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("my manager keeps touching me and laughs about it", "I'm Shoulder, a bot."),
        ("mein chef schreit mich jeden tag an und fasst mich an", "Ich bin Shoulder, ein Bot."),
        ("mi jefe me toca y se ríe de mí todos los días", "Soy Shoulder, un bot."),
    ],
)
def test_the_first_answer_says_last_that_this_is_a_bot(
    cards: UrgentCards, said: str, line: str
) -> None:
    danger = Danger("sexual_harassment", "elevated", "coworker")
    (first,) = cards.card(danger, "", said, first=True).replies
    (later,) = cards.card(danger, "", said).replies
    assert isinstance(first, Text) and isinstance(later, Text)
    assert first.text.startswith(later.text) and first.text.split("\n\n")[-1].startswith(line)
    assert line not in later.text


def test_a_card_that_says_so_itself_says_it_once(cards: UrgentCards) -> None:
    (reply,) = cards.card(DANGER, "", "i want to kill myself tonight", first=True).replies
    assert isinstance(reply, Text)
    assert reply.text.count("a bot") == 1
