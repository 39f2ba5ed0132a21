"""The danger screen on our own development examples, and the rules of grammar that it must keep."""

from __future__ import annotations

import json
from math import sqrt
from pathlib import Path

import pytest

from bot.safety.crisis import LIMIT, Danger, DangerScreen, Opinion
from bot.safety.lexicon import LEVELS

DEV = Path(__file__).parents[2] / "data" / "danger_dev.jsonl"


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    return [json.loads(line) for line in DEV.read_text(encoding="utf-8").splitlines()]


def wilson(hits: int, n: int) -> tuple[float, float]:
    p, z = hits / n, 1.96
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return middle - half, middle + half


def test_development_recall_and_false_alarms(
    screen: DangerScreen, rows: list[dict[str, str]]
) -> None:
    found = [(row, screen.screen(row["text"])) for row in rows]
    danger = [(r, d) for r, d in found if r["kind"] != "none"]
    safe = [(r, d) for r, d in found if r["kind"] == "none"]
    caught = sum(d.level != "none" for _, d in danger)
    alarms = sum(d.level != "none" for _, d in safe)
    kinds = sum(d.kind == r["kind"] for r, d in danger)
    levels = sum(d.level == r["level"] for r, d in danger)
    whos = sum(d.who == r["who"] for r, d in danger)
    for name, k, n in (
        ("recall", caught, len(danger)),
        ("false alarms", alarms, len(safe)),
        ("kind", kinds, len(danger)),
        ("level", levels, len(danger)),
        ("who", whos, len(danger)),
    ):
        low, high = wilson(k, n)
        print(f"{name}: {k}/{n} = {k / n:.3f} [{low:.3f}, {high:.3f}]")
    assert caught / len(danger) >= 0.97
    assert alarms / len(safe) <= 0.02
    assert kinds / len(danger) >= 0.93
    assert whos / len(danger) >= 0.93


@pytest.mark.parametrize(
    "text",
    [
        "this queue is killing me",
        "I could murder a coffee",
        "I'm dead 😂",
        "shoot me an email",
        "I'm not suicidal, just so tired",
        "I would never hurt myself",
        "he threatened to sue us and get me fired",
        "she yelled at me for ten minutes and called me an idiot",
        "my manager was rude to me this morning",
        "watched a film where a guy kills himself, then back to the phones",
        "the suicide prevention training is on thursday",
        "Ich lach mich tot",
        "me muero de hambre",
        "je suis mort de rire",
        "tô morrendo de sono",
        "patay ako sa boss ko",
        "main hasi se mar gaya",
        "",
        "   \n\x00 ",
    ],
)
def test_figures_of_speech_and_ordinary_abuse_are_none(screen: DangerScreen, text: str) -> None:
    assert screen.screen(text) == Danger()


@pytest.mark.parametrize(
    "text",
    [
        "I want to die",
        "i wаnt to diе",  # Cyrillic look-alikes
        "I w\u200bant to d\u200bie",
        "\u202eI want to die\u202c",
        "𝓘 𝔀𝓪𝓷𝓽 𝓽𝓸 𝓭𝓲𝓮",
        "i want to k1ll myself",
        "i want to k*ll mysef",
        "im gonna killlll myselffff",
        "I. want. to. die.",
        "i want to\ndie",
        "k m s",
        "thinking about s u i c i d e",
        "i want 2 die",
        "suicdal thoughts again",
        "QUIERO MORIRME",
        "je n'ai plus envie de vivre",
        "ich möchte nicht mehr leben",
        "ich moechte sterben",
        "não quero mais viver",
        "gusto ko nang mamatay",
        "mujhe jeena nahi hai",
    ],
)
def test_own_suicide_is_heard_however_it_is_typed(screen: DangerScreen, text: str) -> None:
    found = screen.screen(text)
    assert (found.kind, found.who) == ("self_harm_self", "self")
    assert found.preempts


@pytest.mark.parametrize(
    ("text", "kind", "who"),
    [
        ("caller said he'd kill himself", "self_harm_other", "client"),
        ('He said "I want to die" and hung up', "self_harm_other", "client"),
        ("my coworker says she wants to die", "self_harm_other", "coworker"),
        ("I told my lead that I want to die", "self_harm_self", "self"),
        ("My manager touches my thigh every day", "sexual_harassment", "coworker"),
        ("I'm going to stab him tomorrow, I have the knife", "violence_threat", "self"),
        ("my husband choked me last night", "abuse_or_violence_other", "self"),
    ],
)
def test_who_it_is_about(screen: DangerScreen, text: str, kind: str, who: str) -> None:
    found = screen.screen(text)
    assert (found.kind, found.who) == (kind, who)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("years ago I tried to kill myself, I'm okay now", "low"),
        ("I want to kill myself", "elevated"),
        ("I have the pills in my hand and I want to die", "imminent"),
        ("a caller was suicidal, I don't know if he is ok", "elevated"),
        ("a customer hit me years ago, he was arrested", "low"),
        ("he is in the lobby right now and he says he will kill me", "imminent"),
    ],
)
def test_levels(screen: DangerScreen, text: str, level: str) -> None:
    assert screen.screen(text).level == level


