"""One exercise as data: which clients, what was said, what was answered. Frozen; no logic but stages.

The shape is the paper's simulation probe (Care-Pilot, arXiv 2411.02408: a queue of clients, a
questionnaire before and after, cards rated -2..2), with every part of it skippable.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from bot.assist.talk import Line, Setting
from memory.exercises import Exercise

Stage = Literal["before", "chat", "after", "results"]
Ended = Literal["", "done", "left"]
Answers = dict[str, int]


@dataclass(frozen=True, slots=True)
class Rated:
    """One card rated: `line` is how many lines the chat had when the card was shown."""

    line: int
    kind: str
    value: int


@dataclass(frozen=True, slots=True)
class Encounter:
    """One client of the queue. With `emotional`, label and reframe are on offer; cues and guide are
    for every client. `after` is None until the questionnaire was answered or skipped."""

    name: str
    setting: Setting
    emotional: bool
    lines: tuple[Line, ...] = ()
    rated: tuple[Rated, ...] = ()
    after: Answers | None = None
    ended: Ended = ""
    stars: int | None = None
    said: int = 0  # lines of the rep; known also when the words are gone

    @property
    def condition(self) -> str:
        """Which of the study's three conditions this client is."""
        if self.setting.civil:
            return "civil"
        return "uncivil_with_help" if self.emotional else "uncivil_without_help"


@dataclass(frozen=True, slots=True)
class Run:
    """One exercise. `before` is None until answered or skipped; a `single` one is a client played in
    a chat, without questionnaires. `donated` is the separate yes to give its numbers to a study."""

    id: str
    at_ms: int
    encounters: tuple[Encounter, ...]
    before: Answers | None = None
    single: bool = False
    stopped: bool = False
    donated: bool = False

    @property
    def current(self) -> int:
        """The client whose turn it is, or the number of clients when all have had theirs."""
        for index, one in enumerate(self.encounters):
            if not one.ended or (one.after is None and not self.single and one.said):
                return index
        return len(self.encounters)

    @property
    def stage(self) -> Stage:
        """What comes next."""
        if self.stopped:
            return "results"
        if self.before is None and not self.single:
            return "before"
        if self.current == len(self.encounters):
            return "results"
        return "after" if self.encounters[self.current].ended else "chat"

    @property
    def over(self) -> bool:
        """Whether nothing comes next."""
        return self.stage == "results"

    def changed(self, index: int, **changes: Any) -> Run:
        """The same exercise with one client's entry changed."""
        parts = list(self.encounters)
        parts[index] = replace(parts[index], **changes)
        return replace(self, encounters=tuple(parts))


def dump(run: Run) -> Exercise:
    """For the store: numbers and words apart, because the words are kept for a shorter time."""
    whole = asdict(run)
    words = [[[line["role"], line["text"]] for line in e.pop("lines")] for e in whole["encounters"]]
    told = any(words)
    return Exercise(run.id, run.at_ms, _text(whole), _text(words) if told else "")


def load(kept: Exercise) -> Run:
    """What `dump` wrote."""
    whole = json.loads(kept.body)
    words = json.loads(kept.words) if kept.words else []
    encounters = []
    for index, entry in enumerate(whole.pop("encounters")):
        setting = Setting(**entry.pop("setting"))
        rated = tuple(Rated(**rated) for rated in entry.pop("rated"))
        lines = tuple(Line(role, text) for role, text in (words[index] if words else ()))
        encounters.append(Encounter(setting=setting, rated=rated, lines=lines, **entry))
    return Run(encounters=tuple(encounters), **whole)


def withdrawn(kept: Exercise) -> Exercise:
    """The same exercise, no longer given to a study."""
    return dump(replace(load(kept), donated=False))


def _text(body: object) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))
