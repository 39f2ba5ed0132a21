"""What `shoulder batch` says about a line that it can't work on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from bot.batch import Batch
from bot.batch_shape import SHAPES, explained
from bot.settings import Settings
from handlers.cli import Mode

TURN = {"role": "user", "text": "a secret"}


@pytest.fixture
def settings() -> Iterator[Settings]:
    yield Settings(_env_file=None)


@pytest.mark.parametrize(
    ("mode", "item", "said"),
    [
        ("screen", {}, "missing text"),
        ("redact", {"txt": "a secret"}, "missing text"),
        ("reply", {}, "missing text or turns"),
        ("reply", {"turns": [{"role": "user"}]}, "turn 1 has no text"),
        ("reply", {"turns": [TURN, {**TURN, "role": "bot"}]}, "the last turn must be the user's"),
        ("reply", {"turns": [{**TURN, "role": "boss"}]}, "turn 1 has another role than user, bot"),
        ("score", {"turns": "a secret"}, "turns must be a list"),
        ("score", {"turns": [1]}, "turn 1 must be an object"),
        ("assist", {"turns": [TURN]}, "another role than client, rep"),
        ("coach", {}, "missing turns"),
        ("client", {"domain": "airline"}, "missing category and civil"),
        (
            "client",
            {"domain": "moon", "category": "policy", "civil": True},
            "domain must be one of",
        ),
        ("seek", {"scenario": "none such", "turns": []}, "scenario names no exercise"),
    ],
)
def test_it_says_what_is_wrong_and_what_is_expected(
    settings: Settings, mode: str, item: dict[str, Any], said: str
) -> None:
    assert said in explained(mode, item) and SHAPES[mode] in explained(mode, item)
    if mode in ("reply", "assist", "client", "seek"):  # the others read weights before they look
        answer = json.loads(Batch(settings, mode).line(json.dumps({"id": 7, **item})))
        assert answer == {"id": 7, "error": f"bad input: {explained(mode, item)}"}
    assert "a secret" not in explained(mode, item)


def test_every_mode_has_a_shape() -> None:
    assert set(SHAPES) == {mode.value for mode in Mode}
