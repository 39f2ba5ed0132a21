"""The mood picture: 30 days, mood as dots and lines, energy as quiet bars. Pure; draws in memory."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from PIL import Image, ImageDraw, ImageFont

DAYS = 30
_SCALE = 2  # kept at twice the size at which it is read
_FINE = 2  # and its lines are drawn at twice that, then smoothed
_WIDTH, _HEIGHT = 360, 296
_LEFT, _RIGHT = 76, 348
_HIGH, _LOW, _LOWEST = 62, 174, 220  # where moods 5 and 1 are, with and without energy
_FULL, _FLOOR = 196, 234  # where energy 5 ends and all bars stand

# Blue and amber stay apart for every common kind of colour blindness, and in gray.
_PAPER, _INK, _QUIET, _GRID = "#FBFAF7", "#26323B", "#56636D", "#E3E2DC"
_MOOD, _EACH, _BAR, _BAR_EDGE = "#0B5C94", "#4F93C4", "#F6E3B6", "#B5851B"


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
        pen.text((_LEFT + _RIGHT) / 2, (pen.y(4) + pen.y(3)) / 2, labels.empty, 13, _QUIET, "mm")
    return pen.png()


# --- the parts


def _frame(pen: _Pen, start: date, labels: Labels) -> None:
    pen.text(14, 14, labels.title, 17, _INK, "la", bold=True)
    pen.text(_RIGHT, 18, labels.count, 12, _QUIET, "ra")
    for mood in range(1, 6):
        pen.line((_LEFT, pen.y(mood), _RIGHT, pen.y(mood)), _GRID, 1)
    for mood, word in ((5, labels.high), (3, labels.middle), (1, labels.low)):
        pen.text(_LEFT - 10, pen.y(mood), word, 11, _QUIET, "rm")
    pen.line((_LEFT, _FLOOR, _RIGHT, _FLOOR), _QUIET, 1)
    for index in (0, 7, 14, 21, 29):
        day, x = start + timedelta(days=index), _x(index)
        pen.line((x, _FLOOR, x, _FLOOR + 4), _QUIET, 1)
        at, anchor = (_RIGHT, "ra") if index == DAYS - 1 else (x, "ma")
        pen.text(at, _FLOOR + 8, f"{day:%b} {day.day}", 11, _QUIET, anchor)


def _bars(pen: _Pen, start: date, days: Sequence[Day], labels: Labels) -> None:
    if any(day.energy for day in days):
        pen.text(_LEFT - 10, (_FULL + _FLOOR) / 2, labels.energy, 11, _QUIET, "rm")
    for day in days:
        if day.energy:
            x, height = _x((day.day - start).days), day.energy / 5 * (_FLOOR - _FULL)
            pen.box((x - 3, _FLOOR - height, x + 3, _FLOOR - 0.5), _BAR, _BAR_EDGE)


def _moods(pen: _Pen, start: date, days: Sequence[Day]) -> None:
    points = [((day.day - start).days, day) for day in days]
    for index, day in points:
        for mood in set(day.moods) if len(set(day.moods)) > 1 else ():
            pen.dot(_x(index), pen.y(mood), 2.4, _EACH)
    for (before, a), (index, b) in zip(points, points[1:], strict=False):
        if index - before == 1:
            pen.line((_x(before), pen.y(a.mood), _x(index), pen.y(b.mood)), _MOOD, 2)
    for index, day in points:
        pen.dot(_x(index), pen.y(day.mood), 5.2, _PAPER)
        pen.dot(_x(index), pen.y(day.mood), 4, _MOOD)


def _legend(pen: _Pen, labels: Labels, several: bool) -> None:
    y, x = _HEIGHT - 20, _x(0)
    pen.line((x - 8, y, x + 8, y), _MOOD, 2)
    pen.dot(x, y, 5.2, _PAPER)
    pen.dot(x, y, 4, _MOOD)
    pen.text(x + 15, y, labels.mood, 11, _INK, "lm")
    if several:
        pen.dot(x + 72, y, 2.4, _EACH)
        pen.text(x + 81, y, labels.each, 11, _INK, "lm")


def _x(index: float) -> float:
    return _LEFT + 8 + index * (_RIGHT - _LEFT - 16) / (DAYS - 1)


class _Pen:
    """Draws in reading size. Shapes are smoothed before the words are set on top."""

    def __init__(self, low: float) -> None:
        self._low = low
        self._zoom = _SCALE * _FINE
        self._image = Image.new("RGB", (_WIDTH * self._zoom, _HEIGHT * self._zoom), _PAPER)
        self._draw = ImageDraw.Draw(self._image)
        self._texts: list[tuple[float, float, str, int, str, str, bool]] = []

    def y(self, mood: float) -> float:
        return self._low - (mood - 1) * (self._low - _HIGH) / 4

    def text(
        self, x: float, y: float, text: str, size: int, fill: str, anchor: str, bold: bool = False
    ) -> None:
        self._texts.append((x * _SCALE, y * _SCALE, text, size, fill, anchor, bold))

    def line(self, box: tuple[float, float, float, float], fill: str, width: float) -> None:
        self._draw.line([v * self._zoom for v in box], fill, round(width * self._zoom))

    def box(self, box: tuple[float, float, float, float], fill: str, edge: str) -> None:
        left, top, right, bottom = (v * self._zoom for v in box)
        up = (True, True, False, False)
        self._draw.rounded_rectangle(
            (left, top, right, bottom), 1.5 * self._zoom, fill, edge, _FINE, corners=up
        )

    def dot(self, x: float, y: float, radius: float, fill: str) -> None:
        self._draw.circle((x * self._zoom, y * self._zoom), radius * self._zoom, fill)

    def png(self) -> bytes:
        image = self._image.reduce(_FINE)
        draw = ImageDraw.Draw(image)
        for x, y, text, size, fill, anchor, bold in self._texts:
            stroke = 0.4 * _SCALE if bold else 0
            draw.text(
                (x, y), text, fill, _font(size), anchor, stroke_width=stroke, stroke_fill=fill
            )
        out = io.BytesIO()
        image.quantize(128, dither=Image.Dither.NONE).save(out, "PNG", dpi=(144, 144))
        return out.getvalue()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size * _SCALE)
