"""The room where practice happens: partner, measure and coach, loaded when first needed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence

import prompts
from bot.practice.answers import Answers, Coached
from bot.practice.coach import Coach, Feedback
from bot.practice.judges import Judges
from bot.practice.opinion import opinion_of
from bot.practice.scenario import Scenario
from bot.practice.seeker import Said, Seeker
from bot.practice.turns import Turn


class Studio:
    """Synchronous: run it in a thread. `load` gives the measure; its weights are read at the first feedback."""

    def __init__(self, load: Callable[[], Judges]) -> None:
        self._load = load
        self._lock = threading.Lock()
        self._judges: Judges | None = None
        self._seeker = Seeker(self._opinion)
        self._hints: Mapping[str, Sequence[str]] = prompts.read("coach/hints.yaml")

    @property
    def judges(self) -> Judges:
        """The measure."""
        with self._lock:
            if self._judges is None:
                self._judges = self._load()
            return self._judges

    def reply(self, story: Scenario, turns: Sequence[Turn]) -> Said:
        """The partner's next line."""
        return self._seeker.reply(story, turns)

    def feedback(self, turns: Sequence[Turn], avoid: Sequence[str] = ()) -> Feedback:
        """What the coach says. Raises ValueError when there is nothing to coach."""
        return Coach(self.judges).feedback(turns, avoid)

    def listen(self, turns: Sequence[Turn]) -> None:
        """Read the last message ahead, so that the feedback has less to read. Harmless when it can't."""
        self._opinion(turns)

    def hint(self, act: str, number: int) -> str:
        """A word about one message: what it was to the partner, and which message it is."""
        hints = self._hints.get(act) or self._hints["other"]
        return hints[number % len(hints)]

    def answer(self, question: str, turns: Sequence[Turn], before: Sequence[str] = ()) -> str:
        """The coach's answer to a question after the feedback; none of those given `before`."""
        feedback = self.feedback(turns)
        return Answers().answer(question, Coached(turns, feedback), before)

    def _opinion(self, turns: Sequence[Turn]) -> str:
        """What a message is that no pattern knows, if the measure is there and sure."""
        try:
            return opinion_of(self.judges, turns)
        except Exception:  # noqa: BLE001 - the partner answers without it
            return ""
