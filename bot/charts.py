"""The mood picture: 30 days, mood as dots and lines, energy as quiet bars. Pure; draws in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.pen import AMBER, AMBER_EDGE, BLUE, GRID, INK, PALE_BLUE, PAPER, QUIET, Pen

DAYS = 30
_WIDTH, _HEIGHT = 360, 296
_LEFT, _RIGHT = 76, 348
_HIGH, _LOW, _LOWEST = 62, 174, 220  # where moods 5 and 1 are, with and without energy
_FULL, _FLOOR = 196, 234  # where energy 5 ends and all bars stand


@dataclass(frozen=True, slots=True)
class Day:
    """All check-ins of one day. `energy` is 0 when none was given."""

    day: date
    moods: tuple[int, ...]
    energy: float = 0.0

    @property
    def mood(self) -> float:
        """The day's average."""
        return sum(self.moods) / len(self.moods)


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


def mood_picture(days: Sequence[Day], today: date, labels: Labels) -> bytes:
    """A PNG of the 30 days that end today; days on which nothing was told stay empty."""
    start = today - timedelta(days=DAYS - 1)
    shown = [d for d in days if start <= d.day <= today and d.moods]
    pen = _Pen(_LOW if any(d.energy for d in shown) else _LOWEST)
    _frame(pen, start, labels)
    _bars(pen, start, shown, labels)
    _moods(pen, start, shown)
    _legend(pen, labels, several=any(len(set(d.moods)) > 1 for d in shown))
    if not shown:
        pen.text((_LEFT + _RIGHT) / 2, (pen.y(4) + pen.y(3)) / 2, labels.empty, 13, QUIET, "mm")
    return pen.png()


# --- the parts


def _frame(pen: _Pen, start: date, labels: Labels) -> None:
    pen.text(14, 14, labels.title, 17, INK, "la", bold=True)
    pen.text(_RIGHT, 18, labels.count, 12, QUIET, "ra")
    for mood in range(1, 6):
        pen.line((_LEFT, pen.y(mood), _RIGHT, pen.y(mood)), GRID, 1)
    for mood, word in ((5, labels.high), (3, labels.middle), (1, labels.low)):
        pen.text(_LEFT - 10, pen.y(mood), word, 11, QUIET, "rm")
    pen.line((_LEFT, _FLOOR, _RIGHT, _FLOOR), QUIET, 1)
    for index in (0, 7, 14, 21, 29):
        day, x = start + timedelta(days=index), _x(index)
        pen.line((x, _FLOOR, x, _FLOOR + 4), QUIET, 1)
        at, anchor = (_RIGHT, "ra") if index == DAYS - 1 else (x, "ma")
        pen.text(at, _FLOOR + 8, f"{day:%b} {day.day}", 11, QUIET, anchor)


def _bars(pen: _Pen, start: date, days: Sequence[Day], labels: Labels) -> None:
    if any(day.energy for day in days):
        pen.text(_LEFT - 10, (_FULL + _FLOOR) / 2, labels.energy, 11, QUIET, "rm")
    for day in days:
        if day.energy:
            x, height = _x((day.day - start).days), day.energy / 5 * (_FLOOR - _FULL)
            pen.bar((x - 3, _FLOOR - height, x + 3, _FLOOR - 0.5), AMBER, AMBER_EDGE)


def _moods(pen: _Pen, start: date, days: Sequence[Day]) -> None:
    points = [((day.day - start).days, day) for day in days]
    for index, day in points:
        for mood in set(day.moods) if len(set(day.moods)) > 1 else ():
            pen.dot(_x(index), pen.y(mood), 2.4, PALE_BLUE)
    for (before, a), (index, b) in zip(points, points[1:], strict=False):
        if index - before == 1:
            pen.line((_x(before), pen.y(a.mood), _x(index), pen.y(b.mood)), BLUE, 2)
    for index, day in points:
        pen.dot(_x(index), pen.y(day.mood), 5.2, PAPER)
        pen.dot(_x(index), pen.y(day.mood), 4, BLUE)


def _legend(pen: _Pen, labels: Labels, several: bool) -> None:
    y, x = _HEIGHT - 20, _x(0)
    pen.line((x - 8, y, x + 8, y), BLUE, 2)
    pen.dot(x, y, 5.2, PAPER)
    pen.dot(x, y, 4, BLUE)
    pen.text(x + 15, y, labels.mood, 11, INK, "lm")
    if several:
        pen.dot(x + 72, y, 2.4, PALE_BLUE)
        pen.text(x + 81, y, labels.each, 11, INK, "lm")


def _x(index: float) -> float:
    return _LEFT + 8 + index * (_RIGHT - _LEFT - 16) / (DAYS - 1)


class _Pen(Pen):
    """Knows where a mood stands."""

    def __init__(self, low: float) -> None:
        super().__init__(_WIDTH, _HEIGHT)
        self._low = low

    def y(self, mood: float) -> float:
        return self._low - (mood - 1) * (self._low - _HIGH) / 4
