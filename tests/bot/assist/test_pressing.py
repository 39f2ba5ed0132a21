"""What cannot wait comes first: health, a stranger, the cold, what is about to be lost, money that is still moving."""

from __future__ import annotations

import pytest

from bot.assist.cards import Cards
from bot.assist.chat import Chat
from bot.assist.hazard import hazard_in
from tests.bot.assist.chats import chat


@pytest.mark.parametrize(
    ("before", "said", "kind"),
    [
        ("Someone's jacket is in my closet, room 12.", "I'm alone and it's 1 am.", "intruder"),
        ("A man is at my front door and says he's from you.", "He has no badge.", "intruder"),
        ("My inhalers are in the lost bag.", "I have enough for two days, not more.", "medicine"),
        ("Her heart pills never came.", "She took her last one at noon.", "medicine"),
        ("The furnace is out since Sunday.", "Our newborn is under two blankets.", "exposed"),
    ],
)
def test_two_messages_tell_of_a_hazard_together(before: str, said: str, kind: str) -> None:
    found = hazard_in(Chat(chat(before, "I'm sorry about that.", said)))
    assert found is not None and found.kind == kind


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("Somebody left my parcel at the front door.", "It rained tonight and it's wet."),
        ("My pills arrived today.", "I have two boxes left over, can I return one?"),
        ("My heating bill doubled.", "We had a baby, so we use more."),
        ("I was in the hospital in May.", "You billed me for May all the same, I used nothing."),
    ],
)
def test_and_none_where_nobody_is_at_risk(before: str, said: str) -> None:
    assert hazard_in(Chat(chat(before, "I'm sorry about that.", said))) is None


@pytest.mark.parametrize(
    ("before", "said", "first"),
    [
        (
            "My laptop is in your shop.",
            "Please don't wipe it, my notes are on it.",
            "Put it on hold",
        ),
        ("The import runs at ten.", "it'll overwrite all our files, stop it!", "Put it on hold"),
        ("My storage is full.", "It says they will be deleted on Friday!", "Put it on hold"),
        (
            "I see odd payments.",
            "he's moving my money right now, another 200 gone",
            "Stop what can",
        ),
    ],
)
def test_what_cannot_be_undone_comes_first(
    cards: Cards, before: str, said: str, first: str
) -> None:
    made = cards.of("software", "policy", chat(before, "I see the case.", said))
    steps = [s for s in made.steps if not s.startswith(("Stay calm", "Lock the", "Check what can"))]
    assert any(s.startswith(first) for s in steps[:2])
    assert "hold" in made.cues[1] or "Stop" in made.cues[1]


def test_what_is_deleted_on_purpose_is_not_held(cards: Cards) -> None:
    made = cards.of("software", "policy", chat("Hi.", "Hello!", "Please delete my account today."))
    assert not any("on hold" in s for s in made.steps)


def test_a_short_question_stands_in_their_own_words(cards: Cards) -> None:
    turns = chat("You sent my form to a doctor.", "Yes, on Monday.", "which doctor was that?")
    made = cards.of("health_insurance", "resolution", turns)
    assert 'Find the answer to "which doctor was that?"' in made.cues
    assert all(len(step.split()) < 10 for step in made.steps)


@pytest.mark.parametrize("said", ["did I ask for that?", "do you even know what that's like?"])
def test_a_question_that_wants_no_answer_is_not_looked_up(cards: Cards, said: str) -> None:
    turns = chat("You changed the hinge as well.", "The note says it was loose.", said)
    made = cards.of("retail", "pricing_and_charges", turns)
    assert not any("answer" in text.lower() for text in (*made.cues, *made.steps))


@pytest.mark.parametrize(
    ("rep", "never"),
    [
        ("The technician also replaced the hinge.", "replacement"),
        ("The deposit is non-refundable after June.", "money side"),
        ("There's a note that it needed replacing.", "replacement"),
        ("I've booked our senior technician for Monday.", "up the line"),
    ],
)
def test_the_rep_is_not_praised_for_what_others_did(cards: Cards, rep: str, never: str) -> None:
    for seed in range(6):
        turns = chat("I never asked for that.", rep, "You clowns. I'm not paying for it.")
        assert never not in cards.of("retail", "policy", turns, seed).message


def test_what_is_done_is_no_step(cards: Cards) -> None:
    turns = chat(
        "My case was closed too soon.", "I've reopened it.", "It closed again. Useless lot."
    )
    made = cards.of("software", "service_quality", turns)
    assert not any(s.lower().startswith("reopen") for s in made.steps)
    assert "eopen the" not in made.message


def test_no_problem_is_named_that_is_not_theirs(cards: Cards) -> None:
    turns = chat(
        "There's a stranger's beard hair on my new tie and a note in Welsh in the box.",
        "That's odd! Let me see.", "What am I supposed to do with the note?",
    )  # fmt: skip
    said = cards.of("retail", "policy", turns).message
    assert "return window" not in said and "trade-in" not in said and "a rule left" not in said


def test_grief_is_not_called_easy(cards: Cards) -> None:
    turns = chat(
        "My wife passed away last week and her phone is locked.",
        "I'm so sorry for your loss. Do you have her account email?",
        "I have it here, with the certificate.",
    )
    for seed in range(6):
        said = cards.of("mobile_device", "policy", turns, seed).message.lower()
        assert not any(word in said for word in ("easy kind", "easier", "kindly", "good client"))
