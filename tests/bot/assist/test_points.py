from __future__ import annotations

import re

import pytest

import prompts
from bot.assist.cards import Cards
from bot.assist.chat import Chat
from bot.assist.points import points_in
from tests.bot.assist.chats import chat

OFFER = "I can offer you a $5 credit. It takes 7 to 10 days."


@pytest.mark.parametrize(
    ("rep", "said", "point"),
    [
        (OFFER, "Five dollars. Wow.", "refused_offer"),
        (OFFER, "10 days? No.", "refused_wait"),
        (OFFER, "get me your supervisor", "supervisor"),
        ("One moment.", "is a person working on it right now yes or no", "question"),
        ("One moment.", "so where do i send it then, we fly thursday", "question"),
        ("I see it was denied.", "based on WHAT", "why"),
        ("It was delivered.", "its NOT MY DOOR. that's not my door", "denied"),
        ("Please try restarting it.", "did that twice. same thing", "tried"),
        ("I see.", "i have screenshots of the chat", "proof"),
        ("I see.", "i already uploaded the receipt", "sent"),
        ("I see.", "rent is due tomorrow", "deadline"),
        ("I see.", "this is the 4th time i tell someone", "repeats"),
        ("I see.", "waive it or i close the account. just waive it", "wish"),
        ("Which branch was it?", "Elm street, around noon", "gave"),
    ],
)
def test_a_point_is_read(rep: str, said: str, point: str) -> None:
    assert point in {p.id for p in points_in(Chat(chat("Hello, I have a problem.", rep, said)))}


@pytest.mark.parametrize(
    ("rep", "said", "point"),
    [
        (OFFER, "Are you kidding me?", "question"),
        (OFFER, "Can you help me with that?", "question"),
        (OFFER, "I waited two hours in the cold.", "refused_wait"),
        (OFFER, "My number is 356789104455821.", "refused_offer"),
        ("I see.", "the manager said it was fine", "supervisor"),
        ("I see.", "nobody sent me a form", "sent"),
        ("I see.", "You have my email.", "proof"),
        ("The fee helps us plan.", "Why is it 50 dollars?", "why"),  # that reason was given
        ("Which branch was it?", "lol", "gave"),
    ],
)
def test_and_none_is_where_there_is_none(rep: str, said: str, point: str) -> None:
    assert point not in {p.id for p in points_in(Chat(chat("Hello, I have a problem.", rep, said)))}


def test_an_opener_has_few_points() -> None:
    assert points_in(Chat(chat("My blender arrived with a crack in the jar."))) == ()


def test_words_are_short_and_no_replies() -> None:
    table = prompts.read("assist/points.yaml")
    for entry in table.values():
        assert all(len(s.split()) < 10 for s in entry["steps"])
        for slot in ("ask", "look", "offer"):
            words = entry.get(slot, "")
            assert len(words.split()) <= 12 and not re.match(r"(?:I|We|Hi|Dear)\b", words)


def test_what_was_turned_down_is_not_followed_up(cards: Cards) -> None:
    turns = chat(
        "Third blender with a cracked jar.",
        "I can send another replacement right away!",
        "Did you read what I wrote? No more blenders.",
    )
    made = cards.of("retail", "resolution", turns)
    said = " ".join((*made.cues, *made.steps))
    assert "ships" not in said and "stock" not in said and "else" in said


def test_no_number_is_asked_for_once_the_file_is_open(cards: Cards) -> None:
    turns = chat("My claim is stuck.", "I see the approval on our end.", "Then call the hospital.")
    made = cards.of("health_insurance", "resolution", turns)
    assert "member ID" not in " ".join((*made.cues, *made.steps))


def test_a_promised_check_is_finished_not_started_again(cards: Cards) -> None:
    turns = chat(
        "Your guy at the desk laughed at me.", "I'll look into it.", "Just get on with it."
    )
    made = cards.of("retail", "service_quality", turns)
    assert "Finish the check you promised" in made.steps
