"""What must hold of the coach's words in `prompts/coach`; part of `shoulder library check`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import prompts
from memory.grade import grade
from memory.passage_check import forbidden

_FILES = ("feedback", "hints", "answers", "session")
_MAX_GRADE, _MAX_GRADE_SHORT, _SHORT, _LABEL = 7.0, 10.0, 10, 4  # words
_SKIPPED = (".kinds", ".scores")  # patterns, and a list of names with figures
_SLOT = re.compile(r"\{(\w+)\}")
_SAMPLES = {
    "q": "You should rest", "n_messages": "six messages", "line": "You held on. What was it like?",
    "X": "You held on", "x": "you held on", "n": "six", "k": "2", "why": "It is a plan.",
    "good": "You asked.", "own": "5", "read": "2", "item": "feeling with them", "Name": "Dana", "name": "Dana",
}  # fmt: skip
_STOCK = frozenset({".why", ".principle", ".ask", ".ask_lead", ".see", ".partner", ".pronoun"})
_OWN = frozenset({"q", "p", "q2", "p2", "p0", "line", "n_messages", "name", "Name"})


def check() -> list[str]:
    """The problems of what ships, one sentence each; [] when all is well."""
    found: list[str] = []
    for name in _FILES:
        for path, text in _texts(prompts.read(f"coach/{name}.yaml")):
            if not path.startswith(_SKIPPED):
                found += [f"coach/{name}.yaml: {path}: {p}: {text}" for p in problems(text)]
            part = "." + path.split(".")[1]
            if name == "feedback" and part not in _STOCK and not _OWN & set(_SLOT.findall(text)):
                found.append(f"coach/{name}.yaml: {path}: nothing of the two in it: {text}")
    return found


def problems(text: str) -> list[str]:
    """What is wrong with one text, its slots filled with samples."""
    full = _SLOT.sub(lambda m: _SAMPLES.get(m[1], "I cried"), text)
    found = [f"under {group}" for group in forbidden(full)]
    words = len(full.split())
    limit = _MAX_GRADE if words >= _SHORT else _MAX_GRADE_SHORT
    if words >= _LABEL and grade(full) > limit:
        found.append(f"reads at grade {grade(full):.1f}")
    return found


def _texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _texts(part, f"{path}.{key}")
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part, path)
