"""Reading the held-out sets and counting on them."""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path
from typing import Any

from bot.batch import Batch
from bot.settings import Settings

FOLDER = Path(__file__).parent.parent / "heldout"


def rows(name: str) -> list[dict[str, Any]]:
    """The objects of `tests/heldout/<name>.jsonl`."""
    return read(FOLDER / f"{name}.jsonl")


def read(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


@cache
def batch(task: str) -> Batch:
    """A worker of `shoulder batch TASK`."""
    return Batch(Settings(), task)


def ask(task: str, item: dict[str, Any]) -> dict[str, Any]:
    """What `shoulder batch TASK` answers to one object."""
    answer: dict[str, Any] = json.loads(batch(task).line(json.dumps(item)))
    if "error" in answer:
        raise RuntimeError(f"{task}: {item.get('id')}: {answer['error']}")
    return answer


def rate(hits: int, n: int) -> str:
    """ "0.850 (170/200, 95 % 0.794–0.893)" with Wilson's interval."""
    if not n:
        return "no cases"
    z, p = 1.96, hits / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return f"{p:.3f} ({hits}/{n}, 95 % {max(0.0, middle - half):.3f}–{min(1.0, middle + half):.3f})"
