"""What a client says to the rep ("go kill yourself") is nobody's own wish, unless the rep takes it up."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.safety.crisis import Danger, DangerScreen, Opinion

SAID = (
    "a customer told me to go kill myself",
    "he said go kill yourself and hung up",
    "she told me i should just die",
    "caller: kys loser",
    "got told to kill myself three times today lol",
    "i just had a caller tell me to go kill myself, im shaking",
    "my last customer told me i should kill myself. i cant stop crying",
    "a client wrote in the survey that i should off myself",
    "she asked why i dont just kill myself",
    "customer said i should do the world a favor and jump off a bridge",
    "the last guy screamed at me to kill myself because his refund takes 3 days",
    'customer emailed "you should hang yourself" and my manager just laughed',
    "he typed kys and then asked if i was still there lmao",
    "told my lead a customer said kill yourself and she shrugged",
    "a woman said the world would be better off without me, all because her coupon expired",
    "a customer told me to kill myself today and my lead made me apologize to him",
    "he told me to go kill myself and now i feel like crap",
    "he yelled that i dont deserve to live",
)
OWN = (
    "my customer told me to go kill myself and maybe he's right",
    "a customer told me to go kill myself and honestly I want to",
    "I told myself to go kill myself",
    "after that call i want to kill myself like he said",
    "my brain keeps telling me to kill myself",
    "the voice in my head told me to go kill myself",
    "he said no and i should just die",
    "my customer yelled at me and i should just kill myself",
    "caller said kys and idk its tempting",
    "he told me to go die. part of me agreed",
    "she said i should kill myself. i already had the same idea",
    "guy said kys. gonna do it after my shift",
    "he told me to hang myself and i looked up how",
    "got told to kill myself, its the second sign this week",
    "the customer said i should die and i dont have a counterargument anymore",
    "he told me to kill myself so i cut my arm in the bathroom",
    "a customer told me to go kill myself. i want to kill myself",
    'a customer says "hope you die" and inside you go yes please',
    "he told me to kill myself, dont threaten me with a good time",
)
CLIENTS = (
    "he said he'd kill himself",
    "she said she wants to die and hung up",
    "a customer told me she is going to kill herself",
    "caller told me to tell his kids goodbye and that he is going to shoot himself",
)


@pytest.fixture(scope="module")
def screen() -> DangerScreen:
    return DangerScreen.load()


@pytest.mark.parametrize("text", SAID)
def test_what_is_said_to_the_rep_is_no_wish_of_anybody(screen: DangerScreen, text: str) -> None:
    assert not screen.screen(text).preempts


@pytest.mark.parametrize("text", OWN)
def test_what_they_add_themselves_is_theirs(screen: DangerScreen, text: str) -> None:
    found = screen.screen(text)
    assert found.kind == "self_harm_self" and found.preempts


@pytest.mark.parametrize("text", CLIENTS)
def test_what_a_client_says_of_themselves_is_the_clients(screen: DangerScreen, text: str) -> None:
    found = screen.screen(text)
    assert (found.kind, found.who) == ("self_harm_other", "client") and found.preempts


def test_from_somebody_at_work_it_is_harassment_and_from_somebody_close_abuse(
    screen: DangerScreen,
) -> None:
    at_work = screen.screen("my supervisor said i should go kill myself")
    assert (at_work.kind, at_work.who) == ("workplace_harassment", "coworker")
    at_home = screen.screen("my husband told me to kill myself again")
    assert (at_home.kind, at_home.who) == ("abuse_or_violence_other", "self")
    assert at_work.preempts and at_home.preempts


def test_it_may_be_taken_up_in_the_next_message(screen: DangerScreen) -> None:
    before = ("a customer told me to go kill myself",)
    assert screen.screen("and honestly maybe he's right", before).kind == "self_harm_self"
    assert screen.screen("he wanted a refund for a used mattress", before).level == "none"
    assert screen.screen("maybe he's right", ("he wants a refund",)).level == "none"


def test_the_second_reader_is_asked_about_the_rest() -> None:
    def reader(texts: Sequence[str]) -> Opinion:
        if "kill" not in texts[-1]:
            return Opinion()
        return Opinion(Danger("self_harm_other", "elevated", "client"), sure=True, possible=True)

    screen = DangerScreen.load(second_opinion=reader)
    assert not screen.screen("he said go kill yourself and hung up").preempts
    assert screen.screen("he said he will kill himself and hung up").preempts


def test_where_they_go_on_a_sure_reader_is_believed_that_it_is_their_own() -> None:
    def reader(texts: Sequence[str]) -> Opinion:
        return Opinion(Danger("self_harm_self", "elevated", "self"), "kill" in texts[-1], True)

    screen = DangerScreen.load(second_opinion=reader)
    assert screen.screen("he told me to kill myself. the river looked soft on the way").preempts
    assert not screen.screen("he told me to kill myself and hung up").preempts


@pytest.mark.parametrize(
    "more",
    [
        " and it made me want to", ". 30 pills down", ". got the rope already", ". the bottle is in my hand",
        ". who'd notice", ". no one would care", ". the roof is right there",
    ],
)  # fmt: skip
def test_what_goes_on_without_an_i_is_ones_own(screen: DangerScreen, more: str) -> None:
    found = screen.screen(f"a customer told me to kill myself{more}")
    assert found.kind == "self_harm_self" and found.preempts


def test_a_threat_that_goes_with_it_is_one(screen: DangerScreen) -> None:
    found = screen.screen("he said i should kill myself or he will come do it for me")
    assert found.kind == "violence_threat" and found.preempts


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("my lead said my times are so slow i should go jump off a bridge", "workplace_harassment"),
        ("the manager told me to my face i should go and hang myself", "workplace_harassment"),
        ("my lead said no again so i should just kill myself", "self_harm_self"),
    ],
)
def test_so_bad_that_i_should_is_still_theirs(text: str, kind: str) -> None:
    assert DangerScreen.load().screen(text).kind == kind


ABROAD = (
    "una clienta me dijo que me muriera", "el cliente me grito matate y colgó", "un client m'a dit d'aller crever",
    "une cliente m'a dit que je devrais mourir", "ein kunde hat gesagt, ich soll mich umbringen", "Der Kunde sagte, ich soll sterben gehen",
    "um cliente me mandou me matar", "uma cliente disse que eu devia morrer", "sabi ng customer magpakamatay na daw ako",
    "customer ne bola ja ke mar ja", "ek customer ne kaha khudkushi kar lo",
)  # fmt: skip
ABROAD_OWN = (
    "un cliente me dijo que me matara y tiene razón, quiero morirme", "quiero morirme", "las voces me dicen que me mate",
    "un client m'a dit de me tuer et je veux mourir", "ein kunde sagte ich soll mich umbringen. ich will sterben",
    "um cliente me mandou me matar e eu quero morrer", "sabi ng customer magpakamatay na daw ako, gusto ko na mamatay",
    "customer ne bola mar ja. main marna chahta hoon",
)  # fmt: skip


@pytest.mark.parametrize("text", ABROAD)
def test_what_is_said_to_the_rep_in_other_languages(screen: DangerScreen, text: str) -> None:
    found = screen.screen(text)
    assert not found.kind.startswith("self_harm") and not found.preempts


@pytest.mark.parametrize("text", ABROAD_OWN)
def test_what_they_add_in_other_languages_is_theirs(screen: DangerScreen, text: str) -> None:
    assert screen.screen(text).kind == "self_harm_self"


def test_a_client_or_a_threat_in_other_languages_is_not_set_apart(screen: DangerScreen) -> None:
    assert screen.screen("un cliente me dijo que se va a matar").kind == "self_harm_other"
    assert screen.screen("um cliente disse que vai se matar").kind == "self_harm_other"
    assert screen.screen("el cliente dijo que me va a matar").preempts


def test_in_other_languages_from_work_it_is_harassment(screen: DangerScreen) -> None:
    found = screen.screen("mi jefe me dijo que me matara")
    assert (found.kind, found.who) == ("workplace_harassment", "coworker")


def test_in_other_languages_it_may_be_taken_up_next(screen: DangerScreen) -> None:
    before = ("un cliente me dijo que me matara",)
    assert screen.screen("creo que tiene razón", before).kind == "self_harm_self"
