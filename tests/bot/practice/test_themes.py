from __future__ import annotations

import time

import pytest

from bot.practice.tactics import HEADS as TACTIC_HEADS
from bot.practice.themes import HEADS, Themes

DIMENSIONS = {"affective", "cognitive", "motivational", "misattuned"}


@pytest.fixture(scope="module")
def themes() -> Themes:
    return Themes.load()


def test_the_taxonomy_is_whole(themes):
    assert {g.dimension for g in themes.groups} == DIMENSIONS
    assert {g.theme for g in themes.groups} == set(HEADS)
    assert len(HEADS) == 10
    assert set(HEADS.values()) <= set(TACTIC_HEADS)


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("that must be so frustrating", "naming_emotions"),
        ("Anyone would be upset.", "normalizing"),
        ("You have every right to be angry.", "validating_experience"),
        ("I'm here if you want to talk", "providing_support"),
        ("Is there anything I can do?", "offer_help"),
        ("im so sorry", "apologetic_language"),
        ("Oh no.", "emotional_exclamation"),
        ("It sounds like nobody saw what you did.", "acknowledging_perspective"),
        ("Tell me more about it", "promoting_dialogue"),
        ("How are you holding up?", "promoting_emotional_expression"),
        ("You'll get through this.", "promoting_resilience"),
        ("Everything happens for a reason", "meaning_making"),
        ("That took courage.", "positive_reinforcement"),
        ("You should update your resume.", "problem_solving"),
        ("have you thought about a therapist", "promoting_support_seeking"),
        ("Take a deep breath.", "promoting_emotional_processing"),
        ("It's not a big deal.", "minimizing"),
        ("don't let it get to you", "brushing_off"),
        ("At least you still have savings.", "minimizing"),
        ("I went through the same thing", "sharing_experience"),
    ],
)
def test_an_idiom_belongs_to_its_group(themes, text, group):
    assert group in {g.name for g in themes.found(text)}


def test_no_idiom_is_slow_on_a_long_run_of_words(themes):
    began = time.process_time()
    themes.features("so very really " * 400 + "it might be because of that " * 200)
    assert time.process_time() - began < 2
