"""The shape of the measure that coach and progress lean on, so that it can be replaced in a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.practice.turns import Turn

GOOD = ("validating_emotions", "encouraging_elaboration", "demonstrating_understanding")
BAD = ("advice_giving", "self_oriented", "dismissing_emotions")
SIX = (*GOOD, *BAD)  # 1 not at all … 5 very much (arXiv 2603.15245; shared with 2506.10150)


class Scores(Protocol):
    """The six criteria, 1 to 5; `overall` is the good ones less the bad ones, -12 to 12."""

    @property
    def validating_emotions(self) -> float:
        """Names or normalises the feeling."""

    @property
    def encouraging_elaboration(self) -> float:
        """Invites more."""

    @property
    def demonstrating_understanding(self) -> float:
        """Gives back the situation or the feeling."""

    @property
    def advice_giving(self) -> float:
        """Unsolicited advice."""

    @property
    def self_oriented(self) -> float:
        """Moves the focus to oneself."""

    @property
    def dismissing_emotions(self) -> float:
        """Makes it smaller."""

    @property
    def overall(self) -> float:
        """-12 to 12."""

    @property
    def confidence(self) -> Mapping[str, float]:
        """Of each of the six, 0 to 1."""


class Judges(Protocol):
    """Rates whole conversations and single messages. Synchronous, milliseconds of computing."""

    def conversation(self, turns: Sequence[Turn]) -> Scores:
        """How the supporter did over all of it."""
        ...

    def message(self, turns: Sequence[Turn]) -> Scores:
        """How the last of the supporter's messages was, in its place."""
        ...
