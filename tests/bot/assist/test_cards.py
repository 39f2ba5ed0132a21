from __future__ import annotations

import pytest

from bot.assist.cards import Cards
from bot.assist.talk import LABELS
from bot.support.guard import faults
from memory.grade import grade
from tests.bot.assist.chats import PARKING, chat


def test_four_cards_and_a_message(cards: Cards) -> None:
    made = cards.of("hotel", "pricing_and_charges", PARKING)
    assert made.label in LABELS and made.uncivil and made.danger.level == "none"
    assert made.reframe and len(made.cues) == 3 and 3 <= len(made.steps) <= 7
    assert "66120" in " ".join((*made.cues, *made.steps))
    assert "parking" in made.message.lower()
    assert 30 <= len(made.message.split()) <= 55 and grade(made.message) <= 7
    assert not faults(made.message)


def test_the_same_chat_gives_the_same_cards(cards: Cards) -> None:
    assert cards.of("hotel", "policy", PARKING) == cards.of("hotel", "policy", PARKING)


def test_no_reframe_on_the_first_message_or_when_it_is_not_needed(cards: Cards) -> None:
    assert cards.of("retail", "", chat("Where is my damn order, you clowns?")).reframe is None
    kind = chat("My lamp is broken.", "I'll send a new one today.", "That's lovely, thank you!")
    assert cards.of("retail", "product_issues", kind).reframe is None


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("I know where you work and I'm going to find you.", "elevated"),
        ("Send me a pic of you, honey, and I'll calm down.", "elevated"),
        ("Get me someone who speaks English, not some foreigner.", "none"),
        ("If you don't fix it I'm going to kill myself.", "elevated"),
    ],
)
def test_what_is_grave_is_met_and_never_reframed(cards: Cards, text: str, level: str) -> None:
    made = cards.of("telecom", "", chat("My internet is down.", "Let me check.", text))
    assert made.reframe is None and len(made.boundary) == 3
    assert len(made.cues) == 3 and 3 <= len(made.steps) <= 7
    assert made.danger.level == level or level == "none"


def test_steps_are_short_specific_and_not_done_yet(cards: Cards) -> None:
    turns = chat(
        "My phone keeps dropping calls.",
        "Sorry! Please restart the phone once, and reseat the SIM card.",
        "I already did all that. Are you kidding me?",
    )
    made = cards.of("mobile_device", "service_quality", turns)
    said = " ".join((*made.steps, *made.cues)).lower()
    assert "restart" not in said and "reseat" not in said and "sorry" not in said
    assert all(len(s.split()) < 10 for s in made.steps)


def test_what_was_offered_is_followed_up_not_offered_again(cards: Cards) -> None:
    turns = chat(
        "The $45 bag fee is wrong.",
        "You're right. I'll refund the fee within 5 business days.",
        "5 business days? Are you joking?",
    )
    made = cards.of("airline", "pricing_and_charges", turns)
    assert not any(s.startswith(("Refund", "Reverse")) for s in made.steps)
    assert any("reference" in s or "date" in s for s in made.steps)


def test_a_rep_who_snapped_is_not_praised_for_patience(cards: Cards) -> None:
    turns = chat(
        "My order is late.", "Are you deaf? I told you to wait, you idiot.", "Wow. Hurry up."
    )
    assert (
        "sharp" in cards.of("retail", "", turns).message
        or "skin" in cards.of("retail", "", turns).message
    )


def test_without_a_client_there_are_no_cards(cards: Cards) -> None:
    with pytest.raises(ValueError, match="no client"):
        cards.of("hotel", "policy", ())


def test_a_client_who_is_content_or_goes_is_asked_nothing_about_the_case(cards: Cards) -> None:
    turns = chat(
        "My lamp is broken.", "I'll send a new one by Friday.", "That works for me. Thanks!"
    )
    assert "order number" not in " ".join(cards.of("retail", "product_issues", turns).cues)
    going = chat("My lamp is broken.", "One moment.", "Forget it, I give up. Goodbye.")
    assert "later" in cards.of("retail", "product_issues", going).cues[0]


def test_what_was_given_is_not_asked_for_again(cards: Cards) -> None:
    for told in ("It's ann@example.com", "ref 77-10459", "I'm logged in, you can see my account"):
        turns = chat("You billed me twice for May.", "Could I have your account number?", told)
        made = cards.of("utilities", "pricing_and_charges", turns)
        assert "account number" not in " ".join((*made.cues, *made.steps))


def test_a_refusal_is_no_offer(cards: Cards) -> None:
    turns = chat("I canceled the order after a minute.", "Sorry, it can't be refunded.", "Why not?")
    made = cards.of("food_delivery", "policy", turns)
    assert "refund reference" not in " ".join((*made.cues, *made.steps))


def test_a_complaint_nobody_wrote_words_for_gets_plain_ones(cards: Cards) -> None:
    turns = chat("Your salesman told my grandfather he had to switch. He's 91 and he signed.")
    made = cards.of("telecom", "service_quality", turns)
    assert "Find out what went wrong, and with whom" in made.steps


@pytest.mark.parametrize(
    "text",
    [
        "I'm not giving out my PIN in a chat. You can see my account, I'm logged in.",
        "I don't take that for an answer. I want the food or my money.",
        "A branch manager told me I don't look like the owner and wouldn't serve me.",
    ],
)
def test_everyday_complaints_are_no_danger(screened: Cards, text: str) -> None:
    assert screened.of("banking", "", chat(text)).danger.level == "none"


@pytest.mark.parametrize(
    "text",
    [
        "He had one bite and his lip is swelling.",
        "The power is out and my dad's oxygen machine has battery for three hours.",
        "The stove burns yellow since yesterday and we all have headaches.",
        "If the money isn't there by Friday there won't be a me to refund.",
    ],
)
def test_danger_behind_a_complaint_is_seen(screened: Cards, text: str) -> None:
    assert "danger" in " ".join(screened.of("utilities", "", chat(text)).boundary) or (
        screened.of("utilities", "", chat(text)).danger.preempts
    )
