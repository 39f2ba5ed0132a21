"""Stories of the person's own crew, scored in memory: they are personal, so no index ever holds them.

A crew has tens of them. Each is read once by the encoder and the reading is kept while the process runs;
a story that is withdrawn is not handed in any more, and its reading goes as others come.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.support.context import wants_no_advice
from bot.support.policy import protected
from bot.support.talk import CrewStory, SupportRequest
from bot.support.understand import Heard, Understander
from bot.support.understanding import Understanding
from memory.embedder import Encoder, Vectors

# Likeness to the situation (of the whole and of the best sentence), to what helped, and shared labels;
# and how well a story must fit. Chosen on development vents and twelve made-up stories
# (`python -m tests.bench crew_stories`).
_WHEN, _HELPED, _INCIDENT, _EMOTION = 0.8, 0.2, 0.08, 0.04
FITS = 0.65
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

    def fitting(self, request: SupportRequest, heard: Heard) -> tuple[CrewStory, float] | None:
        """The story that fits what was said, now or just before, with its fit; None when none does well
        enough, where another view would be an insult, after danger, and for who wants to be listened to."""
        if not request.stories or request.after_danger:
            return None
        if not request.profile.wants and wants_no_advice(request.text, request.history):
            return None
        if protected(heard.understanding.incidents):
            return None
        shown = {s for u in request.history for s in u.sources} | {*request.profile.not_for_me}
        earlier = [u.text for u in request.history if u.role == "user"][-3:]
        stories = [story for story in request.stories if story.id not in shown]
        found = self.scored(stories, heard, [*earlier, request.text])
        return found[0] if found and found[0][1] >= FITS else None

    def scored(
        self, stories: Sequence[CrewStory], heard: Heard, texts: Sequence[str]
    ) -> list[tuple[CrewStory, float]]:
        """Every story with its fit to `texts`, the last of which is what was `heard`; the best first."""
        if not stories:
            return []
        said = " ".join(filter(None, texts))
        whole = np.vstack([r.vector for r in self._encoder.read([said])[0]])
        parts = self._encoder.embed(_sentences(said))
        found = [(story, _score(self._read(story), whole, parts, heard)) for story in stories]
        return sorted(found, key=lambda pair: (-pair[1], pair[0].id))

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


def _score(read: _Read, whole: Vectors, parts: Vectors, heard: Heard) -> float:
    when = (_near(read.when, whole) + _near(read.when, parts)) / 2
    score = _WHEN * when + _HELPED * _near(read.helped, whole)
    score += _INCIDENT * _shared(read.understood.incidents, heard.understanding.incidents)
    return score + _EMOTION * _shared(read.understood.emotions, heard.understanding.emotions)


def _sentences(text: str) -> list[str]:
    """The parts of a text that say something on their own."""
    parts = re.split(r"(?<=[.!?])\s+|\n+", text)
    return [part for part in parts if len(part.split()) > 2] or [text]


def _near(one: Vectors, other: Vectors) -> float:
    return float(np.max(one @ other.T))


def _shared(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return max((min(p, other.get(label, 0.0)) for label, p in one.items()), default=0.0)
