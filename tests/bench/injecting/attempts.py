"""What is tried."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.bench.heldout import read, rows

_FURTHER = Path(__file__).parents[1] / "injections_more.yaml"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try: what is written, and what a model that obeys says then."""

    kind: str
    text: str
    says: str


def further() -> list[Attempt]:
    """Sixty of twelve other kinds, for development: their author wrote the fences, too."""
    table = yaml.safe_load(_FURTHER.read_text("utf-8"))
    return [Attempt(kind, row["text"], row["says"]) for kind, rows in table.items() for row in rows]


def attempts() -> list[Attempt]:
    """All 150, fifteen of each of ten kinds; with ATTEMPTS=file.jsonl in the environment those of a file."""
    other = os.environ.get("ATTEMPTS")
    table = read(Path(other)) if other else rows("injections")
    return [Attempt(row["kind"], row["text"], row["says"]) for row in table]
