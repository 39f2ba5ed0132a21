"""The shared library as it ships in `prompts/library`: coping strategies and peer-support examples."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import prompts

Kind = Literal["strategy", "example", "story"]


@dataclass(frozen=True, slots=True)
class Passage:
    """One entry. `triggers` are what people type where it helps; they are matched, never shown.

    Strategies have `steps`, `offer`, `source` and `not_when`; examples have `line`. `reframe` says
    that the words ask the person to see it differently.
    """

    id: str
    kind: Kind
    title: str
    incidents: tuple[str, ...]
    emotions: tuple[str, ...]
    triggers: tuple[str, ...]
    words: str
    reframe: bool
    steps: tuple[str, ...] = ()
    offer: str = ""
    source: str = ""
    not_when: str = ""
    line: str = ""
    needs: tuple[
        str, ...
    ] = ()  # facts (`prompts/library/facts.yaml`) that its words don't give away


def load() -> tuple[Passage, ...]:
    """All passages that ship, strategies first. Raises KeyError when an entry lacks a field."""
    out: list[Passage] = []
    kinds: tuple[tuple[str, Kind], ...] = (("strategies", "strategy"), ("examples", "example"))
    for folder, kind in kinds:
        for file in prompts.names(f"library/{folder}"):
            out += [_passage(entry, kind) for entry in prompts.read(file)]
    return tuple(out)


def version(passages: tuple[Passage, ...], embedder: str) -> str:
    """A short hash that changes with any trigger or with the embedder: an index of another is stale."""
    text = json.dumps([embedder, [(p.id, p.words, p.triggers) for p in passages]])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _passage(entry: Mapping[str, Any], kind: Kind) -> Passage:
    return Passage(
        id=entry["id"], kind=kind, title=entry["title"], incidents=tuple(entry["incidents"]),
        emotions=tuple(entry["emotions"]), triggers=tuple(entry["triggers"]), words=entry["words"],
        reframe=bool(entry["reframe"]), steps=tuple(entry.get("steps", ())),
        offer=entry.get("offer", ""), source=entry.get("source", ""),
        not_when=entry.get("not_when", ""), line=entry.get("line", ""), needs=tuple(entry.get("needs", ())),
    )  # fmt: skip
