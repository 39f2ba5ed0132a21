from __future__ import annotations

import re

import pytest

import prompts
from bot.assist.cards import Cards
from bot.assist.chat import Chat
from bot.assist.points import points_in
from bot.assist.talk import Line
from tests.bot.assist.chats import chat

OFFER = "I can offer you a $5 credit. It takes 7 to 10 days."


@pytest.mark.parametrize(
    ("rep", "said", "point"),
    [
        (OFFER, "Five dollars. Wow.", "refused_offer"),
        (OFFER, "10 days? No.", "refused_wait"),
        (OFFER, "get me your supervisor", "supervisor"),
        ("One moment.", "is a person working on it right now yes or no", "question"),
        ("One moment.", "so where do i send it then, we fly thursday", "ask_how"),
        ("I see it was denied.", "based on WHAT", "why"),
        ("It was delivered.", "its NOT MY DOOR. that's not my door", "denied"),
        ("Please try restarting it.", "did that twice. same thing", "tried"),
        ("I see.", "i have screenshots of the chat", "proof"),
        ("I see.", "i already uploaded the receipt", "sent"),
        ("I see.", "rent is due tomorrow", "deadline"),
        ("I see.", "this is the 4th time i tell someone", "repeats"),
        ("I see.", "waive it or i close the account. just waive it", "wish"),
        ("Which branch was it?", "Elm street, around noon", "gave"),
        ("I've noted it.", "so who do i complain to", "ask_contact"),
        ("I've ordered it.", "ok how long will that be", "ask_when"),
        ("I've ordered it.", "do i have to send the old one back first", "ask_allowed"),
        ("I've reset it.", "so what now", "ask_next"),
        ("The refund is on its way.", "and the suitcase?", "second_thing"),
        ("I booked you in for Thursday.", "i can't on thursday, i work", "refused_slot"),
        ("He'll be there in 10 minutes.", "it's been 50 and nobody came", "overdue"),
        ("I see.", "the bank says it's you, you say it's the bank", "pingpong"),
        ("Please restart the modem.", "it's on your end, the neighbors have it too", "our_side"),
        ("Would you like a refund or an exchange?", "a refund i guess", "chose"),
        ("The minimum is $30.", "oh ok that's fair", "conceded"),
        ("We offer 3, 6 or 12 months.", "6 would be good", "chose"),
        ("I found your email.", "finally. so?", "ask_next"),
        ("A supervisor has it.", "name?", "question"),
        ("I've called them.", "hello? anybody there", "waiting"),
        ("Which plan is it?", "I don't own a tablet", "denied"),
        ("I sent it to the email on file.", "that's my old email", "wrong_on_file"),
        ("I see.", "I left my scarf on the plane this morning", "left_behind"),
        ("It has lapsed.", "because you took eleven months to send it", "our_fault"),
        ("I see.", "I'd like to close the account", "wish"),
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
        ("I see.", "she laughed when i asked how to pay", "ask_how"),
        ("I see.", "the driver left my parcel in the rain", "left_behind"),
        ("I see.", "we had one apple in 14 hours", "deadline"),
        ("I see.", "the tag said 10, the register said 14", "pingpong"),
        ("I see.", "how many times do i have to say it", "ask_when"),
        (OFFER, "Keep it short please.", "refused_offer"),
    ],
)
def test_and_none_is_where_there_is_none(rep: str, said: str, point: str) -> None:
    assert point not in {p.id for p in points_in(Chat(chat("Hello, I have a problem.", rep, said)))}


def test_a_taunt_of_somebody_who_answered_is_no_silence() -> None:
    def points(said: str) -> list[str]:
        told = chat("There's a fee on my bill.", "May I have the booking number?", said)
        return [p.id for p in points_in(Chat(told, "hotel", "policy"))]

    assert "waiting" in points("Hello? Is anyone there?")
    assert "waiting" not in points("40213, for the second time. Is anyone there even awake?")


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


def test_an_answer_leaves_the_earlier_question_standing() -> None:
    turns = chat(
        "Am I covered until the end of the month?", "What's your member ID?", "It's KL 20447"
    )
    found = [p.id for p in points_in(Chat(turns))]
    assert found[:2] == ["ask_allowed", "gave"]


def test_messages_since_the_last_reply_are_read_as_one() -> None:
    turns = chat("My bill is wrong.", "It's a new account.", "When will it be fixed?")
    more = (*turns, Line("client", "I only moved across the street."))
    assert "ask_when" in {p.id for p in points_in(Chat(more))}


@pytest.mark.parametrize("domain", ["airline", "software", "food_delivery"])
def test_no_number_is_asked_for_once_the_rep_speaks_of_the_matter(
    cards: Cards, domain: str
) -> None:
    turns = chat(
        "It's still not here.", "Your request was passed on to the crew.", "And? Nothing came."
    )
    made = cards.of(domain, "resolution", turns)
    assert not any("number" in s or "email on" in s for s in (*made.cues, *made.steps))


def test_a_client_who_solved_it_is_thanked() -> None:
    cards = Cards.load()
    made = cards.of(
        "software", "resolution", chat("Never mind, I figured it out. You can close this.")
    )
    assert made.steps[0] == "Thank them for saying so"
    made = cards.of("software", "resolution", chat("Never mind the price, when is it fixed?"))
    assert made.steps[0] != "Thank them for saying so"
