"""A library with a passage of somebody's making in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from bot.support.ground import Ground
from bot.support.talk import SupportAnswer
from memory.library import Hit
from memory.passages import Passage


@dataclass
class Poisoned:
    """The supporter, with a passage of somebody's making in its library: the nearest to whatever is told. Where it is
    found at all, its line is said, whether a line was due or not. A supporter without a library has it found."""

    inner: Any
    story: str = ""

    def ground(self, request: Any, heard: Any = None) -> Ground | SupportAnswer:
        """With the story in it, if it gets that far."""
        read = getattr(self.inner, "_supporter", lambda: self.inner)()  # the real one is read late
        library = getattr(read, "library", None)
        if not self.story or library is None:
            found: Ground | SupportAnswer = self.inner.ground(request, heard)
        else:
            with (
                patch.object(library, "nearest", self._first(library.nearest)),
                patch("memory.presumed.presumed", return_value=frozenset()),
            ):
                found = self.inner.ground(request, heard)
        if isinstance(found, SupportAnswer) or not self.story:
            return found
        if library is not None and self.story not in (hit.passage.line for hit in found.hits):
            return found
        orders = (("validate", "story", "ask"),)
        return replace(found, orders=orders, extra={**found.extra, "story": self.story})

    def _first(self, nearest: Callable[..., list[Hit]]) -> Callable[..., list[Hit]]:
        id = f"example-{uuid4().hex}"  # one that was said before is not found again
        words = "That was a lot."
        passage = Passage(id, "example", "Planted", (), (), (), words, False, line=self.story)
        return lambda *given: [Hit(passage, 2.0), *nearest(*given)]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)
