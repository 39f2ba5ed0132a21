"""What the mood pictures share: their size, the lines from very low to very good, and the axis below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.pictures.pen import AMBER, AMBER_EDGE, BLUE, GRID, INK, PAPER, QUIET, Pen, Point

LEFT, RIGHT = 104, 346
_WIDTH, _HEIGHT = 360, 296
_HIGH, _LOW, _LOWEST = 62, 174, 220  # where moods 5 and 1 are, with and without energy
_LETTER = 7.2  # how wide one is, in size 13 and whatever face
_FULL, _FLOOR = 196, 234  # where energy 5 ends and all bars stand


@dataclass(frozen=True, slots=True)
class Labels:
    """The words in the picture."""

    title: str
    count: str
    high: str
    middle: str
    low: str
    mood: str
    each: str
    energy: str
    empty: str


class MoodPen(Pen):
    """Knows where a mood stands; `energy` says whether there is any to be drawn."""

    def __init__(self, *, energy: bool) -> None:
        super().__init__(_WIDTH, _HEIGHT)
        self._low = _LOW if energy else _LOWEST

    def y(self, mood: float) -> float:
        """The height of a mood."""
        return self._low - (mood - 1) * (self._low - _HIGH) / 4

    def frame(self, labels: Labels, ticks: Sequence[tuple[float, str]]) -> None:
        """Title, lines and axis; the last tick's words end at the right edge."""
        self.text(14, 14, labels.title, 17, INK, "la", bold=True)
        self.text(RIGHT, 17, labels.count, 13, QUIET, "ra")
        for mood in range(1, 6):
            self.line((LEFT, self.y(mood), RIGHT, self.y(mood)), GRID, 1)
        for mood, word in ((5, labels.high), (3, labels.middle), (1, labels.low)):
            self.text(LEFT - 10, self.y(mood), word, 13, QUIET, "rm")
        self.line((LEFT, _FLOOR, RIGHT, _FLOOR), QUIET, 1)
        for number, (x, words) in enumerate(ticks, 1):
            self.line((x, _FLOOR, x, _FLOOR + 4), QUIET, 1)
            at, anchor = (RIGHT, "ra") if number == len(ticks) else (x, "ma")
            self.text(at, _FLOOR + 8, words, 12, QUIET, anchor)

    def energies(self, labels: Labels, bars: Sequence[tuple[float, float]], half: float) -> None:
        """Bars of (x, energy), `half` as wide to each side; none without energy."""
        shown = [(x, energy) for x, energy in bars if energy]
        if shown:
            self.text(LEFT - 10, (_FULL + _FLOOR) / 2, labels.energy, 13, QUIET, "rm")
        for x, energy in shown:
            height = energy / 5 * (_FLOOR - _FULL)
            self.bar((x - half, _FLOOR - height, x + half, _FLOOR - 0.5), AMBER, AMBER_EDGE)

    def point(self, x: float, y: float) -> None:
        """A mood's dot."""
        self.dot(x, y, 5.2, PAPER)
        self.dot(x, y, 4, BLUE)

    def legend(self, labels: Labels) -> Point:
        """What a dot on a line means; where the next thing may stand."""
        x, y = 24, _HEIGHT - 18
        self.line((x - 9, y, x + 9, y), BLUE, 2)
        self.point(x, y)
        self.text(x + 15, y, labels.mood, 13, INK, "lm")
        return x + 36 + _LETTER * len(labels.mood), y

    def nothing(self, labels: Labels) -> None:
        """Words where there is nothing to draw."""
        y = (self.y(4) + self.y(3)) / 2
        self.text((LEFT + RIGHT) / 2, y, labels.empty, 14, QUIET, "mm")
