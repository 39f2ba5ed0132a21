"""Physical danger behind a complaint while nobody is known to be hurt right now: bare wires, a swelling battery,
glass in the food. Then safety comes first, and the card for a person in danger stays away."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

import prompts
from bot.assist.alike import already_said, twin
from bot.assist.chat import Chat
from bot.assist.sentences import without

FEWEST = 3


@dataclass(frozen=True, slots=True)
class Hazard:
    """A kind of `prompts/assist/hazards.yaml` and what fits it: three cues, three to six steps, boundary, message."""

    kind: str
    cues: tuple[str, ...]
    steps: tuple[str, ...]
    boundary: tuple[str, ...]
    message: str


def hazard_in(chat: Chat, seed: int = 0) -> Hazard | None:
    """In: a chat. Out: the hazard that its client tells of; None once the rep has seen to it and the client's last
    message is about something else."""
    table = prompts.read("assist/hazards.yaml")
    earlier, rep = "\n".join(chat.client[:-1]), "\n".join(chat.rep)
    for kind, reading in _readings().items():
        met = bool(reading.met.search(rep))
        if (
            reading.told(chat.last)
            or (reading.told(earlier) and not met)
            or reading.together(chat, met=met)
        ):
            words = table["kinds"][kind]
            steps = [s for s in words["steps"] if not already_said(s, chat.rep)]
            steps += [s for s in table["more"] if not twin(s, steps)]
            said = Random(f"{seed}:{chat.mark}").choice(table["message"])  # noqa: S311 - words, not secrets
            return Hazard(kind, tuple(words["cues"]), tuple(steps), tuple(table["boundary"]), said)
    return None


@dataclass(frozen=True, slots=True)
class _Reading:
    say: re.Pattern[str] | None
    every: tuple[re.Pattern[str], ...]
    ruled_out: re.Pattern[str] | None
    met: re.Pattern[str]

    def told(self, said: str) -> bool:
        """Whether a sentence of `said` tells of it."""
        return self.say is not None and bool(self.say.search(self._left(said)))

    def together(self, chat: Chat, *, met: bool) -> bool:
        """Whether the messages tell of it between them (no heat, then a baby), the last one a part of it if the rep has
        seen to it."""
        said, last = self._left("\n".join(chat.client)), self._left(chat.last)
        return (
            bool(self.every)
            and all(p.search(said) for p in self.every)
            and (not met or any(p.search(last) for p in self.every))
        )

    def _left(self, said: str) -> str:
        return without(said.replace("’", "'").replace("‘", "'"), self.ruled_out)


@cache
def _readings() -> dict[str, _Reading]:
    table: Mapping[str, Mapping[str, Any]] = prompts.read("assist/hazards.yaml")["kinds"]
    return {
        kind: _Reading(
            re.compile(words["say"], re.I) if "say" in words else None,
            tuple(re.compile(p, re.I) for p in words.get("all", ())),
            re.compile(words["not"], re.I) if "not" in words else None,
            re.compile(words["met"], re.I),
        )
        for kind, words in table.items()
    }
