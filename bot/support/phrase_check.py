"""What must hold of the words in `prompts/phrases`; part of `shoulder library check`.

Read are entries (`entry_check.py`), of which no two may share an id or a text, and the texts of files such as
`notices.yaml`, which are spoken as they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

import prompts
from bot.support.entry_check import faults_of
from memory.passage_check import forbidden, plain

Shelf = Mapping[str, Sequence[Any]]  # file name below prompts/ → its entries
_FIXED = frozenset(
    f"phrases/{n}.yaml"
    for n in (
        "lines",
        "notices",
        "commands",
        "incident_words",
        "pause",
        "pasted",
        "adding",
        "acts/sayable",
    )
)
_FOLDERS = ("incidents", "emotions", "acts", "after_danger", "remarks")


def check() -> list[str]:
    """The problems of what ships, one sentence each; [] when all is well."""
    shelf: dict[str, Sequence[Any]] = {}
    fixed: list[str] = []
    for folder in ("phrases", *(f"phrases/{n}" for n in _FOLDERS)):
        for file in prompts.names(folder):
            try:
                content = prompts.read(file)
            except yaml.YAMLError as error:
                return [f"{file}: not YAML: {str(error).splitlines()[0]}"]
            if file in _FIXED:
                fixed += fixed_problems(file, content)
            elif isinstance(content, list):
                shelf[file] = content
    shared = "exercise/words.yaml"  # of the page "On shift" and its commands
    fixed += fixed_problems(shared, prompts.read(shared))
    return problems(shelf) + fixed


def problems(shelf: Shelf) -> list[str]:
    """The same for any shelf."""
    found: list[str] = []
    ids: dict[str, str] = {}
    texts: dict[str, str] = {}
    for file, entries in shelf.items():
        for number, entry in enumerate(entries, 1):
            name = entry.get("id") if isinstance(entry, Mapping) else None
            where = f"{file}: {name or f'entry {number}'}"
            found += [f"{where}: {problem}" for problem in faults_of(file, entry)]
            if name:
                found += _taken(ids, str(name), where, "id")
            if name and "move" in entry and isinstance(text := entry.get("text"), str):
                found += _taken(texts, plain(text), where, "text")
    return found


def fixed_problems(file: str, content: Any) -> list[str]:
    """What is wrong with the texts of a file that is a tree of them: buttons, notices, single lines."""
    return [
        f"{file}: {path}: is barred by the guard ({code}): {text!r}"
        for path, text in _leaves(content)
        for code in forbidden(text)
        if code != "cliches"  # "Remember our chats" is a button, not a platitude
    ]


def _leaves(content: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(content, str):
        yield path, content
    elif isinstance(content, Mapping):
        for key, value in content.items():
            yield from _leaves(value, f"{path}.{key}".lstrip("."))
    elif isinstance(content, Sequence):
        for number, value in enumerate(content, 1):
            yield from _leaves(value, f"{path}.{number}".lstrip("."))


def _taken(seen: dict[str, str], key: str, where: str, what: str) -> list[str]:
    if key not in seen:
        seen[key] = where
        return []
    return [f"{where}: the same {what} as {seen[key]}"]
