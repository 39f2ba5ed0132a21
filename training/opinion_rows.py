"""What the weights of `bot/safety/weighing.py` are fitted on: texts that no reader was fitted on."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.everyday import comments
from training.examples import HERE, Example, dangers, is_dev, mid_talk, vents

DATA = HERE.parent / "tests/data"
_JOINS, _BURIED = 220, 160
# How much each counts. Most of what people write is a harmless vent; the development split has more dangers
# and more of their twins than any day has, and the plain statements are the lexicon's to hear.
_COUNT = {
    "vent": 2.0, "reported": 0.3, "join": 1.0, "fresh": 2.0, "twin": 1.0, "idiom": 0.5, "plain": 0.5,
    "everyday": 0.5, "talk": 1.0,
}  # fmt: skip
_OWN = 10.0  # as often counts somebody's own wish to die: fitted without it, the bar for it rose


@dataclass(frozen=True, slots=True)
class Row:
    """One text. `sort` says what it is like, `author` whose file it is from: whoever is judged on an author's
    texts was not fitted on any of theirs. `own` is somebody's own suicide or self-harm, hinted at."""

    text: str
    danger: bool
    sort: str
    author: str
    own: bool = False

    @property
    def count(self) -> float:
        """How much it counts."""
        return _COUNT[self.sort] * (_OWN if self.own else 1)


def rows() -> list[Row]:
    """All of them, each text once, in a fixed order."""
    kept: dict[str, Row] = {}
    for row in (*_fresh(), *_split(), *_joined(), *_own(), *_talk(), *_everyday()):
        kept.setdefault(row.text, row)
    return list(kept.values())


def _fresh() -> Iterator[Row]:
    """By an author who knew nothing of ours (`danger_fresh.jsonl`)."""
    for row in _read(DATA / "danger_fresh.jsonl"):
        own = row["kind"] == "self_harm_self"
        yield Row(row["text"], row["kind"] != "none", "fresh", "fresh", own)


def _split() -> Iterator[Row]:
    """The development split of the examples."""
    authors = {
        row["text"]: file.stem
        for file in (*sorted((HERE / "examples").glob("*.jsonl")), DATA / "danger_dev.jsonl")
        if file.stem.startswith(("vents", "danger"))
        for row in _read(file)
    }
    for example in vents():
        if is_dev(example) and example.danger:
            sort = "reported" if example.danger.any else "vent"
            yield Row(example.text, example.danger.any, sort, authors[example.text])
    for example in dangers():
        if is_dev(example) and example.danger:
            own = example.danger.kind == "self_harm_self"
            yield Row(example.text, example.danger.any, "twin", authors[example.text], own)


def _joined() -> Iterator[Row]:
    """Long messages: harmless vents after another, some with a danger among them."""
    rng = random.Random(5)
    calm = [e.text for e in vents() if is_dev(e) and _harmless(e)]
    grave = [e.text for e in dangers() if is_dev(e) and e.danger and e.danger.any]
    for _ in range(_JOINS):
        yield Row("\n".join(rng.sample(calm, rng.choice((2, 2, 3, 4)))), False, "join", "join")
    for _ in range(_BURIED):
        parts = rng.sample(calm, rng.choice((1, 2, 3)))
        parts.insert(rng.randrange(len(parts) + 1), rng.choice(grave))
        yield Row("\n".join(parts), True, "join", "join")


def _own() -> Iterator[Row]:
    """A wish to die, said outright, and the figures of speech that sound like it."""
    for name in ("danger_explicit_dev", "danger_explicit_test"):
        for row in _read(DATA / f"{name}.jsonl"):
            danger = row["want"] != "none"
            yield Row(row["text"], danger, "plain" if danger else "idiom", name)


def _talk() -> Iterator[Row]:
    """What people say in mid-talk without danger."""
    for example in mid_talk():
        if is_dev(example):
            yield Row(example.text, False, "talk", "talk")


def _everyday() -> Iterator[Row]:
    """What people say about other things than work: the half that the n-grams were not fitted on. Of many
    authors: those of one half of it are judged by the other."""
    for n, text in enumerate(comments(half=1)):
        yield Row(text, False, "everyday", f"everyday {n % 2}")


def _harmless(example: Example) -> bool:
    return example.danger is not None and not example.danger.any


def _read(file: Path) -> Iterator[dict[str, str]]:
    yield from map(json.loads, file.read_text(encoding="utf-8").splitlines())
