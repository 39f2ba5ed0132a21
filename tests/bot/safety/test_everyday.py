"""Ordinary trouble at work, which a fitted reader takes for danger: a ranking, dumped work, wild talk at a distance."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from bot.safety.crisis import Danger, DangerScreen, Opinion
from bot.safety.everyday import quarrel, wild

EXAMPLES = Path(__file__).parents[3] / "training" / "examples"

QUARRELS = [
    "my boss hung up a list of everybodys call times and mine is at the bottom, highlighted in green",
    "our lead put a red sticker next to my name on the board again, in front of the whole floor",
    "They taped the ranking to the coffee machine and circled my numbers on the list.",
    "supervisor wrote my initials under 'needs work' on the whiteboard and left it there",
    "the late girl keeps leaving me her open chats and tells the supervisor that im slow",
    "the guy on mornings never refills the printer and then tells everybody i do nothing",
    "The other agent keeps using my headset and leaves it full of crumbs.",
    "weekend crew never logs their calls and then says my notes are sloppy",
    "new hire keeps taking my chair. i know its small but it gets to me",
    "a colleague took the easy tickets and told our lead that i cant keep up",
]
WILD = [
    "guy yelled he was gonna snap his sim card in half if i put him on hold again",
    "He shouted through the phone that he would flush his card down the toilet if I didn't lift the block.",
    "lady yelled that she'd kick the washing machine down the stairs if nobody fixes it by noon",
    "he told me he would break the tablet over his knee if it froze one more time",
    "this lady threw a kettle at my counter screen. well, she shouted thru the phone that she WOULD",
]
GRAVE = [
    "our lead wrote my weight on the board next to my numbers and everybody laughs",
    "They taped a monkey to my name on the ranking.",
    "somebody pinned a bra on the list under my name",
    "the late guy always leaves me notes about my legs and tells our lead i like it",
    "The other agent keeps touching my hair when he takes my headset.",
    "weekend crew keeps hiding my headset since i told hr about the overtime",
    "new hire keeps following me to my car and takes my chair",
    "this coworker keeps pushing me and then says im making a big deal of it",
    "the girl next to me keeps spitting in my coffee and says im dramatic",
    "they put my name and my home address on the board in the break room",
    "guy yelled he was gonna snap my neck if i put him on hold again",
    "she said she would throw the kettle at me when i come down",
    "he told me he would break the tablet over my head",
    "He swore he would smash the router and then find me",
    "customer shouted he would smash the laptop and his wife with it",
    "this lady threw a kettle at my face. well, she shouted on the phone later that she was sorry",
    "my manager threw the keyboard at me because my stats are red",
    "he said he would throw the box off the roof and jump after it",
]


@pytest.mark.parametrize("text", QUARRELS)
def test_a_ranking_or_dumped_work_is_a_quarrel(text: str) -> None:
    assert quarrel(text)
    for kind in ("workplace_harassment", "sexual_harassment", "online_harassment"):
        assert not _alarmed(kind).harm(text).preempts


@pytest.mark.parametrize("text", WILD)
def test_wild_talk_about_own_things_is_no_threat(text: str) -> None:
    assert wild(text)
    for kind in ("violence_threat", "sexual_harassment"):
        assert not _alarmed(kind).harm(text).preempts


@pytest.mark.parametrize("text", GRAVE)
def test_what_is_graver_stays_an_alarm(text: str) -> None:
    assert not quarrel(text) and not wild(text)
    assert _alarmed("workplace_harassment").harm(text).preempts


def test_a_wish_to_die_and_a_death_are_never_quieted() -> None:
    for kind in ("self_harm_self", "self_harm_other", "abuse_or_violence_other"):
        assert _alarmed(kind).harm(QUARRELS[0]).preempts


def test_nor_is_anything_where_danger_was_told_just_before() -> None:
    before = ("my manager grabbed me by the throat yesterday",)
    assert _alarmed("workplace_harassment").harm(QUARRELS[4], before).preempts


def test_a_wording_beside_the_reader_stands() -> None:
    """Two who agree are believed: "on my lap" is heard by the lexicon, too."""
    text = "the late guy keeps leaving me his tickets and put his hand on my thigh"
    assert _alarmed("sexual_harassment").harm(text).preempts


def test_no_danger_that_we_know_of_is_such_a_quarrel() -> None:
    lost = [
        row["text"]
        for file in sorted(EXAMPLES.glob("danger*.jsonl"))
        for row in map(json.loads, file.read_text(encoding="utf-8").splitlines())
        if row["kind"] != "none" and (quarrel(row["text"]) or wild(row["text"]))
    ]
    assert lost == []


@pytest.mark.parametrize(
    "text",
    [
        "this lady threw a box at my head over a 15 dollar return. im ok but shaking",
        "he hurled a mug at her face and missed, she is at the desk next to mine",
    ],
)
def test_what_is_thrown_at_a_head_is_believed_without_the_reader(text: str) -> None:
    doubting = DangerScreen.load(second_opinion=lambda texts: Opinion())
    assert doubting.harm(text).kind == "violence_assault"


@pytest.mark.parametrize(
    "text",
    [
        "she threw insults at my face for ten minutes straight",
        "he throws numbers at my head until i nod",
        "she said she would throw the box at my head, its all talk on the phone",
    ],
)
def test_words_and_what_only_might_be_thrown_are_left_to_it(text: str) -> None:
    doubting = DangerScreen.load(second_opinion=lambda texts: Opinion())
    assert doubting.harm(text).kind != "violence_assault"


def _alarmed(kind: str) -> DangerScreen:
    def reader(texts: Sequence[str]) -> Opinion:
        return Opinion(Danger(kind, "elevated", "coworker"), sure=True, possible=True)

    second: Callable[[Sequence[str]], Opinion] = reader
    return DangerScreen.load(second_opinion=second)


@pytest.mark.parametrize(
    "text",
    [
        "nobody hit me",
        "lol no nobody hit me it was on the phone. she just said she would throw it",
        "no one threatened me, its only work stuff",
        "she never touched me",
        "what? no, i only meant the board",
    ],
)
def test_that_it_did_not_happen_raises_nothing(text: str) -> None:
    assert not _alarmed("violence_assault").screen(text).preempts


@pytest.mark.parametrize(
    "text",
    [
        "nobody hit me, he spat on me",
        "nobody hit me back then",
        "no one touched me but he waits at my car",
        "she never touched me, she said she would stab me",
        "its only work stuff, he grabs me every day",
    ],
)
def test_what_is_told_beside_it_does(text: str) -> None:
    assert _alarmed("violence_assault").screen(text).preempts


def test_a_wish_to_die_beside_it_is_heard() -> None:
    assert DangerScreen.load().screen("nobody hit me. i want to kill myself").preempts
