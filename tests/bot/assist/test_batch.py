"""The shapes of `shoulder batch assist` and `client`, as issue 5 gives them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.assist.talk import LABELS
from bot.batch import Batch
from bot.settings import Settings
from tests.bot.assist.chats import PARKING


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path)


@pytest.fixture(scope="module")
def assist(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    """With all that the cards stand on, read once."""
    return Batch(Settings(data_dir=tmp_path_factory.mktemp("data")), "assist")


def test_assist(assist: Batch) -> None:
    turns = [{"role": t.role, "text": t.text} for t in PARKING]
    item = {"id": 7, "domain": "hotel", "category": "Pricing and Charges", "turns": turns}
    made: dict[str, Any] = json.loads(assist.line(json.dumps(item)))
    assert list(made) == [
        "id", "label", "score", "uncivil", "danger", "reframe", "cues", "steps", "message",
    ]  # fmt: skip
    assert made["id"] == 7 and made["label"] in LABELS and -3 <= made["score"] <= 3
    assert set(made["danger"]) >= {"kind", "level"} and set(made["reframe"]) == {
        "thought",
        "reframe",
    }
    assert len(made["cues"]) == 3 and 3 <= len(made["steps"]) <= 7


def test_client(settings: Settings) -> None:
    batch = Batch(settings, "client")
    item: dict[str, Any] = {
        "id": "r1", "domain": "airline", "category": "policy", "civil": False,
        "traits": {"grateful": False, "ranting": True, "expressive": True}, "turns": [],
    }  # fmt: skip
    opener = json.loads(batch.line(json.dumps(item)))
    assert set(opener) == {"id", "text", "done", "stars"}
    assert opener["text"] and opener["done"] is False and opener["stars"] is None
    openers = {json.loads(batch.line(json.dumps({**item, "id": n})))["text"] for n in range(10)}
    assert len(openers) >= 8


def test_what_cannot_be_read_is_an_error(settings: Settings, assist: Batch) -> None:
    assert "error" in json.loads(Batch(settings, "client").line('{"id": 1, "domain": "zoo"}'))
    empty = '{"id": 1, "domain": "hotel", "category": "policy", "turns": []}'
    assert "error" in json.loads(assist.line(empty))
