"""What goes on with a danger told before raises no other card; what is new still does."""

from __future__ import annotations

import pytest

from bot.safety.crisis import Danger, DangerScreen, Opinion
from bot.safety.thread import goes_on, hung_up

GROPED = "my supervisor grabbed my breast in the elevator"
DESPAIR = "i want to kill myself"
COLLAPSED = "marta next to me collapsed and isnt breathing"
FRIEND = "my coworker ben told me he wants to end his life"
INTENT = Danger("violence_threat", "elevated", "self")
OWN = Danger("self_harm_self", "elevated", "self")
CALLER = Danger("self_harm_other", "imminent", "client")


def read(text: str, seen: Danger, *context: str) -> Danger:
    """As if the second reader, which sees one message at a time, were sure of `seen` there and of nothing elsewhere."""

    def opinion(texts: tuple[str, ...]) -> Opinion:
        return (
            Opinion(seen, sure=True, possible=True) if texts[-1] == text else Opinion(possible=True)
        )

    return DangerScreen.load(second_opinion=opinion).screen(text, context)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "seen", "before"),
    [
        ("do they send the cops to my flat", INTENT, DESPAIR),
        ("if i call them will anyone come to my door", INTENT, DESPAIR),
        ("would my boss know that i was the one who told HR", INTENT, GROPED),
        ("perhaps im reading too much into it", OWN, GROPED),
        ("should i go to the police with that", INTENT, GROPED),
        ("do i need a witness for it", INTENT, GROPED),
        ("she breathes again, the medics took her", CALLER, COLLAPSED),
    ],
)
def test_the_thread_keeps_its_subject(text: str, seen: Danger, before: str) -> None:
    assert read(text, seen).preempts  # nothing was told before: it may well be a danger of its own
    assert not read(text, seen, before).preempts
    assert not read(text, seen, before, "ok", "i dont know", "thanks").preempts


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("i cant live like this anymore, what do i do", OWN),
        ("would anyone even miss me", OWN),
        ("how many of them would it take", OWN),
        ("what if i just wasnt here tomorrow", OWN),
        ("hes waiting outside my flat. do i call the police", INTENT),
        ("should i bring my gun to work tomorrow", INTENT),
        ("i took all of my pills, will they know", OWN),
        ("maybe everybody is better off", OWN),
        ("im so tired of being alive", OWN),
    ],
)
def test_what_is_new_is_heard(text: str, seen: Danger) -> None:
    assert read(text, seen, GROPED).preempts


def test_one_s_own_wish_is_heard_after_any_danger_in_whatever_words() -> None:
    assert read("what is there left to do", OWN, GROPED).preempts
    assert not read("what is there left to do", INTENT, GROPED).preempts
    for text in (DESPAIR, "im going to end it tonight"):
        assert read(text, OWN, GROPED, "will he find out it was me").preempts


def test_a_thread_does_not_move_on_by_its_own_questions() -> None:
    """What the second reader alone takes for another danger is no subject for the next message."""
    asked = "will they send somebody to my house"
    screen = DangerScreen.load(
        second_opinion=lambda texts: Opinion(INTENT, sure=True, possible=True)
    )
    assert not screen.screen("and who hears of it", (DESPAIR, asked)).preempts


@pytest.mark.parametrize(
    "text", ["is he breathing", "she isnt breathing now", "they took his pulse, nothing"]
)
def test_nothing_ends_by_mistake(text: str) -> None:
    assert goes_on(text) != "ends"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ('i texted him "are you thinking about suicide" and he said yes', "other"),
        ("i asked her straight out if she wants to end her life. she said yeah", "other"),
        ("i asked the caller if he is suicidal and he said yes", "client"),
    ],
)
def test_a_question_put_to_somebody_is_about_them(text: str, who: str) -> None:
    found = read(text, OWN)
    assert (found.kind, found.level, found.who) == ("self_harm_other", "imminent", who)


@pytest.mark.parametrize(
    "text",
    [
        "he asked me are you suicidal and i said yes",
        "i was asked do you want to die and i said yeah",
        "i asked myself if i should kill myself and i think yes",
        "i asked him if he is ok. i want to kill myself",
    ],
)
def test_a_question_put_to_the_person_is_about_the_person(text: str) -> None:
    assert read(text, OWN).kind == "self_harm_self"


def test_whose_suicide_it_is_stays_known_where_no_caller_is_named() -> None:
    assert read("he swallowed all the pills", CALLER, FRIEND).who == "coworker"
    assert read("the caller swallowed all the pills", CALLER, FRIEND).who == "client"


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("she said she'd swallow them and then hung up", True),
        ("he cried, the line went dead", True),
        ("the chat is closed now", True),
        ("he'll do it when we hang up", False),
        ("she hasnt hung up yet", False),
        ("should i hang up on him", False),
        ("hes still on the line", False),
    ],
)
def test_it_is_known_when_nobody_is_on_the_line(text: str, gone: bool) -> None:
    assert hung_up(text) is gone


def test_pills_are_theirs_where_somebody_is_named() -> None:
    screen = DangerScreen.load()
    assert screen.screen("the caller swallowed all the pills").who == "client"
    told = "a lady on the line said she has a box of pills and is going to swallow them"
    assert screen.screen(told).who == "client"
    for text in (
        "she left. pills are here and im going to swallow them",
        "just swallowed all the pills",
        "he left me and i swallowed all the pills",
    ):
        assert screen.screen(text).kind == "self_harm_self"
