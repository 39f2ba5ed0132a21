"""The measure beside raters."""

from __future__ import annotations

from typing import Any

import pytest

from bot.evaluation import readers
from bot.evaluation.judge import Scored, fault, judged, measure
from bot.model.engine import ModelError
from bot.practice.criteria import NAMES
from bot.practice.judge import ModelJudge
from bot.settings import Settings
from tests.fakes.engine import FakeEngine

TURNS = [{"role": "seeker", "text": "He yelled."}, {"role": "supporter", "text": "That hurts."}]


def talk(*ratings: int) -> dict[str, Any]:
    return {"turns": TURNS, "ratings": [dict.fromkeys(NAMES, r) for r in ratings]}


def test_agreement_with_the_median_and_of_raters_with_each_other() -> None:
    rows = [talk(1, 1), talk(2, 3), talk(5, 5), talk(4, 4)]
    scores = iter([1.2, 2.4, 4.9, 3.6])
    report = measure(rows, lambda _: [next(scores)] * 6)
    first = report.tables[0].rows[0]
    assert first[1].startswith("1.00 (1.00 to 1.00)")  # 2 and 3 stand for 2
    # raters 1,2,5,4 and 1,3,5,4: apart 1/4, by chance 2.5 + 2.1875 + 0.0625
    assert first[2] == "0.95"
    assert first[3:] == ("0.39 (0.25 to 0.58)", "0.63", "0.32")
    assert report.tables[0].rows[-1][3:] == ("0.59", "0.65", "0.33")


def test_the_picture_has_the_model_below_the_local_measure() -> None:
    rows = [talk(1, 1), talk(2, 2), talk(5, 5), talk(4, 4)]
    alone = measure(rows, lambda _: [3] * 6)
    scores = [Scored([4, 4, 4, 4, 4, 4]), Scored([5] * 6), Scored([1] * 6), Scored([2] * 6)]
    beside = measure(rows, lambda _: [3] * 6, scores)
    assert len(alone.bars.bars) == 7 and len(beside.bars.bars) == 14
    assert alone.bars.title != beside.bars.title
    (first, _), (below, figure) = beside.bars.bars[:2]
    assert first == "validating emotions" and below == "by the model" and figure.value < 0


def test_one_rating_throughout_says_nothing() -> None:
    report = measure([talk(3), talk(3)], lambda _: [3] * 6)
    assert {row[1] for row in report.tables[0].rows} == {"–"} and len(report.notes) == 3


async def test_a_model_beside_it_and_talks_it_did_not_judge() -> None:
    engine = FakeEngine(*[{"score": 2}] * 6, ModelError("slow"))
    rows = [talk(2), talk(5)]
    scores = await judged(rows, ModelJudge(engine).conversation)
    assert scores[0] is not None and scores[0].raw == [2] * 6 and scores[1] is None
    assert fault({"turns": TURNS, "ratings": rows[0]["ratings"][0]}) == ""
    report = measure(rows, lambda _: [1] * 6, [Scored([2] * 6, [4] * 6), None])
    assert "1 of the talks" in report.notes[1] and len(report.tables[0].head) == 8


async def test_only_redacted_text_reaches_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    class Closing(FakeEngine):
        async def close(self) -> None:
            return None

    fake = Closing({"score": 2})
    monkeypatch.setattr("bot.model.build.engine", lambda settings: fake)
    turns = [{"role": "seeker", "text": "Mail ann.lee@example.com."}, TURNS[1]]
    name, scores = await readers.judged(Settings(), [{"turns": turns}])
    assert name == "fake:engine" and scores and scores[0]
    assert len(fake.asked) == 6 and not any(
        "ann.lee" in line.text for a in fake.asked for line in a
    )


def test_what_is_wrong_with_a_talk() -> None:
    assert fault({"ratings": []}) == "turns"
    assert fault({"turns": TURNS[:1], "ratings": []}) == "silent"
    assert fault({"turns": TURNS, "ratings": []}) == "ratings"
    assert fault({"turns": TURNS, "ratings": dict.fromkeys(NAMES, 6)}) == "ratings"
    assert fault({"turns": TURNS, "ratings": dict.fromkeys(NAMES, True)}) == "ratings"
