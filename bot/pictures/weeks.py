"""The mood picture of twelve weeks: each week's average as a dot, its range as a line, energy as quiet bars.
Pure; draws in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.pictures.frame import LEFT, RIGHT, Labels, MoodPen
from bot.pictures.pen import BLUE, INK, PALE_BLUE, Pen

WEEKS = 12


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


def weeks_picture(weeks: Sequence[Week], today: date, labels: Labels) -> Pen:
    """The twelve weeks that this one ends; weeks in which nothing was told stay empty."""
    start = first_monday(today)
    shown = [week for week in weeks if week.monday >= start and week.moods]
    pen = MoodPen(energy=any(week.energy for week in shown))
    dated = [(index, start + timedelta(weeks=index)) for index in (0, 4, 8, 11)]
    pen.frame(labels, [(_x(index), _day(monday)) for index, monday in dated])
    pen.energies(labels, [(_x(_index(week, start)), week.energy) for week in shown], 7)
    _moods(pen, start, shown)
    _legend(pen, labels, several=any(len(set(week.moods)) > 1 for week in shown))
    if not shown:
        pen.nothing(labels)
    return pen


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


def _moods(pen: MoodPen, start: date, weeks: Sequence[Week]) -> None:
    points = [(_x(_index(week, start)), week) for week in weeks]
    for x, week in points:
        if len(set(week.moods)) > 1:
            pen.line((x, pen.y(max(week.moods)), x, pen.y(min(week.moods))), PALE_BLUE, 3)
    for (before, a), (x, b) in zip(points, points[1:], strict=False):
        if b.monday - a.monday == timedelta(weeks=1):
            pen.line((before, pen.y(a.mood), x, pen.y(b.mood)), BLUE, 2)
    for x, week in points:
        pen.point(x, pen.y(week.mood))


def _legend(pen: MoodPen, labels: Labels, several: bool) -> None:
    x, y = pen.legend(labels)
    if several:
        pen.line((x, y - 7, x, y + 7), PALE_BLUE, 3)
        pen.text(x + 10, y, labels.each, 13, INK, "lm")


def _index(week: Week, start: date) -> int:
    return (week.monday - start).days // 7


def _x(index: int) -> float:
    return LEFT + 12 + index * (RIGHT - LEFT - 24) / (WEEKS - 1)


def _day(day: date) -> str:
    return f"{day:%b} {day.day}"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
