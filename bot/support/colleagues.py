"""Stories of the person's own crew, scored in memory: they are personal, so no index ever holds them.

A crew has tens of them. Each is read once by the encoder and the reading is kept while the process runs;
a story that is withdrawn is not handed in any more, and its reading is the first to be dropped.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.support.context import wants_no_advice
from bot.support.policy import protected
from bot.support.talk import CrewStory, SupportRequest
from bot.support.understand import Heard, Understander
from bot.support.understanding import Understanding
from memory.embedder import Encoder, Vectors

# Likeness to the situation, to what helped, and shared labels; and how well a story must fit. Chosen on
# development vents against twelve made-up stories (`python -m tests.bench crew_stories`).
_WHEN, _HELPED, _INCIDENT, _EMOTION = 0.8, 0.2, 0.08, 0.04
FITS = 0.69
_READ = 400  # stories whose readings are kept


@dataclass(frozen=True, slots=True)
class _Read:
    when: Vectors
    helped: Vectors
    understood: Understanding


class Colleagues:
    """Finds the story that fits a message. Safe to call from several threads."""

    def __init__(self, understander: Understander, encoder: Encoder) -> None:
        self._understander = understander
        self._encoder = encoder
        self._readings: OrderedDict[tuple[str, int], _Read] = OrderedDict()
        self._lock = threading.Lock()

    def scored(self, stories: Sequence[CrewStory], heard: Heard) -> list[tuple[CrewStory, float]]:
        """Every story with its fit, the best first."""
        found = [(story, self._score(self._read(story), heard)) for story in stories]
        return sorted(found, key=lambda pair: (-pair[1], pair[0].id))

    def fitting(self, request: SupportRequest, heard: Heard) -> tuple[CrewStory, float] | None:
        """The story that fits what was said, now or just before, with its fit; None when none does well
        enough, where another view would be an insult, after danger, and for who wants to be listened to."""
        if not request.stories or request.after_danger:
            return None
        if not request.profile.wants and wants_no_advice(request.text, request.history):
            return None
        if protected(heard.understanding.incidents):
            return None
        earlier = " ".join([u.text for u in request.history if u.role == "user"][-3:])
        if earlier:
            before = [reading.vector for reading in self._encoder.read([earlier])[0]]
            heard = replace(heard, vectors=np.vstack([heard.vectors, *before]))
        shown = {s for u in request.history for s in u.sources} | {*request.profile.not_for_me}
        found = self.scored([s for s in request.stories if s.id not in shown], heard)
        return found[0] if found and found[0][1] >= FITS else None

    def _score(self, read: _Read, heard: Heard) -> float:
        score = _WHEN * _near(read.when, heard.vectors) + _HELPED * _near(
            read.helped, heard.vectors
        )
        score += _INCIDENT * _shared(read.understood.incidents, heard.understanding.incidents)
        return score + _EMOTION * _shared(read.understood.emotions, heard.understanding.emotions)

    def _read(self, story: CrewStory) -> _Read:
        key = (story.id, hash((story.when, story.helped)))
        with self._lock:
            known = self._readings.get(key)
            if known is not None:
                self._readings.move_to_end(key)
                return known
        when = self._understander.hear(story.when or story.helped)
        helped = self._understander.hear(story.helped)
        read = _Read(when.vectors, helped.vectors, when.understanding)
        with self._lock:
            self._readings[key] = read
            while len(self._readings) > _READ:
                self._readings.popitem(last=False)
        return read


def _near(one: Vectors, other: Vectors) -> float:
    return float(np.max(one @ other.T))


def _shared(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return max((min(p, other.get(label, 0.0)) for label, p in one.items()), default=0.0)
