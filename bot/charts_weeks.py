"""The mood picture of twelve weeks: each week's average as a dot, its range as a line, energy as quiet bars.
Pure; draws in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.charts import Labels
from bot.pen import AMBER, AMBER_EDGE, BLUE, GRID, INK, PALE_BLUE, PAPER, QUIET, Pen

WEEKS = 12
_WIDTH, _HEIGHT = 360, 296
_LEFT, _RIGHT = 76, 348
_HIGH, _LOW, _LOWEST = 62, 174, 220  # where moods 5 and 1 are, with and without energy
_FULL, _FLOOR = 196, 234


@dataclass(frozen=True, slots=True)
class Week:
    """All check-ins of one week, which begins on Monday. `energy` is 0 when none was given."""

    monday: date
    moods: tuple[int, ...]
    energy: float = 0.0

    @property
    def mood(self) -> float:
        """The week's average."""
        return sum(self.moods) / len(self.moods)


def first_monday(today: date) -> date:
    """The Monday with which the picture begins."""
    return today - timedelta(days=today.weekday(), weeks=WEEKS - 1)


def weeks_picture(weeks: Sequence[Week], today: date, labels: Labels) -> bytes:
    """A PNG of the twelve weeks that this one ends; weeks in which nothing was told stay empty."""
    start = first_monday(today)
    shown = [week for week in weeks if week.monday >= start and week.moods]
    pen = _Pen(_LOW if any(week.energy for week in shown) else _LOWEST, start)
    _frame(pen, start, labels)
    _bars(pen, shown, labels)
    _moods(pen, shown)
    _legend(pen, labels, several=any(len(set(week.moods)) > 1 for week in shown))
    if not shown:
        pen.text((_LEFT + _RIGHT) / 2, (pen.y(4) + pen.y(3)) / 2, labels.empty, 13, QUIET, "mm")
    return pen.png()


def weeks_words(weeks: Sequence[Week], today: date, words: Mapping[str, Any]) -> str:
    """The same in words; `words` are `weeks.alt` of /mood."""
    start = first_monday(today)
    shown = [week for week in weeks if week.monday >= start and week.moods]
    span = {"start": _day(start), "end": _day(today)}
    if not shown:
        return str(words["none"].format(**span))
    entries = []
    for week in shown:
        form = words["entry"] if len(set(week.moods)) == 1 else words["ranged"]
        said = form.format(
            day=_day(week.monday), mood=_number(week.mood), low=min(week.moods),
            high=max(week.moods), n=len(week.moods),
        )  # fmt: skip
        entries.append(
            said + (words["energy"].format(energy=_number(week.energy)) if week.energy else "")
        )
    n = sum(len(week.moods) for week in shown)
    told = words["check_ins"].get(n, words["check_ins"]["other"]).format(n=n)
    return str(words["many"].format(**span, told=told, list="; ".join(entries)))


def _bars(pen: _Pen, shown: Sequence[Week], labels: Labels) -> None:
    if any(week.energy for week in shown):
        pen.text(_LEFT - 10, (_FULL + _FLOOR) / 2, labels.energy, 11, QUIET, "rm")
    for week in shown:
        if week.energy:
            x, height = pen.x(week), week.energy / 5 * (_FLOOR - _FULL)
            pen.bar((x - 7, _FLOOR - height, x + 7, _FLOOR - 0.5), AMBER, AMBER_EDGE)


def _moods(pen: _Pen, shown: Sequence[Week]) -> None:
    for week in shown:
        if len(set(week.moods)) > 1:
            x = pen.x(week)
            pen.line((x, pen.y(max(week.moods)), x, pen.y(min(week.moods))), PALE_BLUE, 3)
    for a, b in zip(shown, shown[1:], strict=False):
        if (b.monday - a.monday).days == 7:
            pen.line((pen.x(a), pen.y(a.mood), pen.x(b), pen.y(b.mood)), BLUE, 2)
    for week in shown:
        pen.dot(pen.x(week), pen.y(week.mood), 5.2, PAPER)
        pen.dot(pen.x(week), pen.y(week.mood), 4, BLUE)


def _frame(pen: _Pen, start: date, labels: Labels) -> None:
    pen.text(14, 14, labels.title, 17, INK, "la", bold=True)
    pen.text(_RIGHT, 18, labels.count, 12, QUIET, "ra")
    for mood in range(1, 6):
        pen.line((_LEFT, pen.y(mood), _RIGHT, pen.y(mood)), GRID, 1)
    for mood, word in ((5, labels.high), (3, labels.middle), (1, labels.low)):
        pen.text(_LEFT - 10, pen.y(mood), word, 11, QUIET, "rm")
    pen.line((_LEFT, _FLOOR, _RIGHT, _FLOOR), QUIET, 1)
    for index in (0, 4, 8, 11):
        pen.line((_x(index), _FLOOR, _x(index), _FLOOR + 4), QUIET, 1)
        at, anchor = (_RIGHT, "ra") if index == WEEKS - 1 else (_x(index), "ma")
        pen.text(at, _FLOOR + 8, _day(start + timedelta(weeks=index)), 11, QUIET, anchor)


def _legend(pen: Pen, labels: Labels, several: bool) -> None:
    y, x = _HEIGHT - 20, _x(0)
    pen.line((x - 8, y, x + 8, y), BLUE, 2)
    pen.dot(x, y, 5.2, PAPER)
    pen.dot(x, y, 4, BLUE)
    pen.text(x + 15, y, labels.mood, 11, INK, "lm")
    if several:
        pen.line((x + 152, y - 7, x + 152, y + 7), PALE_BLUE, 3)
        pen.text(x + 161, y, labels.each, 11, INK, "lm")


class _Pen(Pen):
    """Knows where a mood and a week stand."""

    def __init__(self, low: float, start: date) -> None:
        super().__init__(_WIDTH, _HEIGHT)
        self._low = low
        self._start = start

    def y(self, mood: float) -> float:
        return self._low - (mood - 1) * (self._low - _HIGH) / 4

    def x(self, week: Week) -> float:
        return _x((week.monday - self._start).days // 7)


def _x(index: int) -> float:
    return _LEFT + 12 + index * (_RIGHT - _LEFT - 24) / (WEEKS - 1)


def _day(day: date) -> str:
    return f"{day:%b} {day.day}"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
