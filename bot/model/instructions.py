"""The prompts a model is given: Markdown files in `prompts/system/` with id, version and changelog in front."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

import prompts

_FOLDER = "system"
_SLOT = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True, slots=True)
class Instructions:
    """One prompt. `changelog` says what each version changed."""

    id: str
    version: int
    changelog: dict[int, str]
    text: str

    @property
    def slots(self) -> frozenset[str]:
        """What `render` needs."""
        return frozenset(_SLOT.findall(self.text))

    def render(self, **slots: str) -> str:
        """The text with its slots filled. What is filled in is never looked at again. Raises KeyError
        for a slot without words."""
        text = _SLOT.sub(lambda slot: slots[slot[1]], self.text)
        return re.sub(r"\n{3,}", "\n\n", text).strip()


@cache
def instructions(id: str) -> Instructions:
    """The prompt of that id. Raises FileNotFoundError if none ships, ValueError if it has no head."""
    text = files(prompts).joinpath(_FOLDER, f"{id}.md").read_text(encoding="utf-8")
    _, head, body = ("---\n" + text.removeprefix("---\n")).split("---\n", 2)
    told = yaml.safe_load(head)
    return Instructions(told["id"], told["version"], told["changelog"], body.strip("\n"))


def every() -> Iterator[Instructions]:
    """All that ship, by id."""
    names = (path.name for path in files(prompts).joinpath(_FOLDER).iterdir())
    for name in sorted(names):
        if name.endswith(".md"):
            yield instructions(name.removesuffix(".md"))


def check() -> list[str]:
    """What is wrong with them, [] when nothing is."""
    problems: list[str] = []
    for name in sorted(p.name for p in files(prompts).joinpath(_FOLDER).iterdir()):
        if not name.endswith(".md"):
            continue
        try:
            found = instructions(name.removesuffix(".md"))
        except (ValueError, KeyError, TypeError, yaml.YAMLError):
            problems.append(f"system/{name}: needs id, version and changelog between --- lines")
            continue
        if found.id != name.removesuffix(".md"):
            problems.append(f"system/{name}: its id is {found.id}")
        if not found.changelog or found.version != max(found.changelog):
            problems.append(f"system/{name}: version {found.version} is not in its changelog")
    return problems
