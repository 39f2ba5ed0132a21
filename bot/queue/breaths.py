"""One breath: the messages that somebody sends without waiting for an answer. They get one. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import prompts
from bot.messages import Event, Message
from bot.queue.wire import load_event
from bot.voice import Silent, Voice
from memory.inbox import Waiting
from memory.people import Person

_FOLLOWS_MS = 4_000  # a message this soon after the previous one may belong to the same breath
_QUIET_MS = 1_200  # and is answered once the person has been quiet this long
BREATH_MS = 12_000  # but nobody waits longer than this: no breath is longer
_MESSAGE = Message.__name__.lower()


@dataclass(frozen=True, slots=True)
class Breath:
    """What one turn answers: one event, or the messages that were sent in one breath."""

    person: Person
    events: tuple[Event, ...]
    event_ids: tuple[str, ...]
    reply_id: str
    now: datetime
    voice: Voice = field(default_factory=Silent)
    local: bool = False  # danger, however low or past: no model reads it

    @property
    def text(self) -> str:
        """The words of all its messages."""
        return "\n".join(e.text for e in self.events if isinstance(e, Message))

    def country(self, default: str) -> str:
        """Where the person is, as far as they said so."""
        return self.person.profile.get("country") or default


def breath_of(waiting: Sequence[Waiting]) -> list[Waiting]:
    """The first event; if it is a message, also the messages that follow it directly, in the same thread
    or like it in none."""
    breath = list(waiting[:1])
    if breath and breath[0].kind == _MESSAGE:
        thread = load_event(breath[0].body).sender.thread
        for row in waiting[1:]:
            if row.kind != _MESSAGE or load_event(row.body).sender.thread != thread:
                break
            breath.append(row)
    return breath


def wait_ms(
    breath: Sequence[Waiting], waiting: Sequence[Waiting], previous_ms: int, now_ms: int,
    alone_ms: int = 0,
) -> int:  # fmt: skip
    """How long to listen on before this breath is answered. `alone_ms` is for a lone message that breaks
    off nowhere: nobody can know whether another one follows (`bot/queue/pauses.py`)."""
    first, last = breath[0].arrived_ms, max(row.arrived_ms for row in breath)
    follows = (
        len(breath) > 1 or first - previous_ms < _FOLLOWS_MS or unfinished(text_of(breath[-1]))
    )
    listen = _QUIET_MS if follows else alone_ms
    quiet_for = now_ms - last
    if len(breath) < len(waiting) or now_ms - first >= BREATH_MS:
        return 0
    return listen - quiet_for if 0 <= quiet_for < listen else 0


def grew(breath: Sequence[Waiting], waiting: Sequence[Waiting], now_ms: int) -> bool:
    """Whether more of it came in while its answer was made: then that answer is not given, and one to
    all of it is made instead."""
    if breath[0].kind != _MESSAGE or now_ms - breath[0].arrived_ms >= BREATH_MS:
        return False
    now = [row.event_id for row in breath_of(waiting)]
    return len(now) > len(breath) and set(now) >= {row.event_id for row in breath}


def goes_on(answered: Sequence[Waiting], waiting: Sequence[Waiting]) -> bool:
    """Whether the first that waits belongs to the breath that has an answer already."""
    known = {row.event_id for row in answered}
    rows = sorted(
        [*answered, *waiting], key=lambda row: (row.sent_ms, row.arrived_ms, row.event_id)
    )
    whole = breath_of(rows)
    new = [row.arrived_ms for row in whole if row.event_id not in known]
    if not new or not known <= {row.event_id for row in whole}:
        return False
    first, last = min(r.arrived_ms for r in answered), max(r.arrived_ms for r in answered)
    return 0 <= min(new) - last < _QUIET_MS and min(new) - first < BREATH_MS


def unfinished(text: str) -> bool:
    """Whether somebody is about to go on: "ok so", "and then she said:"."""
    words = prompts.read("phrases/breaths.yaml")
    said = text.strip().lower()
    bare = re.sub(r"[^\w\s']", "", said.replace("’", "'")).split()
    if not bare:
        return False
    if said.endswith(tuple(words["ends"])) or " ".join(bare) in words["alone"]:
        return True
    return said[-1].isalpha() and len(bare) > 1 and bare[-1] in words["last_words"]


def text_of(row: Waiting) -> str:
    """The words of a message that waits, "" of anything else."""
    event = load_event(row.body)
    return event.text if isinstance(event, Message) else ""