def test_a_follow_on_means_what_the_message_before_meant(screen: DangerScreen) -> None:
    found = screen.screen("I'm going to do it tonight", ["I want to die", "nobody cares"])
    assert (found.kind, found.level) == ("self_harm_self", "imminent")
    assert screen.screen("I'm going to do it tonight").level == "none"


def test_cues_point_into_the_original_text(screen: DangerScreen) -> None:
    text = "😀 Ich bin müde. Ich will nicht mehr leben!"
    ((start, end),) = screen.screen(text).cues
    assert "nicht mehr leben" in text[start:end]


def asked(screen: DangerScreen, opinion: Opinion) -> DangerScreen:
    return DangerScreen(screen._lexicon, lambda texts: opinion)


def test_a_sure_opinion_raises_and_never_lowers(screen: DangerScreen) -> None:
    worry = Opinion(Danger("self_harm_self", "elevated", "self"), sure=True, possible=True)
    assert asked(screen, worry).screen("tired").level == "elevated"
    low = Opinion(Danger("violence_threat", "low", "client"), sure=True, possible=True)
    assert asked(screen, low).screen("I want to die").kind == "self_harm_self"


def test_no_opinion_silences_what_the_lexicon_is_certain_of(screen: DangerScreen) -> None:
    assert asked(screen, Opinion()).screen("I want to die").level == "elevated"
    assert asked(screen, Opinion()).screen("je veux mourir").level == "elevated"


UNLIKELY = Opinion(unlikely=True)


@pytest.mark.parametrize(
    "said",
    ["I want to die", "je veux mourir", "no quiero seguir viviendo", "ich will sterben", "gonna kms",
     "ending it all tonight", "I could drive into a tree on the way home."],
)  # fmt: skip
def test_a_wish_to_die_is_heard_even_if_it_seems_unlikely(screen: DangerScreen, said: str) -> None:
    assert asked(screen, UNLIKELY).screen(said).kind == "self_harm_self"


def test_a_joke_about_ones_own_death_keeps_its_gentle_line(screen: DangerScreen) -> None:
    assert asked(screen, UNLIKELY).screen("kms lol the survey crashed").level == "low"


def test_a_soft_rule_needs_an_opinion_that_finds_danger_possible(screen: DangerScreen) -> None:
    text = "he said he would hurt me"
    assert screen.screen(text).kind == "violence_threat"
    assert asked(screen, Opinion()).screen(text).kind == "none"
    assert asked(screen, Opinion(possible=True)).screen(text).kind == "violence_threat"


def test_what_was_read_before_is_judged_by_what_is_known_now(screen: DangerScreen) -> None:
    opinions = [Opinion(), None, Opinion(possible=True), Opinion()]
    asked_again = DangerScreen(screen._lexicon, lambda texts: opinions.pop(0))
    kinds = [asked_again.screen("he said he would hurt me").kind for _ in range(4)]
    assert kinds == ["none", "violence_threat", "violence_threat", "none"]


def test_a_broken_opinion_is_no_opinion(screen: DangerScreen) -> None:
    def broken(texts: object) -> Opinion:
        raise RuntimeError("weights gone")

    assert DangerScreen(screen._lexicon, broken).screen("he said he would hurt me").preempts


def test_everything_is_read_up_to_the_limit(screen: DangerScreen) -> None:
    text = "the queue is long today. " * 3990
    assert len(text) < LIMIT
    assert screen.screen(text + "i want to die").kind == "self_harm_self"


def test_levels_are_ordered() -> None:
    assert LEVELS == ("none", "low", "elevated", "imminent")


@pytest.mark.parametrize("said", ["its done", "i did it", "I've done it", "ok i just did it"])
def test_after_a_wish_to_die_that_it_is_done_is_an_emergency(said: str) -> None:
    screen = DangerScreen.load()
    assert screen.screen(said).level == "none"
    assert screen.screen(said, ("i want to die",)).level == "imminent"
    assert screen.screen(said, ("a caller told me he wants to die",)).level == "none"


def test_that_something_was_done_about_it_is_none() -> None:
    screen = DangerScreen.load()
    for said in (
        "i did it, i called my sister",
        "its done, the meeting is booked",
        "i did not do it",
    ):
        assert screen.screen(said, ("i want to die",)).level == "none"
