"""What the check of the exercises finds."""

from __future__ import annotations

import copy
from typing import Any

import prompts
from bot.practice import coach_check
from bot.practice.scenario_check import check, problems


def entry(**changes: Any) -> dict[str, Any]:
    return {**copy.deepcopy(prompts.read("scenarios/overruled.yaml")), **changes}


def faults(**changes: Any) -> list[str]:
    return problems("overruled", entry(**changes))


def test_what_ships_is_whole() -> None:
    assert check() == []
    assert len(prompts.read("scenarios/order.yaml")) >= 20


def test_shape() -> None:
    assert faults(hard=True) == ["is hard and warns of nothing"]
    assert faults(extra=1) == ["has an unknown key extra"]
    assert problems("x", entry()) == ["id is not the file's name"]
    assert problems("overruled", []) == ["is not a mapping"]
    assert any("facts is not a list" in f for f in faults(facts=None))


def test_lines() -> None:
    advised = entry()["advised"]
    assert any("thanks" in f for f in faults(advised=[*advised, "Thanks, I'll try that."]))
    assert any("outright" in f for f in faults(advised=[*advised, "I just want to be heard."]))
    assert any("nobody speaks" in f for f in faults(advised=[*advised, "Well: no."]))
    assert any("2 times" in f for f in faults(advised=[*advised, advised[0]]))
    assert any(
        "no fact is called nope" in f for f in faults(warm=[*entry()["warm"], "(nope) Yes."])
    )
    assert any("needs 5" in f for f in faults(advised=advised[:4]))


def test_each_detail_answers_its_own_questions() -> None:
    facts = entry()["facts"]
    facts[0]["ask"] = ["Who is your favorite singer?"]
    assert any("favorite singer" in f for f in faults(facts=facts))


def test_the_words_of_the_coach() -> None:
    assert coach_check.check() == []
    assert coach_check.problems("Look on the bright side of it all.") == ["under cliches"]
    assert "grade" in coach_check.problems(
        "Subsequently, comprehensive deliberation regarding organizational considerations is advisable for everybody."
    )[-1]  # fmt: skip
