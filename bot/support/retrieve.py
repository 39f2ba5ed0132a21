"""Which library passages help with this message: likeness of situation, what readers chose for others like it,
and labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from bot.model.planted import sayable
from bot.support.affinity import Affinity
from bot.support.policy import NEVER_REFRAME
from bot.support.understanding import Understanding
from memory import presumed
from memory.embedder import Vectors
from memory.library import Hit, Library

# What a full match of labels adds to a likeness of 0–1, and what helped before (development vents).
_INCIDENT, _EMOTION, _LIKED = 0.08, 0.04, 0.03
_CHOSEN = 0.4  # what a certain choice of readers adds (development vents)
_DEPTH = 36


class Retriever:
    """Ranks the library for one understood message."""

    def __init__(self, library: Library, affinity: Affinity) -> None:
        self._library = library
        self._affinity = affinity

    def foresee(self, vectors: Vectors) -> None:
        """What `find` begins with, ahead of it."""
        self._library.foresee(vectors)

    def find(
        self, vectors: Vectors, understood: Understanding, k: int = 5, kind: str = "", *,
        facts: frozenset[str] = frozenset(), liked: Iterable[str] = (), disliked: Iterable[str] = (),
    ) -> list[Hit]:  # fmt: skip
        """The best `k` passages of `kind` ("" = any), best first; what the person found unhelpful is
        left out, what helped before is lifted. Left out, too, is what takes for granted (a fee, a score) what
        is not among the `facts` that were told. Passages that ask to see it differently are left out
        for incidents that must never be reframed; and whatever gives orders to whoever reads it."""
        liked, disliked = set(liked), set(disliked)
        barred = any(understood.incidents.get(i, 0.0) > 0.4 for i in NEVER_REFRAME)
        chosen = self._affinity.of(vectors)
        ranked: list[Hit] = []
        for hit in self._library.nearest(vectors, _DEPTH, kind):
            passage = hit.passage
            if passage.id in disliked or (barred and passage.reframe):
                continue
            if not presumed.presumed(passage) <= facts:
                continue
            score = hit.score + _CHOSEN * chosen.get(passage.id, 0.0)
            score += _INCIDENT * _best(understood.incidents, passage.incidents)
            score += _EMOTION * _best(understood.emotions, passage.emotions)
            score += _LIKED * (passage.id in liked)
            ranked.append(Hit(passage, score))
        ranked.sort(key=lambda h: (-h.score, h.passage.id))
        return list(islice((hit for hit in ranked if sayable(hit.passage)), k))


def _best(chances: Mapping[str, float], labels: Iterable[str]) -> float:
    return max((chances.get(label, 0.0) for label in labels), default=0.0)
