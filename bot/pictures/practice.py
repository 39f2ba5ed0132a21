"""Pictures of practice: three bars after an exercise, and the way over all of them. Pure; draws in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.pictures.pen import AMBER_EDGE, BAND, BLUE, GRID, INK, PAPER, QUIET, Paint, Pen

_WIDTH = 360
_SHOWN = 12  # exercises in the picture: the latest ones
REAL = 6  # points of the overall score from which a change is real


def bars_picture(bars: Sequence[tuple[str, int]], title: str) -> Pen:
    """One bar from 0 to 10 a row; of the first one less is better, so it is amber."""
    pen = Pen(_WIDTH, 48 + 46 * len(bars))
    pen.text(14, 14, title, 17, INK, "la", bold=True)
    for row, (label, value) in enumerate(bars):
        top, left, right = 46 + 46 * row, 16, 316
        pen.text(left, top - 2, label, 13, INK, "la")
        pen.area((left, top + 20, right, top + 30), GRID)
        fill = AMBER_EDGE if row == 0 else BLUE
        if value:
            pen.area((left, top + 20, left + (right - left) * value / 10, top + 30), fill)
        pen.text(344, top + 25, str(value), 14, INK, "rm", bold=True)
    return pen


def progress_picture(
    overall: Sequence[float], six: Mapping[str, Sequence[float]], words: Mapping[str, Any]
) -> Pen:
    """Overall (-12 to 12) with the band that chance explains around the first, and the six criteria below.

    `six` is label → values from 1 to 5, in order; `words` has title, count, overall, band, scale and less."""
    pen = Pen(_WIDTH, 424)
    pen.text(14, 14, words["title"], 17, INK, "la", bold=True)
    n = len(overall)
    count = words["count"].get(n, words["count"]["other"]).format(n=n)
    pen.text(344, 17, count, 13, QUIET, "ra")
    _overall(pen, overall[-_SHOWN:], overall[0], words)
    for number, (label, values) in enumerate(six.items()):
        _small(pen, number, label, values[-_SHOWN:], words["less" if number > 2 else "scale"])
    return pen


def _overall(pen: Pen, values: Sequence[float], first: float, words: Mapping[str, Any]) -> None:
    left, right, top, bottom = 44, 344, 84, 200

    def y(value: float) -> float:
        return bottom - (max(-12.0, min(12.0, value)) + 12) / 24 * (bottom - top)

    pen.text(14, 42, words["overall"], 13, INK, "la")
    pen.text(14, 60, words["band"], 12, QUIET, "la")
    pen.area((left, y(first + REAL), right, y(first - REAL)), BAND)
    for mark in (-12, -6, 0, 6, 12):
        pen.line((left, y(mark), right, y(mark)), GRID, 1)
        pen.text(left - 8, y(mark), str(mark), 12, QUIET, "rm")
    _curve(pen, [(x, y(v)) for x, v in _spread(left + 10, right - 10, values)], 4, BLUE)


def _small(pen: Pen, number: int, label: str, values: Sequence[float], under: str) -> None:
    column, row = divmod(number, 3)
    left, top = 16 + 172 * column, 218 + 68 * row
    right, low, high = left + 156, top + 60, top + 34
    pen.text(left, top, label, 12, INK, "la")
    pen.text(left, top + 15, under, 11, QUIET, "la")
    pen.line((left, low, right, low), GRID, 1)
    pen.line((left, high, right, high), GRID, 1)
    points = [
        (x, low - (v - 1) / 4 * (low - high)) for x, v in _spread(left + 4, right - 38, values)
    ]
    _curve(pen, points, 2.6, AMBER_EDGE if column else BLUE)
    pen.text(right, (low + high) / 2, f"{values[-1]:.1f}", 13, INK, "rm", bold=True)


def _spread(left: float, right: float, values: Sequence[float]) -> list[tuple[float, float]]:
    step = (right - left) / max(1, len(values) - 1)
    return [(left + n * step, value) for n, value in enumerate(values)]


def _curve(pen: Pen, points: Sequence[tuple[float, float]], radius: float, fill: Paint) -> None:
    for a, b in zip(points, points[1:], strict=False):
        pen.line((*a, *b), fill, 1.6)
    for x, y in points:
        pen.dot(x, y, radius + 1, PAPER)
        pen.dot(x, y, radius, fill)
