"""The check of the phrases lets good ones pass and names what is wrong with bad ones."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from bot.support.guard import faults
from bot.support.phrase_check import check, fixed_problems, problems
from bot.support.policy import NEVER_REFRAME
from bot.support.spoken_check import filled
from memory import passage_check

VOICE = Path(__file__).parents[3] / "docs/voice.md"
FILE = "phrases/incidents/blame.yaml"


def phrase(**changes: Any) -> dict[str, Any]:
    return {
        "id": "validate-blame-91", "move": "validate", "text": "{Clause}, and that was never on you.",
        "incidents": ["blame"], "emotions": [], "intensity": [1, 3], **changes,
    }  # fmt: skip


def found(*entries: Any, file: str = FILE) -> list[str]:
    return problems({file: entries})


def test_what_ships_has_no_problems() -> None:
    assert check() == []


def test_good_ones_pass() -> None:
    assert found(phrase()) == []
    assert found({"id": "ask-tell-91", "move": "ask", "text": "What's up with {thing}?"}) == []
    join = {"id": "retell-x", "text": "{A}, and {b}.", "order": ["a", "b"], "hostile": ["a"]}
    assert found(join, file="phrases/retell.yaml") == []
    small = {"id": "smalltalk-x", "intent": "x", "triggers": ["hi"], "replies": ["Hi. What's up?"]}
    assert found(small, file="phrases/smalltalk.yaml") == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"move": "console"}, "console is not a move"),
        ({"text": "{Story}, and that was never on you."}, "{Story} is no slot"),
        ({"text": "That { } was never on you."}, "guard (broken)"),
        ({"text": "You kept going, " + "and you kept going " * 6}, "has 27 words"),
        ({"text": ""}, "text is not a filled str"),
        ({"text": "That was never on you, was it?"}, "asks a question"),
        ({"text": "That was never on you!"}, "exclamation mark"),
        ({"text": "I hear you. That was never on you."}, "guard (pretends)"),
        ({"text": "Everything happens for a reason."}, "guard (cliches)"),
        ({"text": "Legally that was never on you."}, "guard (clinical)"),
        ({"text": "That was wrong — and never on you."}, "guard (decoration)"),
        ({"text": "Administrative accountability for organizational decisions is definitely not "
                  "your responsibility in any circumstances."}, "reads at grade"),
        ({"incidents": ["rudeness"]}, "rudeness is not one of the incidents"),
        ({"incidents": "blame"}, "incidents is not a list"),
        ({"emotions": ["rage"]}, "rage is not one of the emotions"),
        ({"intensity": [3, 1]}, "intensity is not a range"),
        ({"intensity": [0, 4]}, "intensity is not a range"),
        ({"mood": "sad"}, "unknown key mood"),
        ({"move": "reframe", "incidents": ["harassment_sexual"]}, "reframes harassment_sexual"),
    ],
)  # fmt: skip
def test_broken_phrases(changes: dict[str, Any], problem: str) -> None:
    assert any(problem in p for p in found(phrase(**changes)))


@pytest.mark.parametrize("entry", ["just text", None, 5])
def test_an_entry_that_is_none(entry: Any) -> None:
    assert found(entry) == [f"{FILE}: entry 1: is not a mapping"]


def test_ids_and_texts_are_unique_over_all_files() -> None:
    other = "phrases/emotions/anger.yaml"
    twins = problems({FILE: [phrase()], other: [phrase()]})
    assert any("the same id as" in p for p in twins) and any("the same text as" in p for p in twins)
    assert problems({FILE: [phrase()], other: [phrase(id="x", text="That was wrong.")]}) == []


def test_a_join_may_only_name_its_own_slots() -> None:
    join = {"id": "retell-x", "text": "{A}, and {b}.", "hostile": ["deed"]}
    problem = "hostile names {deed}, which is not in the text"
    assert any(problem in p for p in found(join, file="phrases/retell.yaml"))


def test_small_talk_is_read_too() -> None:
    small = {"id": "s", "intent": "x", "triggers": ["hi"], "replies": ["I've been there."]}
    assert any("guard (pretends)" in p for p in found(small, file="phrases/smalltalk.yaml"))


def test_a_parting_asks_nothing() -> None:
    file = "phrases/partings.yaml"
    bye = {"id": "p", "parting": "x", "role": "bye", "patterns": ["bye"], "replies": ["Go well."]}
    assert found(bye, file=file) == []
    broken = {"role": "never", "patterns": ["(bye"], "replies": ["Bye. Will you be back?"]}
    problems = " ".join(found({**bye, **broken}, file=file))
    assert "no role" in problems and "no pattern" in problems and "asks or cheers" in problems


def test_single_lines_and_notices_are_read_too() -> None:
    tree = {"consent": {"remembered": "I promise nobody will ever know.", "nothing": "Okay."}}
    assert fixed_problems("phrases/notices.yaml", tree) == [
        "phrases/notices.yaml: consent.remembered: is barred by the guard (promises): "
        "'I promise nobody will ever know.'"
    ]
    assert fixed_problems("phrases/lines.yaml", {"always": ["I've been there. What else?"]})


def test_slots_are_filled_as_they_would_be_spoken() -> None:
    assert filled("{Clause}. {they} left, and you {did}.") == (
        "She hung up on you. She left, and you kept your cool."
    )


def test_policy_and_library_agree_on_what_is_never_reframed() -> None:
    assert NEVER_REFRAME == passage_check.NEVER_REFRAME


def never_said() -> list[str]:
    """The wordings that docs/voice.md forbids; a word with an example in brackets means the example."""
    lines = VOICE.read_text(encoding="utf-8").splitlines()
    bullets = [line for line in lines if re.match(r"- \*\*Never(?: a life[^*]*)?\*\*", line)]
    text = " ".join(line.split(" Saying ")[0] for line in bullets)
    quoted = re.findall(r'"([^"]+)"', re.sub(r'"[^"]+" \(("[^"]+")\)', r"\1", text))
    return quoted


@pytest.mark.parametrize("wording", never_said())
def test_the_guard_knows_what_the_voice_guide_forbids(wording: str) -> None:
    sentences = [f"{wording[0].upper()}{wording[1:]}.", f"That is so, and {wording} too."]
    assert any(faults(sentence) for sentence in sentences)
