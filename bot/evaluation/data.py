"""JSON lines that somebody hands in: what can be read, what cannot and why, and a checksum of all of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, Any]


class NoData(Exception):
    """There is nothing to measure on. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that was left out: "danger.jsonl, line 3", and the id of the reason in `prompts/evaluation/words.yaml`."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Data:
    """`sums`: a file's name and its sha256."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    sums: tuple[tuple[str, str], ...]


def load(paths: Sequence[Path], fault: Callable[[Row], str] | None = None) -> Data:
    """In: files, and what says which fault a row has ("" for none; a KeyError, TypeError or ValueError counts as
    "shape"). Raises NoData("unread" or "empty")."""
    rows: list[Row] = []
    faults: list[Fault] = []
    sums = []
    for path in paths:
        try:
            body = path.read_bytes()
        except OSError as error:
            raise NoData("unread", path.name) from error
        sums.append((path.name, hashlib.sha256(body).hexdigest()))
        for number, line in enumerate(body.splitlines(), 1):
            if not line.strip():
                continue
            row, why = _read(line, fault)
            if why:
                faults.append(Fault(f"{path.name}, line {number}", why))
            else:
                rows.append(row)
    return Data(tuple(rows), tuple(faults), tuple(sums))


def together(*parts: Data) -> Data:
    """Several as one."""
    return Data(
        tuple(row for part in parts for row in part.rows),
        tuple(fault for part in parts for fault in part.faults),
        tuple(one for part in parts for one in part.sums),
    )


def text_fault(row: Row) -> str:
    """Whether a row has a text."""
    return "" if isinstance(row["text"], str) and row["text"].strip() else "text"


def labels_fault(row: Row, *names: str) -> str:
    """Whether each of `names` is a list of words."""
    good = all(isinstance(v, list) and all(isinstance(w, str) for w in v) for v in map(row.get, names))  # fmt: skip
    return "" if good else "labels"


def _read(line: bytes, fault: Callable[[Row], str] | None) -> tuple[Row, str]:
    try:
        row = json.loads(line)
    except ValueError:
        return {}, "json"
    if not isinstance(row, dict):
        return {}, "json"
    try:
        return row, fault(row) if fault else ""
    except (KeyError, TypeError, ValueError, AttributeError):
        return row, "shape"
