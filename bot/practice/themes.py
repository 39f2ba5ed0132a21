"""The data-driven taxonomy of what supporters say: four dimensions, ten themes, level-2 groups of idioms.

Lend an Ear (arXiv 2603.15245) found them with a sparse autoencoder over 38,000 sentences. The groups'
idioms are ours, in `prompts/practice/idioms.yaml`; what they count for is fitted (`training/practice`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

import prompts
from bot.practice.form import plain

Row = npt.NDArray[np.float32]

# Theme → the head of `bot.practice.tactics` that stands for it when no idiom is found.
HEADS = {
    "validating_emotions": "validation",
    "demonstrating_availability": "assistance",
    "expressing_sympathy": "emotional_expression",
    "demonstrating_understanding": "paraphrasing",
    "encouraging_elaboration": "elaboration",
    "providing_reassurance": "future",
    "affirming": "empowerment",
    "advice_giving": "advice",
    "dismissing_emotions": "dismissing",
    "self_oriented": "self_disclosure",
}


@dataclass(frozen=True, slots=True)
class Group:
    """A level-2 group: `dimension` affective, cognitive, motivational or misattuned; one of ten themes."""

    dimension: str
    theme: str
    name: str
    idioms: tuple[re.Pattern[str], ...]


class Themes:
    """Which idioms a sentence has. Stateless; load once."""

    def __init__(self, groups: tuple[Group, ...]) -> None:
        self.groups = groups

    @classmethod
    def load(cls) -> Themes:
        """The ones that ship. Raises ValueError for a word list or an expression that is wrong."""
        data = prompts.read("practice/idioms.yaml")
        lists = {k: "|".join(w.strip() for w in v.split("|")) for k, v in data["words"].items()}
        groups = []
        for theme in data["themes"]:
            if theme["theme"] not in HEADS:
                raise ValueError(f"no theme of the taxonomy: {theme['theme']}")
            for name, lines in theme["groups"].items():
                idioms = tuple(_compiled(line, lists) for line in lines)
                groups.append(Group(theme["dimension"], theme["theme"], name, idioms))
        return cls(tuple(groups))

    @cached_property
    def size(self) -> int:
        """How many numbers `features` gives: one a group, then one an idiom."""
        return len(self.groups) + sum(len(group.idioms) for group in self.groups)

    def found(self, sentence: str) -> tuple[Group, ...]:
        """The groups that have an idiom in this sentence, in the taxonomy's order."""
        flat = plain(sentence)
        return tuple(g for g in self.groups if any(i.search(flat) for i in g.idioms))

    def features(self, sentence: str) -> Row:
        """0 or 1 for each group, then for each idiom."""
        flat = plain(sentence)
        hits = [[bool(i.search(flat)) for i in group.idioms] for group in self.groups]
        return np.array([*(any(h) for h in hits), *(x for h in hits for x in h)], np.float32)


def _compiled(line: str, lists: dict[str, str]) -> re.Pattern[str]:
    for name, words in lists.items():
        line = line.replace(f"{{{name}}}", words)
    try:
        return re.compile(rf"(?<![a-z0-9])(?:{line})(?![a-z0-9])")
    except re.error as error:
        raise ValueError(f"idiom {line!r}: {error}") from None
