"""What would leave the machine of some 300 further messages with other people's data in them, by how it is written.

A development set: templates and rules have one author. `python -m tests.bench outgoing` is the measurement. Told beside
it is the price: how many of the ordinary words of vents become placeholders.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import yaml

from bot.safety.outgoing import stricter
from bot.safety.redact import Redactor
from bot.safety.veil import veiled
from tests.bench.heldout import rate

_SETS = Path(__file__).parent / "planted.yaml"
_VENTS = Path(__file__).parents[2] / "training/examples/vents_a.jsonl"
_SLOT = re.compile(r"\{(?:(lower|upper)\()?(\w+)\)?\}")
_FILLINGS = 4
_NAMES = ("name", "sur", "full", "word_name", "word_sur")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Planted:
    """A message, how its data is written, and that data."""

    kind: str
    text: str
    names: tuple[str, ...]
    structured: tuple[str, ...]

    def leaks(self, sent: str) -> list[str]:
        """What of it stands in `sent`: any word of a name, structured data as a whole."""
        words = [w for name in self.names for w in re.findall(r"[^\W\d_]{3,}", name)]
        found = [w for w in words if re.search(rf"(?<![\w-]){re.escape(w)}(?![\w-])", sent)]
        return found + [data for data in self.structured if data in sent]


def planted() -> list[Planted]:
    """All of them, the same each time."""
    table, rng = yaml.safe_load(_SETS.read_text("utf-8")), Random(5)
    return [
        _filled(kind, template, table, rng)
        for kind, templates in table["templates"].items()
        for template in templates
        for _ in range(_FILLINGS if kind != "structured" else _FILLINGS + 3)
    ]


def run() -> Iterator[str]:
    """By kind, then each that slipped."""
    redactor = Redactor.load()
    total: Counter[str] = Counter()
    leaked: Counter[str] = Counter()
    slipped: list[str] = []
    messages = planted()
    for message in messages:
        sent = veiled(message.text, redactor.redact(message.text).spans).text
        found = message.leaks(sent)
        for kind, data in (("names", message.names), ("structured", message.structured)):
            for one in data:
                gone = Planted(kind, "", (one,) if kind == "names" else (), (one,) if kind != "names" else ()).leaks(sent)  # fmt: skip
                total[kind] += 1
                leaked[kind] += bool(gone)
        total[message.kind] += 1
        leaked[message.kind] += bool(found)
        if found:
            slipped.append(f"  {message.kind}: {', '.join(found)}: {sent}")
    yield f"{len(messages)} messages"
    for kind in total:
        yield f"{kind}: {rate(leaked[kind], total[kind])}"
    yield from slipped[:_SHOWN]
    yield _price(redactor)


def _price(redactor: Redactor) -> str:
    """How many words of vents are hidden that the redactor leaves in a transcript."""
    rows = [json.loads(line)["text"] for line in _VENTS.read_text("utf-8").splitlines()[:300]]
    words = hidden = 0
    which: Counter[str] = Counter()
    for text in rows:
        spans = redactor.redact(text).spans
        words += len(text.split())
        for span in stricter(text, spans):
            if not any(span.start < s.end and s.start < span.end for s in spans):
                hidden += 1
                which[text[span.start : span.end]] += 1
    some = ", ".join(word for word, _ in which.most_common(60))
    return f"price: {hidden} of {words} words of vents hidden beyond the transcript's: {some}"


def _filled(kind: str, template: str, table: dict[str, Any], rng: Random) -> Planted:
    names: list[str] = []
    structured: list[str] = []

    def fill(slot: re.Match[str]) -> str:
        words = _filling(slot[2], table, rng)
        words = words.lower() if slot[1] == "lower" else words.upper() if slot[1] else words
        (names if slot[2] in _NAMES else structured).append(words)
        return words

    text = _SLOT.sub(fill, template)
    return Planted(kind, text, tuple(names), tuple(structured))


def _filling(slot: str, table: dict[str, Any], rng: Random) -> str:
    lists = {"name": "given", "sur": "surnames", "word_name": "word_names", "word_sur": "word_surnames"}  # fmt: skip
    if slot == "full":
        return f"{_filling('name', table, rng)} {_filling('sur', table, rng)}"
    if slot in lists:
        return str(rng.choice(table[lists[slot]].split()))
    return str(rng.choice(table["fill"][slot]))
