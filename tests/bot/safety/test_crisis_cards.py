"""The fixed danger texts: a card for every case, in every language, with real people on it."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from bot.safety.cards import CrisisCards
from bot.safety.crisis import Danger
from bot.safety.lexicon import KINDS, LANGUAGES
from bot.safety.resources import COUNTRIES, OrgResources

CARDS = CrisisCards.load()
WHOS = ("self", "client", "coworker", "other")
CASES = list(product(KINDS, ("low", "elevated", "imminent"), WHOS))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_case_has_a_short_complete_card(language: str) -> None:
    for kind, level, who in CASES:
        card = CARDS.card_for(Danger(kind, level, who), "us", None, language)
        assert card.language == language
        assert 15 <= len(card.text.split()) <= 105, (card.key, len(card.text.split()))
        assert "{" not in card.text and "  " not in card.text
        assert card.pre_empts == (level != "low")
        assert ("crisis.not_meant" in dict(card.choices)) and len(card.choices) <= 4
        assert bool(card.resources) == (level != "low")


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_country_has_people_for_every_topic(country: str) -> None:
    for kind, who in product(KINDS, WHOS):
        card = CARDS.card_for(Danger(kind, "imminent", who), country)
        assert card.resources
        for resource in card.resources:
            assert resource.contact and resource.source.startswith("https://")
            assert resource.checked == "2026-11-22"
            assert resource.checked_how == "from general knowledge, not re-verified online"


def test_a_suicide_card_leads_to_the_right_number() -> None:
    numbers = {
        "us": "988",
        "ca": "988",
        "uk": "116 123",
        "ie": "116 123",
        "au": "13 11 14",
        "nz": "1737",
    }
    for country, number in numbers.items():
        card = CARDS.card_for(Danger("self_harm_self", "elevated", "self"), country)
        assert any(number in r.contact for r in card.resources)
        assert any("findahelpline.com" in r.contact for r in card.resources)


@pytest.mark.parametrize("kind", ["sexual_harassment", "workplace_harassment", "online_harassment"])
def test_harassment_never_gets_a_suicide_card(kind: str) -> None:
    for level, who, country in product(("low", "elevated", "imminent"), WHOS, COUNTRIES):
        card = CARDS.card_for(Danger(kind, level, who), country)
        shown = " ".join([card.text, *(r.name for r in card.resources)]).lower()
        assert "suicide" not in shown and "samaritans" not in shown


def test_harassment_names_ways_around_the_manager() -> None:
    org = OrgResources(
        union_or_council="works council, room 3", outside_manager_route="ethics line 5"
    )
    card = CARDS.card_for(Danger("workplace_harassment", "elevated", "coworker"), "us", org)
    assert "person who does it" in card.text and "union" in card.text and "outside" in card.text
    contacts = [r.contact for r in card.resources]
    assert contacts[:2] == ["ethics line 5", "works council, room 3"]
    assert any("eeoc" in c for c in contacts)


def test_the_centers_own_procedure_comes_first_for_a_client_in_crisis() -> None:
    org = OrgResources(crisis_procedure="Press the red button.", eap_contact="555 0100")
    card = CARDS.card_for(Danger("self_harm_other", "imminent", "client"), "us", org)
    assert card.text.startswith("Press the red button.")
    assert card.resources[0].contact == "911"
    assert card.resources[1].contact == "555 0100"


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_a_card_a_short_line_with_one_question(language: str) -> None:
    for kind, level, who in CASES:
        card = CARDS.card_for(Danger(kind, level, who), "us", None, language, already_shown=True)
        assert card.text.count("?") == 1 and len(card.text.split()) <= 30
        assert not card.resources


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_has_an_answer(language: str) -> None:
    for kind, level, who in CASES:
        danger = Danger(kind, level, who)
        for choice, label in CARDS.card_for(danger, "us", None, language).choices:
            assert label
            answer = CARDS.answer(choice.removeprefix("crisis."), danger, "us", None, language)
            assert answer.text


def test_an_organisation_can_replace_a_text_and_a_resource(tmp_path: Path) -> None:
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards" / "en.yaml").write_text(
        "cards: {self_harm_self: {text: 'Our own words.'}}", encoding="utf-8"
    )
    (tmp_path / "resources").mkdir()
    (tmp_path / "resources" / "us.yaml").write_text(
        "resources: [{name: Ours, contact: '123', for: self}]", encoding="utf-8"
    )
    cards = CrisisCards.load(tmp_path)
    card = cards.card_for(Danger("self_harm_self", "elevated", "self"), "us")
    assert card.text == "Our own words." and card.choices
    assert card.resources[0].name == "Ours"


def test_a_broken_or_missing_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="does not exist"):
        CrisisCards.load(tmp_path / "nowhere")
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards" / "en.yaml").write_text("a: [", encoding="utf-8")
    with pytest.raises(ValueError, match="not valid YAML"):
        CrisisCards.load(tmp_path)


def test_unknown_country_and_language_fall_back() -> None:
    card = CARDS.card_for(Danger("self_harm_self", "elevated", "self"), "atlantis", None, "xx")
    assert card.language == "en" and any("findahelpline.com" in r.contact for r in card.resources)


def grade(text: str) -> float:
    """Flesch-Kincaid, with vowel groups for syllables (a final silent e does not count)."""
    words = re.findall(r"[a-z']+", text.lower())
    sentences = max(1, len(re.findall(r"[.!?:]+(?:\s|$)", text)))
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", w)))) for w in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def test_english_cards_read_at_grade_seven_or_below() -> None:
    for kind, level, who in CASES:
        text = CARDS.card_for(Danger(kind, level, who)).text
        assert grade(re.sub(r"\s+", " ", text)) <= 7, text


def test_nobody_is_told_to_stay_on_a_line_that_is_dead() -> None:
    client = Danger("self_harm_other", "imminent", "client")
    gone = CARDS.card_for(client, "us", gone=True)
    assert "stay on the line" not in gone.text and "account number" in gone.text
    assert "stay on the line" in CARDS.card_for(client, "us").text
    own = Danger("self_harm_self", "imminent", "self")
    assert CARDS.card_for(own, "us", gone=True).key == CARDS.card_for(own, "us").key


def test_somebody_close_by_is_no_caller() -> None:
    for who in ("coworker", "other"):
        card = CARDS.card_for(Danger("self_harm_other", "imminent", who), "us")
        assert "emergency services now" in card.text
        assert "stay on the line" not in card.text and "lead" not in card.text
