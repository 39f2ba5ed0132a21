"""Messages that say only who is there now bring no danger."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import pytest

from bot.safety.crisis import Danger, DangerScreen, Opinion, SecondOpinion
from bot.safety.settled import broods, calm, dreads, hearsay, of_job, quits, settled


@pytest.mark.parametrize(
    "text",
    [
        "im with my mom now", "My sister is here.", "she's here", "I'm safe now", "thanks so much",
        "ok i called my brother", "he's making me tea", "my hands won't stop shaking",
    ],
)  # fmt: skip
def test_who_is_there(text: str) -> None:
    assert settled(text)


@pytest.mark.parametrize(
    "text",
    [
        "im with my mom now but i still want it", "my sister is not here", "im not safe",
        "he is here with a gun", "she's here and i have the pills", "thanks for everything, goodbye",
        "they are coming for me", "my ex is here", "my hands are shaking and i have the pills", "i wont do anything until tonight",
    ],
)  # fmt: skip
def test_anything_more_is_read_like_all_else(text: str) -> None:
    assert not settled(text)


def test_only_the_second_reader_is_not_asked() -> None:
    asked: list[Sequence[str]] = []

    def alarmed(texts: Sequence[str]) -> Opinion:
        asked.append(texts)
        return Opinion(Danger("self_harm_self", "imminent", "self"), sure=True, possible=True)

    screen = DangerScreen.load(second_opinion=alarmed)
    assert screen.screen("im with my mom now", ("i want to die",)).level == "none" and not asked
    assert screen.screen("im with nobody now", ("i want to die",)).level == "imminent"
    assert screen.screen("i want to die").preempts


@pytest.mark.parametrize(
    "text",
    [
        "im at home now. on my own. door locked", 
        "alright, ill try that tomorrow. and how do i keep calm myself", "ok i will try that when i get home",
        "so how do i keep myself from yelling back", "how do i stop myself from crying on calls",
        "i keep thinking about that call", "i dont want to think about work anymore", "i guess ill survive",
        "my hands wont stop shaking", "i need to get myself together before the next one",
        "got home ok, locked the door, feet up",
    ],
)  # fmt: skip
def test_everyday_answers(text: str) -> None:
    assert calm(text)


@pytest.mark.parametrize(
    "text",
    [
        "im home alone door locked and i have the pills", "ill do it tonight", "ill try again tonight",
        "i keep thinking about ending it", "i cant stop thinking about dying", "how do i stop",
        "how do i keep going", "how do i stop living", "how do i keep myself from hurting myself",
        "im on the roof now", "in the bathroom now with a razor", "i dont want to think anymore",
        "im home now and he is outside", "how do i stop wanting it",
    ],
)  # fmt: skip
def test_what_may_be_meant_otherwise_is_no_everyday_answer(text: str) -> None:
    assert not calm(text)


def test_an_everyday_answer_is_one_only_where_nothing_came_before() -> None:
    def alarmed(texts: Sequence[str]) -> Opinion:
        return Opinion(Danger("self_harm_self", "imminent", "self"), sure=True, possible=True)

    screen = DangerScreen.load(second_opinion=alarmed)
    said = "im at home now. on my own. door locked"
    assert screen.screen(said).level == "none"
    assert screen.screen(said, ("i want to die",)).preempts
    assert screen.screen(said, ("thanks", "i want to die", "ok thanks")).preempts


@pytest.mark.parametrize(
    "text",
    [
        "i'll try the pills", "gonna try the belt now", "i might try the bridge tonight", "in the car in the garage",
        "how do i stop my husband punching me", "how do i stop my boss forcing me to kiss him",
        "how do i stop myself from taking them all", "how do i stop the urge to swallow them",
        "how do i keep myself from stabbing my manager", "ill try that tomorrow and end it", "i keep thinking about it",
    ],
)  # fmt: skip
def test_nothing_that_may_be_danger_is_an_everyday_answer(text: str) -> None:
    assert not calm(text) and not settled(text)


def test_after_any_danger_nothing_is_an_everyday_answer() -> None:
    def alarmed(texts: Sequence[str]) -> Opinion:
        return Opinion(Danger("self_harm_self", "elevated", "self"), sure=True, possible=True)

    screen = DangerScreen.load(second_opinion=alarmed)
    assert screen.screen("i guess ill manage").level == "none"
    before = ("a customer said he is coming to kill me tonight",)
    assert screen.screen("i guess ill manage", before).level == "elevated"


@pytest.mark.parametrize(
    "word",
    [
        "and",
        "so",
        "ok",
        "im",
        "now",
        "well",
        "hm",
        "thanks",
        "i",
        "how do i",
        "it was",
        "its just",
        "i was",
        "im just",
        "really",
        "no",
        "im ok",
        "i feel",
        "i never",
        "i think",
        "haha",
        "i promise",
        "not",
        "all right",
        "i feel better",
    ],
)
def test_a_word_again_and_again_takes_no_time(word: str) -> None:
    """An exponential one would take longer than the universe is old."""
    assert not calm(f"{word} " * 60 + "zq")
    assert not settled(f"{word} " * 60 + "zq")


NOTHING_NEW = (
    "no im not gonna do anything. i just think it sometimes", "yes im safe. i have not told anyone before",
    "its just a thought, i would never", "im ok, promise", "i meant it as a joke", "i didnt mean it like that",
    "no i have no plan", "i never told anyone this", "yes i am safe", "sorry i was being dramatic", "ok i feel better. thx",
    "nah just a figure of speech lol", "figure of speech, ground floor anyway", "im fine, i promise i wont do anything",
    "no, i would never do that", "lol i was kidding", "sorry, i didnt mean that literally", "no im not going to do it",
)  # fmt: skip
GRAVER = (
    "i have a plan", "i have the pills here", "i mean it", "i'll do it tonight", "im not safe", "i lied, im not safe",
    "i took them", "im not gonna tell anyone, im just going to do it", "figure of speech, no it isnt, i mean it", "im not joking",
    "no im not kidding, i mean it", "yes, tonight", "yes i am", "no im not gonna do anything yet", "it was not a joke",
    "no im not gonna do anything until my kids are asleep",
)  # fmt: skip


@pytest.fixture(scope="module")
def alarmed() -> DangerScreen:
    def sees(texts: Sequence[str]) -> Opinion:
        return Opinion(Danger("self_harm_self", "elevated", "self"), sure=True, possible=True)

    return DangerScreen.load(second_opinion=sees)


@pytest.mark.parametrize("text", [t for t in NOTHING_NEW if "as a joke" not in t])
def test_what_says_that_nothing_will_happen_brings_no_second_text(
    alarmed: DangerScreen, text: str
) -> None:
    assert not alarmed.screen(text, ("i want to die",)).preempts


@pytest.mark.parametrize("text", GRAVER)
def test_what_is_graver_does(text: str) -> None:
    assert DangerScreen.load().screen(text, ("i want to die",)).level == "imminent"


@pytest.mark.parametrize(
    "text", ["i would never be missed", "i wont wake up tomorrow", "i think it sometimes, that i should not be alive"]
)  # fmt: skip
def test_what_only_begins_like_that_is_read(text: str) -> None:
    assert not settled(text)


LIGHTER = "when i think about leaving i feel lighter"


def test_thoughts_of_leaving_are_of_the_job_where_the_talk_is() -> None:
    assert quits(LIGHTER) and of_job("i am thinking of quitting") and not of_job("i feel so heavy")
    assert not quits("when i think about leaving this world i feel lighter")

    def sees(texts: Sequence[str]) -> Opinion | None:
        return (
            Opinion(Danger("self_harm_self", "elevated", "self"), True, True)
            if texts[-1] == LIGHTER
            else None
        )

    screen = DangerScreen.load(second_opinion=sees)
    assert screen.screen(LIGHTER, ("i am thinking of quitting",)).level == "none"
    assert screen.screen(LIGHTER, ("i feel so heavy",)).preempts
    assert screen.screen(LIGHTER, ("i hate my job", "i want to die")).preempts


@pytest.mark.parametrize(
    "text", ["i asked if the shaking is normal", "i wouldnt change anything i just want to go home", "i just want to go home and sleep"]
)  # fmt: skip
def test_more_everyday_answers(text: str) -> None:
    assert calm(text)


def test_a_long_row_of_such_words_is_read_quickly() -> None:
    assert not settled("just really sorry i was " * 8 + "x")


@cache
def _read_by(second: SecondOpinion | None = None) -> DangerScreen:
    return DangerScreen.load(second_opinion=second)


def _alarmed(texts: Sequence[str]) -> Opinion:
    """A second reader that takes everything for a wish to die."""
    return Opinion(Danger("self_harm_self", "elevated", "self"), sure=True, possible=True)


def _deadly(texts: Sequence[str]) -> Opinion:
    """A second reader that takes every word of dying for a wish to die."""
    return _alarmed(texts) if re.search(r"\bdie\b|make it", texts[-1]) else Opinion()


CALLED = [
    "caller wont stop calling me back", "this customer keeps calling about a refund", "same guy doesn't stop ringing",
    "she keeps calling me back and asking for a manager", "a caller just won't quit calling the line today",
]  # fmt: skip
CALLED_OTHERWISE = [
    "my ex keeps calling me", "he keeps calling me at home", "he keeps calling and he knows where i live",
    "caller keeps calling me a whore", "he keeps calling my daughter", "she won't stop calling and saying she'll jump",
]  # fmt: skip


@pytest.mark.parametrize("text", CALLED)
def test_a_caller_who_calls_again_is_no_harassment(text: str) -> None:
    assert calm(text)
    assert _read_by(_alarmed).screen(text).level == "none"


@pytest.mark.parametrize("text", CALLED_OTHERWISE)
def test_whoever_is_after_the_person_is_heard(text: str) -> None:
    assert not calm(text)


BROODING = [
    "i keep thinking about the woman i hung up on", "cant stop wondering about the man i transferred",
    "i cant stop thinking about that old lady i put on hold this morning", "i keep thinking about the guy who hung up on me",
]  # fmt: skip
BROODING_OTHERWISE = [
    "i keep thinking about the bridge", "i keep thinking about the man i hung up on and that i should be dead",
    "i keep thinking about the guy who did it", "i keep thinking about the girl i lost", "i keep thinking about the pills",
]  # fmt: skip


@pytest.mark.parametrize("text", BROODING)
def test_a_caller_who_goes_round_in_the_head_is_no_wish_to_die(text: str) -> None:
    screen = _read_by(_alarmed)
    assert broods(text)
    plain = _read_by()
    for before in ((), ("the caller said he will kill himself",)):
        assert plain.screen(text, before).level == "none"
    assert screen.screen(text).level == "none"


@pytest.mark.parametrize("text", BROODING_OTHERWISE)
def test_what_else_goes_round_in_the_head_is_read(text: str) -> None:
    assert not broods(text)
    assert _read_by(_alarmed).screen(text).preempts


def test_whoever_wished_to_die_is_read_when_they_brood() -> None:
    screen = _read_by(_alarmed)
    assert screen.screen("i keep thinking about the man i hung up on", ("i want to die",)).preempts


@pytest.mark.parametrize(
    "text",
    [
        "my roommate says it's nothing serious", "google says thats fine as long as i dont drink",
        "my buddy reckons ill be ok", "he said its only dangerous with alcohol", "the box says it's safe",
    ],
)  # fmt: skip
def test_what_others_make_of_it(text: str) -> None:
    assert hearsay(text)
    screen = _read_by(_alarmed)
    assert screen.screen(text).level == "none"
    found = screen.screen(text, ("i took 15 paracetamol",))
    assert (found.kind, found.level, found.who) == ("self_harm_self", "imminent", "self")


@pytest.mark.parametrize(
    "text",
    [
        "my friend says it's fine to die", "my husband says im bad", "my boss says i'm nothing",
        "my mate says he wants to die", "my mate says its not enough to kill me", "he says its my fault",
    ],
)  # fmt: skip
def test_what_others_say_otherwise_is_read(text: str) -> None:
    assert not hearsay(text)


@pytest.mark.parametrize(
    ("before", "text", "kind", "who"),
    [
        ("my chest hurts and my left arm is numb", "oh god will i die", "medical", "self"),
        ("im having an allergic reaction, throat closing", "am i going to make it", "medical", "self"),
        ("i cant feel my left side", "i dont want to die here", "medical", "self"),
        ("my coworker just collapsed", "is she going to die", "medical", "coworker"),
        ("caller says her baby stopped breathing", "please, will it make it", "medical", "client"),
        ("i swallowed all my pills", "am i going to die from this", "self_harm_self", "self"),
    ],
)  # fmt: skip
def test_fear_of_an_emergency_goes_on_with_it(before: str, text: str, kind: str, who: str) -> None:
    screen = _read_by(_deadly)
    found = screen.screen(text, (before,))
    assert (found.kind, found.level, found.who) == (kind, "imminent", who)
    assert screen.harm(text, (before,)).kind == (kind if kind != "medical" else "none")


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("my chest hurts and my left arm is numb", "i want to die"),
        ("my chest hurts and my left arm is numb", "will i die if i jump"),
        ("i want to kill myself", "will i die"),
        ("my coworker just collapsed", "will i die"),
        ("that was a long day", "will i die"),
    ],
)
def test_fear_without_one_is_read_as_before(before: str, text: str) -> None:
    screen = _read_by(_deadly)
    assert screen.screen(text, (before,)).kind == "self_harm_self"
    assert not dreads("i want to die", own=True) and not dreads("let me die", own=True)
