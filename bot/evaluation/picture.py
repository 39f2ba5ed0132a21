"""A report's picture: bars side by side with their intervals. Drawn in memory."""

from __future__ import annotations

import math

from bot.evaluation.report import Bars, number
from bot.pictures.pen import AMBER, AMBER_EDGE, BLUE, GRID, INK, QUIET, Pen

_WIDTH, _LEFT, _RIGHT = 560, 210, 490
_TOP, _STEP, _THICK = 56, 26, 12


def picture(bars: Bars) -> bytes:
    """A PNG. A bar that has no value keeps its name and a dash."""
    pen = Pen(_WIDTH, _TOP + _STEP * max(1, len(bars.bars)) + 34)
    floor = _TOP + _STEP * max(1, len(bars.bars))
    pen.text(14, 14, bars.title, 16, INK, "la", bold=True)
    least = _least(bars)
    zero = _at(0.0, least, bars.full)
    for quarter in range(round(4 * least / bars.full), 5):
        x = _at(bars.full * quarter / 4, least, bars.full)
        pen.line((x, _TOP - 8, x, floor), GRID, 1)
        pen.text(x, floor + 6, f"{bars.full * quarter / 4:g}", 11, QUIET, "ma")
    for row, (name, figure) in enumerate(bars.bars):
        y = _TOP + row * _STEP + _STEP / 2 - 4
        pen.text(_LEFT - 10, y, _short(name), 11, INK, "rm")
        pen.text(_WIDTH - 14, y, number(figure.value, bars.digits), 11, INK, "rm")
        if math.isnan(figure.value):
            continue
        end = _at(figure.value, least, bars.full)
        if end != zero:
            sides = (min(zero, end), y - _THICK / 2, max(zero, end), y + _THICK / 2)
            pen.bar(sides, AMBER, AMBER_EDGE)
        if not math.isnan(figure.low):
            low, high = _at(figure.low, least, bars.full), _at(figure.high, least, bars.full)
            pen.line((low, y, high, y), BLUE, 2)
            pen.dot(end, y, 3, BLUE)
    return pen.png()


def _least(bars: Bars) -> float:
    """Where the axis begins: at 0, or at the quarter below what is least. Agreement may be worse than by chance."""
    values = [v for _, f in bars.bars for v in (f.value, f.low) if not math.isnan(v)]
    quarter = bars.full / 4
    return max(-bars.full, quarter * math.floor(min(0.0, *values, 0.0) / quarter))


def _at(value: float, least: float, full: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * min(max((value - least) / (full - least), 0.0), 1.0)


def _short(name: str) -> str:
    return name if len(name) <= 30 else name[:29] + "…"
