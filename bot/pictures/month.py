"""The mood picture: 30 days, mood as dots and lines, energy as quiet bars. Pure; draws in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.pictures.frame import LEFT, RIGHT, Labels, MoodPen
from bot.pictures.pen import BLUE, INK, PALE_BLUE, Pen

DAYS = 30


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


def mood_picture(days: Sequence[Day], today: date, labels: Labels) -> Pen:
    """The 30 days that end today; days on which nothing was told stay empty."""
    start = today - timedelta(days=DAYS - 1)
    shown = [d for d in days if start <= d.day <= today and d.moods]
    pen = MoodPen(energy=any(d.energy for d in shown))
    dated = [(index, start + timedelta(days=index)) for index in (0, 10, 20, 29)]
    pen.frame(labels, [(_x(index), f"{day:%b} {day.day}") for index, day in dated])
    pen.energies(labels, [(_x((d.day - start).days), d.energy) for d in shown], 3)
    _moods(pen, start, shown)
    _legend(pen, labels, several=any(len(set(d.moods)) > 1 for d in shown))
    if not shown:
        pen.nothing(labels)
    return pen


# --- the parts


def _moods(pen: MoodPen, start: date, days: Sequence[Day]) -> None:
    points = [((day.day - start).days, day) for day in days]
    for index, day in points:
        for mood in set(day.moods) if len(set(day.moods)) > 1 else ():
            pen.dot(_x(index), pen.y(mood), 3, PALE_BLUE)
    for (before, a), (index, b) in zip(points, points[1:], strict=False):
        if index - before == 1:
            pen.line((_x(before), pen.y(a.mood), _x(index), pen.y(b.mood)), BLUE, 2)
    for index, day in points:
        pen.point(_x(index), pen.y(day.mood))


def _legend(pen: MoodPen, labels: Labels, several: bool) -> None:
    x, y = pen.legend(labels)
    if several:
        pen.dot(x, y, 3, PALE_BLUE)
        pen.text(x + 10, y, labels.each, 13, INK, "lm")


def _x(index: float) -> float:
    return LEFT + 8 + index * (RIGHT - LEFT - 16) / (DAYS - 1)
