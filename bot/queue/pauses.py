"""How long a message that stands alone is waited for, since more may follow. Pure.

Nobody can know whether it does: platforms don't tell a bot that somebody is typing. Waiting for everyone
would cost everyone a second, so only words that look like the beginning of something are waited for.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

import prompts
from bot.commands import Registry
from bot.commands.spoken import spoken

HABIT = timedelta(hours=12)  # about a shift: how long somebody's way of writing is gone by
_FRAGMENT = range(2, 8)  # words; one alone is an "ugh" or a "thanks"
_SHORT = 25  # words; a longer message says what there is to say


class Pauses:
    """`seconds` is the wait; 0 answers every message that stands alone at once."""

    def __init__(self, seconds: float, registry: Registry) -> None:
        self._ms = round(seconds * 1000)
        self._registry = registry

    @property
    def on(self) -> bool:
        """Whether messages are ever waited for."""
        return bool(self._ms)

    def command(self, text: str) -> bool:
        """Whether these words are a command where they stand alone."""
        return spoken(text, self._registry) is not None

    def asks_habit(self, text: str) -> bool:
        """Whether the answer depends on how this person has been writing today."""
        return bool(self._ms) and not self._stands(text) and not fragment(text)

    def after(self, text: str, sent_ms: Sequence[int] = ()) -> int:
        """Milliseconds to wait after it came in. `sent_ms` is when this person wrote today: somebody who
        sent two messages in a row, as quick as that, may do so again."""
        if self._stands(text):
            return 0
        in_a_row = any(later - at < self._ms for at, later in pairwise(sent_ms))
        return self._ms if in_a_row or fragment(text) else 0

    def _stands(self, text: str) -> bool:
        """Whether it says by itself that nothing has to follow: long, or a command."""
        return len(text.split()) > _SHORT or self.command(text)


def fragment(text: str) -> bool:
    """Whether it looks like the first line of several: a few words, no question, no end to the sentence."""
    listed = prompts.read("phrases/breaths.yaml")
    said = text.strip().lower().replace("’", "'")
    parts = said.split()
    if len(parts) not in _FRAGMENT or "\n" in said or not said[-1].isalnum():
        return False
    return parts[0] not in listed["asks"] and said not in listed["whole"]
