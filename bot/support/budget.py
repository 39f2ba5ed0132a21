"""What a model's answer may still say: checked sentence by sentence, before anyone sees it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

import prompts
from bot.model.engine import Line
from bot.model.hostile import obeyed
from bot.safety.veil import Veiled
from bot.support.guard import faults
from bot.support.sentences import plain

Verdict = Literal["say", "skip", "full", "stop"]

# A sentence with one of these can be left out; any other fault means that this is not our coworker.
_LIGHT = frozenset({"cliches", "questions", "opening", "echo", "broken", "empty", "too_long"})
_SKIPS = 2  # more than that, and what is left is in pieces
_OVER = 15  # words


@dataclass(slots=True)
class Budget:
    """One answer's. `said` is what passed, with placeholders; `most` its words."""

    lines: Sequence[Line]
    veil: Veiled
    heard: str
    openings: Sequence[str]
    most: int
    said: list[str] = field(default_factory=list)
    skipped: int = 0

    def judge(self, sentence: str) -> tuple[Verdict, str]:
        """Whether the next sentence may be said, and how it reads then. `full`: enough was said;
        `stop`: nothing more of this answer may be."""
        text = plain(sentence)
        if not text:
            return "skip", ""
        whole = " ".join([*self.said, text])
        if _foreign(text) or self.veil.strange(text) or obeyed(whole, self.lines):
            return "stop", ""
        shown = self.veil.back(whole)
        limit = self.most + _OVER
        found = faults(shown, heard=self.heard, openings=self.openings, max_words=limit)
        if not found:
            self.said.append(text)
            return "say", text
        if "too_long" in found and self.said:
            return "full", ""
        if set(found) - _LIGHT or not self.said or self.skipped >= _SKIPS:
            return "stop", ""
        self.skipped += 1
        return "skip", ""

    @property
    def words(self) -> int:
        """How much was said."""
        return sum(len(text.split()) for text in self.said)


def _foreign(text: str) -> bool:
    """Whether it reads like something else than a coworker's chat message in English."""
    return bool(_never().search(text)) or sum(c > "\u024f" and c.isalpha() for c in text) > 2


@cache
def _never() -> re.Pattern[str]:
    groups: dict[str, list[str]] = prompts.read("system/never.yaml")
    return re.compile("|".join(f"(?:{p})" for found in groups.values() for p in found), re.I)
