"""The library's check lets good entries pass and names what is wrong with bad ones."""

from __future__ import annotations

from typing import Any

import pytest

from memory.passage_check import check, forbidden, problems

STRATEGIES = "library/strategies/work.yaml"
EXAMPLES = "library/examples/blame.yaml"


def strategy(**changes: Any) -> dict[str, Any]:
    return {
        "id": "strategy-one-line", "title": "One line", "incidents": ["blame"],
        "emotions": ["anger"],
        "triggers": [f"he blamed me for bill number {n} again today" for n in "abcdef"],
        "words": "It wasn't yours. You could write down what was said, in one line.",
        "steps": ["Write one line.", "Put it away."], "offer": "a way to write it down",
        "source": "Keeping a record", "not_when": "A call is waiting.", "reframe": False, **changes,
    }  # fmt: skip


def example(**changes: Any) -> dict[str, Any]:
    return {
        "id": "example-blamed", "title": "Blamed for a fee", "incidents": ["blame"],
        "emotions": ["anger"],
        "triggers": [f"she blamed me for late fee number {n}" for n in "abcdef"],
        "words": "You didn't write that rule, and you still had to say it out loud.",
        "line": "That fee was never yours to defend.", "reframe": False, **changes,
    }  # fmt: skip


def found(file: str, *entries: Any) -> list[str]:
    """The problems of these entries, without the gaps of such a small library."""
    return [p for p in problems({file: entries}) if " entries of kind " not in p]


def test_what_ships_has_no_problems() -> None:
    assert check() == []


def test_good_entries_pass() -> None:
    assert found(STRATEGIES, strategy()) == found(EXAMPLES, example()) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"id": "example-one-line"}, "kebab-case"),
        ({"id": "strategy-One_Line"}, "kebab-case"),
        ({"title": "One line that goes on and on"}, "title has 7 words"),
        ({"title": 3}, "title is not a filled str"),
        ({"incidents": ["rudeness"]}, "rudeness is not one of the incidents"),
        ({"emotions": ["rage"]}, "rage is not one of the emotions"),
        ({"emotions": []}, "emotions is not a filled list"),
        ({"triggers": ["he blamed me for it again"] * 3}, "has 3 triggers"),
        ({"triggers": [*strategy()["triggers"][:5], "too short"]}, "trigger of 2 words"),
        ({"triggers": [*strategy()["triggers"][:5], 7]}, "something that is no text"),
        ({"words": "You could write it. " * 11}, "words has 44 words"),
        ({"words": "Could you write one line?"}, "ask a question"),
        ({"words": "Calm down and write one line about it."}, "guard (blames)"),
        ({"words": "Stay strong and write one line."}, "guard (cliches)"),
        ({"words": "You could write it down — today."}, "guard (decoration)"),
        ({"words": "Organizational documentation methodology necessitates accountability."},
         "words read at grade"),
        ({"steps": ["Write it."]}, "has 1 steps"),
        ({"steps": ["Write it.", "Then do this and this and this and this and that."]},
         "step of 11 words"),
        ({"offer": "a way to write it all down one line by line"}, "offer has 11 words"),
        ({"not_when": "never " * 16}, "not_when has 16 words"),
        ({"reframe": True}, "reframes outside thinking.yaml"),
        ({"reframe": True, "incidents": ["discrimination"]}, "reframes discrimination"),
        ({"reframe": "no"}, "reframe is not a filled bool"),
        ({"color": "red"}, "unknown key color"),
    ],
)  # fmt: skip
def test_broken_strategies(changes: dict[str, Any], problem: str) -> None:
    assert any(problem in p for p in found(STRATEGIES, strategy(**changes)))


@pytest.mark.parametrize("field", list(strategy()))
def test_a_missing_field(field: str) -> None:
    entry = strategy()
    del entry[field]
    assert any(f"has no {field}" in p for p in found(STRATEGIES, entry))


@pytest.mark.parametrize("entry", ["just text", None, 5, ["a", "list"]])
def test_an_entry_that_is_none(entry: Any) -> None:
    assert found(STRATEGIES, entry) == [f"{STRATEGIES}: entry 1: is not a mapping"]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"words": "I've had that call too, and it was not right."}, "speaks of itself (I've)"),
        ({"line": "We all know that fee."}, "speaks of itself (We)"),
        ({"line": "That fee " * 8}, "line has 16 words"),
        ({"steps": ["Write it."]}, "unknown key steps"),
    ],
)
def test_broken_examples(changes: dict[str, Any], problem: str) -> None:
    assert any(problem in p for p in found(EXAMPLES, example(**changes)))


def test_words_to_say_aloud_may_say_i() -> None:
    words = "You could say it in one breath: 'I want to help. I need you to stop.'"
    assert found(EXAMPLES, example(words=words)) == []


def test_calming_is_no_answer_to_harm() -> None:
    entry = strategy(incidents=["threat_violence"])
    assert any("soothes" in p for p in found("library/strategies/body.yaml", entry))
    assert found(STRATEGIES, entry) == []


@pytest.mark.parametrize(
    ("same", "problem"),
    [
        ("id", "the same id"),
        ("title", "the same title"),
        ("words", "the same words"),
        ("triggers", "the same trigger"),
    ],
)
def test_duplicates(same: str, problem: str) -> None:
    other = strategy(
        id="strategy-other", title="Another", words="You could tell one person you trust about it.",
        triggers=[f"my lead blamed me for call {n} again" for n in "abcdef"],
    )  # fmt: skip
    assert found(STRATEGIES, strategy(), other) == []
    value = strategy()[same]
    other[same] = value.upper() if same in ("title", "words") else value
    assert any(problem in p for p in found(STRATEGIES, strategy(), other))


def test_gaps_in_the_grid_are_named() -> None:
    gaps = problems({STRATEGIES: [strategy()], EXAMPLES: [example()]})
    assert "blame: 1 of 4 entries of kind strategy" in gaps
    assert "repeat_caller: 0 of 4 entries of kind example" in gaps
    full = [strategy(id=f"strategy-{n}") for n in "abcd"]
    gaps = problems({STRATEGIES: full})
    assert not any(p.startswith(("blame: ", "anger: ")) and "strategy" in p for p in gaps)


def test_forbidden_names_the_groups() -> None:
    assert forbidden("It is what it is.") == ["cliches"]
    assert forbidden("You kept your voice down.") == []
