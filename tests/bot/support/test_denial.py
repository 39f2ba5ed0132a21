"""A danger text that was none is put right in words; a wish to die and violence at home never are."""

from __future__ import annotations

import pytest

from bot.support.acts import Acts
from bot.support.denial import CLEARED, Denials
from bot.support.supporter import Supporter
from bot.support.talk import SupportAnswer, SupportRequest, Utterance

DENIALS = Denials(Acts())
ASSAULT = "danger:violence_assault:client"
THREAT = "danger:violence_threat:client"
SEXUAL = "danger:sexual_harassment:coworker"
ONLINE = "danger:online_harassment:coworker"
WORK = "danger:workplace_harassment:coworker"
OWN = "danger:self_harm_self:self"
HOME = "danger:abuse_or_violence_other:self"
INTENT = "danger:violence_threat:self"
BODY = "danger:medical:self"


def talk(told: str, about: str, *more: str) -> tuple[Utterance, ...]:
    said = [Utterance("user", told), Utterance("bot", "CARD. Are you safe?", ("danger", about))]
    for text in more:
        said += [Utterance("user", text), Utterance("bot", "I'm still here.", ("stay",))]
    return tuple(said)


@pytest.mark.parametrize(
    ("about", "text"),
    [
        (ASSAULT, "nobody hit me it was on the phone"),
        (ASSAULT, "lol no, no one touched me. it was all on a call"),
        (ASSAULT, "he didnt throw anything, he just yelled that he would"),
        (ASSAULT, "wait, nobody got hurt here"),
        (THREAT, "nobody threatened me"),
        (THREAT, "she only meant her laptop"),
        (THREAT, "that was not a threat"),
        (SEXUAL, "what?? nothing sexual. she leaves me her work"),
        (SEXUAL, "who said anything sexual"),
        (ONLINE, "theres no account to block"),
        (ONLINE, "its a sticker on the whiteboard at work. nothing online"),
        (ONLINE, "He is my manager, he sits ten feet from me."),
        (WORK, "its just work stuff"),
        (WORK, "its only about the schedule"),
        (SEXUAL, "what? no, i only meant the board"),
        ("danger:self_harm_other:client", "it was just a movie in the background"),
    ],
)
def test_the_very_fact_is_denied(about: str, text: str) -> None:
    assert DENIALS.of(text, talk("something odd at the desk", about)) is not None
    assert DENIALS.of(text, talk("something odd at the desk", about, "hm")) is not None


@pytest.mark.parametrize("about", [OWN, HOME, INTENT, BODY])
@pytest.mark.parametrize(
    "text",
    ["nobody hit me", "its just work stuff", "it was on the phone", "i only meant the schedule"],
)
def test_where_a_denial_is_part_of_the_trouble_it_is_none(about: str, text: str) -> None:
    history = talk("i can't do this any more", about)
    assert DENIALS.of(text, history) is None
    assert not DENIALS.past((*history, Utterance("user", text)))


@pytest.mark.parametrize(
    ("about", "text"),
    [
        (ASSAULT, "he didn't hit me, he spat at me"),
        (ASSAULT, "nobody helped me when he hit me"),
        (ASSAULT, "it was on the phone that my lead heard about it"),
        (THREAT, "it was on the phone"),  # so are most threats
        (THREAT, "nobody believes me"),
        (SEXUAL, "he never touched me, he only talks about it"),
        (SEXUAL, "its not that bad i guess"),
        (ONLINE, "they deleted the account"),
        (WORK, "nobody likes me there"),
        (WORK, "its just that he does it again and again"),
    ],
)
def test_what_only_sounds_like_it_is_not(about: str, text: str) -> None:
    assert DENIALS.of(text, talk("something odd at the desk", about)) is None


def test_a_manager_next_to_them_may_well_be_who_posts() -> None:
    history = talk("somebody posted my face in the group chat", ONLINE)
    assert DENIALS.of("he is my manager, he sits ten feet from me", history) is None


def test_a_joke_clears_at_the_card_and_not_for_ones_own_death() -> None:
    joke = Utterance("user", "i was just joking lol")
    assert DENIALS.past((*talk("i could murder him", THREAT), joke))
    assert not DENIALS.past((*talk("i want to be dead", OWN), joke))
    tapped = Utterance("bot", "My mistake.", (CLEARED,))
    assert DENIALS.past((*talk("i want to be dead", OWN), tapped))


def _answer(supporter: Supporter, text: str, history: tuple[Utterance, ...]) -> SupportAnswer:
    return supporter.answer(SupportRequest(text, history, after_danger=True))


def test_a_denial_owns_the_mistake_once_and_the_talk_goes_on(supporter: Supporter) -> None:
    history = talk("this lady threw a kettle at my desk. 20 dollars short on a refund", ASSAULT)
    denied = "no nobody hit me it was on the phone"
    owned = _answer(supporter, denied, history)
    assert CLEARED in owned.moves and "threw" not in owned.text
    assert not {"security", "police"} & set(owned.text.lower().replace(".", "").split())
    later = (*history, Utterance("user", denied), Utterance("bot", owned.text, owned.moves))
    after = _answer(supporter, "my manager only asked if i did the return. not are you ok", later)
    assert CLEARED not in after.moves and "stay" not in after.moves
    assert "security" not in after.text and "people" not in after.text


def test_a_wish_to_die_is_not_talked_away(supporter: Supporter) -> None:
    answer = _answer(supporter, "its just work stuff", talk("i want to be dead", OWN))
    assert CLEARED not in answer.moves and answer.moves == ("stay",)


def test_who_says_they_are_safe_is_not_sent_out_with_security(supporter: Supporter) -> None:
    history = talk("a customer threw a mug at my head today", ASSAULT)
    safe = _answer(supporter, "yes im safe im sitting in my car having a sandwich", history)
    assert "security" not in safe.text and "walk" not in safe.text
    asks = _answer(supporter, "im safe. should i call the police", history)
    assert "emergency number" in asks.text


def test_after_harassment_an_ordinary_talk_goes_on_and_nothing_is_offered(
    supporter: Supporter,
) -> None:
    history = talk("the late guy keeps making remarks about my body", SEXUAL)
    for text in (
        "mostly im annoyed that im the one who could get written up",
        "i had a group of 30 checking in on top of it",
        "got a new headset today, its great",
    ):
        answer = _answer(supporter, text, history)
        assert not {"offer", "step", "reframe", "story", "stay"} & set(answer.moves)
        assert not answer.choices and not answer.sources
