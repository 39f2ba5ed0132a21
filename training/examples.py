"""Reading what the weights are fitted on: our own vents, danger examples, the library's triggers, and
GoEmotions (Apache-2.0, from `../shared/data`, only when it is there)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import prompts
from bot.safety.outputs import KINDS, LEVELS, WHOS
from memory import passages

HERE = Path(__file__).parent
LABELS = prompts.read("labels.yaml")
EMOTIONS: tuple[str, ...] = tuple(LABELS["emotions"])
INCIDENTS: tuple[str, ...] = tuple(LABELS["incidents"])
ASKS: tuple[str, ...] = tuple(LABELS["asks"])

# GoEmotions labels that mean what ours mean; the rest of its 28 are left out.
_GOEMOTIONS = {
    "anger": "anger", "annoyance": "frustration", "disappointment": "sadness",
    "fear": "anxiety_fear", "nervousness": "anxiety_fear", "sadness": "sadness",
    "grief": "sadness", "remorse": "shame_guilt", "embarrassment": "shame_guilt",
    "surprise": "shock", "disgust": "disgust", "joy": "joy_pride_gratitude",
    "pride": "joy_pride_gratitude", "gratitude": "joy_pride_gratitude", "relief": "relief",
    "amusement": "amusement", "caring": "compassion", "excitement": "joy_pride_gratitude",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled text. None = not labelled for this; `weight` 0–1 says how much it counts;
    `passages` are the library entries that fit it, best first; `block` the neighbors in a file,
    where a danger and its safe twin stand side by side."""

    text: str
    emotions: tuple[str, ...] | None = None
    incidents: tuple[str, ...] | None = None
    intensity: int | None = None
    ask: str | None = None
    weight: float = 1.0
    passages: tuple[str, ...] = ()
    danger: Danger | None = None
    block: str = ""


@dataclass(frozen=True, slots=True)
class Danger:
    """Whether a text reports or intends harm and, where that is known, which."""

    any: bool
    kind: str = ""
    level: str = ""
    who: str = ""


SAFE = Danger(False)
# What the incident labels of a vent say about danger; the other incidents say that it is safe.
_CERTAIN = {"threat_violence": "violence_threat", "harassment_sexual": "sexual_harassment"}
_UNSURE = {"customer_in_crisis", "manager_bullying", "discrimination", "personal_problem"}


def vents() -> list[Example]:
    """Our own training vents, in file order. Raises ValueError with file and line for a bad label."""
    out: list[Example] = []
    fitting = _passages()
    for file in sorted((HERE / "examples").glob("vents*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            row = json.loads(line)
            if not set(row["emotions"]) <= set(EMOTIONS) or not set(row["incidents"]) <= set(
                INCIDENTS
            ):
                raise ValueError(f"{file.name}:{number}: unknown label")
            out.append(
                Example(row["text"], tuple(row["emotions"]), tuple(row["incidents"]),
                        int(row["intensity"]), row["ask"], danger=_danger_of(row["incidents"]),
                        passages=fitting.get(mark(row["text"]), ()))
            )  # fmt: skip
    return out


def mark(text: str) -> str:
    """How `examples/passages.jsonl` names a vent."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _passages() -> dict[str, tuple[str, ...]]:
    """The library entries that readers found fitting, by vent; those that are gone are left out."""
    here = {p.id for p in passages.load()}
    rows = (HERE / "examples/passages.jsonl").read_text(encoding="utf-8").splitlines()
    return {
        row["vent"]: tuple(name for name in row["right"] if name in here)
        for row in map(json.loads, rows)
    }


def _danger_of(incidents: list[str]) -> Danger | None:
    for incident, kind in _CERTAIN.items():
        if incident in incidents:
            return Danger(True, kind)
    return None if _UNSURE & set(incidents) else SAFE


def dangers() -> list[Example]:
    """The danger examples and their safe twins: `examples/danger_*.jsonl` and the development set of
    the lexical screen."""
    out: list[Example] = []
    for file in (
        *sorted((HERE / "examples").glob("danger*.jsonl")),
        HERE.parent / "tests/data/danger_dev.jsonl",
    ):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            row = json.loads(line)
            block = f"{file.stem}:{number // 20}"
            if row["kind"] == "none":
                out.append(Example(row["text"], danger=SAFE, block=block))
                continue
            if row["kind"] not in KINDS or row["level"] not in LEVELS or row["who"] not in WHOS:
                raise ValueError(f"{file.name}:{number}: unknown label")
            danger = Danger(True, row["kind"], row["level"], row["who"])
            out.append(Example(row["text"], danger=danger, block=block))
    return out


def is_talk(example: Example) -> bool:
    """Whether it was written as a message in mid-talk, dangers and what only looks like one."""
    return example.block.startswith("danger_talk")


def mid_talk() -> list[Example]:
    """What people write in mid-talk without danger: the examples of acts and remarks. Those marked `unsure` may tell
    of danger and are left out."""
    out: dict[str, Example] = {}
    for name in ("acts", "details", "remarks"):
        for file in sorted((HERE / "examples").glob(f"{name}*.jsonl")):
            for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
                if not row.get("unsure"):
                    out[row["text"]] = Example(row["text"], danger=SAFE)
    return list(out.values())


def safe(text: str) -> Example:
    """A text of somebody else's without danger in it, of which nothing else is known."""
    return Example(text, weight=0.5, danger=SAFE)


def triggers() -> Iterator[Example]:
    """The library's triggers: their entry's labels fit them only on the whole, so they count less."""
    for p in passages.load():
        for text in p.triggers:
            yield Example(text, p.emotions, p.incidents, weight=0.4, passages=(p.id,))


def goemotions(path: Path) -> Iterator[Example]:
    """Short comments with a feeling that is one of ours; nothing when the file is absent."""
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        ours = tuple(
            sorted({_GOEMOTIONS[label] for label in row["labels"] if label in _GOEMOTIONS})
        )
        if ours and "neutral" not in row["labels"]:
            yield Example(row["text"], ours, weight=0.3)


def is_dev(example: Example) -> bool:
    """Whether it belongs to the development split (one in eight, fixed by its block or its text)."""
    return hashlib.sha256((example.block or example.text).encode()).digest()[0] < 32
