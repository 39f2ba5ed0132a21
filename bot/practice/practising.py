"""Who is in the middle of an exercise, in memory: the danger screen at the door must not wait for a database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import prompts
from bot.messages import Answer, Text
from bot.practice.own import yours_and_now
from bot.safety.crisis import Danger

IDLE = timedelta(hours=2)  # after that much silence an exercise is over


class Practising:
    """A person who is wrongly in here only has a danger card come from the turn instead of the door."""

    def __init__(self) -> None:
        self._people: dict[str, str] = {}  # → where; "" for not known (yet)

    def begin(self, person_id: str, place: str = "") -> None:
        """They play."""
        self._people[person_id] = place

    def end(self, person_id: str) -> None:
        """They no longer do."""
        self._people.pop(person_id, None)

    def restore(self, people: Iterable[str]) -> None:
        """After a start: whoever was in the middle of one."""
        self._people.update(dict.fromkeys(people, ""))

    def holds(self, person_id: str) -> bool:
        """Whether they play."""
        return person_id in self._people

    def may_be_played(self, person_id: str, place: str, words: str, danger: Danger) -> bool:
        """Whether this danger, told at `place`, is left to the turn, which asks whose it is."""
        played = self._people.get(person_id)
        return played in ("", place) and not yours_and_now(words, danger)

    def stepping_out(self, person_id: str, answer: Answer) -> Answer:
        """The card, and before it the word that this is no exercise, if there was one."""
        if person_id not in self._people:
            return answer
        self.end(person_id)
        words: dict[str, Any] = prompts.read("coach/session.yaml")
        return replace(answer, replies=(Text(words["out"], tone="care"), *answer.replies))
