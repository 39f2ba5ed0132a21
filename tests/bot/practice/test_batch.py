"""`shoulder batch seek`: one object in, one out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.batch import Batch
from bot.practice import batch
from bot.practice.coach import Coach
from bot.practice.scenario import scenario
from bot.settings import Settings
from tests.fakes.judges import FakeJudges


@pytest.fixture
def seeking(tmp_path: Path) -> Batch:
    return Batch(Settings(_env_file=None, data_dir=tmp_path), "seek")


def test_seek(seeking: Batch) -> None:
    opener = json.loads(seeking.line('{"id": 1, "scenario": "monitored", "turns": []}'))
    assert opener == {"id": 1, "text": scenario("monitored").opener.tell, "done": False}
    turns = [{"role": "seeker", "text": opener["text"]}, {"role": "supporter", "text": "bye"}]
    last = json.loads(seeking.line(json.dumps({"id": 2, "scenario": "monitored", "turns": turns})))
    assert last["done"] and last["text"]


@pytest.mark.parametrize("line", [
    '{"id": 1, "scenario": "nope", "turns": []}', '{"id": 1, "scenario": "monitored"}',
    '{"id": 1, "scenario": "monitored", "turns": [{"role": "boss", "text": "x"}]}',
    '{"id": 1, "scenario": "monitored", "turns": [{"role": "seeker", "text": "x"}]}',
])  # fmt: skip
def test_what_cannot_be_played(seeking: Batch, line: str) -> None:
    assert json.loads(seeking.line(line))["error"].startswith("bad input")


def test_coach() -> None:
    turns = [
        {"role": "seeker", "text": "They fired me."},
        {"role": "supporter", "text": "Get a new job."},
    ]
    told = batch.coach({"turns": turns}, Coach(FakeJudges()))
    assert set(told) == {"feedback", "bars"} and set(told["bars"]) == {
        "advice_giving", "encouraging_elaboration", "demonstrating_understanding",
    }  # fmt: skip
    with pytest.raises(ValueError, match="coach"):
        batch.coach({"turns": []}, Coach(FakeJudges()))
