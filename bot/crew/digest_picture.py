"""The crew picture: twelve weeks of mood and energy in three lanes each. Pure; draws in memory.

Where a mark stands says everything; color and shape only repeat it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.crew.anonymity import Scale
from bot.crew.digest import Week, day
from bot.pictures.pen import AMBER_EDGE, BAND, BLUE, GRID, INK, PALE_BLUE, PAPER, QUIET, Paint, Pen

_WIDTH = 360
_LEFT, _RIGHT = 96, 346
_TOP, _LANE, _PANEL = 80, 26, 108  # first panel; between lanes; between panels
_LANES = ("good", "mixed", "low")


def digest_picture(weeks: Sequence[Week], words: Mapping[str, Any]) -> Pen:
    """These weeks; `words` are `chart` of crew/digest.yaml. The last week has a picture."""
    told = weeks[-1].picture
    shares = told is not None and told.mood.low is not None
    floor = _TOP + 2 * _PANEL
    pen = Pen(_WIDTH, floor + 56 + (84 if shares else 0))
    pen.text(14, 12, words["title"].format(weeks=len(weeks)), 17, INK, "la", bold=True)
    if told is not None:
        pen.text(
            14,
            37,
            words["people"].format(day=day(weeks[-1].monday), people=told.people),
            13,
            QUIET,
            "la",
        )
        pen.text(14, 54, words["mostly"], 12, QUIET, "la")
    x = _x(len(weeks) - 1, len(weeks))
    pen.area((x - 9, _TOP + 14, x + 9, floor - 12), BAND)
    _panel(
        pen,
        _TOP,
        words["mood"],
        words,
        [w.picture.mood if w.picture else None for w in weeks],
        BLUE,
    )
    energies = [w.picture.energy if w.picture else None for w in weeks]
    _panel(pen, _TOP + _PANEL, words["energy"], words, energies, AMBER_EDGE)
    _dates(pen, floor - 8, weeks, words)
    if told is not None and told.mood.low is not None:
        _share(pen, floor + 58, told.mood.low, words)
    return pen


def picture_words(weeks: Sequence[Week], words: Mapping[str, Any]) -> str:
    """The same in words."""
    alt, told = words["alt"], weeks[-1].picture
    parts = [alt["head"].format(start=day(weeks[0].monday), end=day(weeks[-1].monday))]
    if told is not None:
        parts.append(alt["people"].format(people=told.people))
    for what in ("mood", "energy"):
        told_of = [(day(w.monday), w.picture and getattr(w.picture, what)) for w in weeks]
        listed = "; ".join(
            alt["week"].format(day=when, level=words["lanes"][scale.level])
            if scale
            else alt["gap"].format(day=when)
            for when, scale in told_of
        )
        parts.append(alt["row"].format(what=words[what], list=listed))
    if told is not None and told.mood.low is not None:
        parts.append(alt["share"].format(share=alt["shares"][told.mood.low]))
    return " ".join(parts)


# --- the parts


def _panel(
    pen: Pen, top: float, name: str, words: Mapping[str, Any], scales: Sequence[Scale | None],
    color: Paint,
) -> None:  # fmt: skip
    pen.text(14, top + 2, name, 13, INK, "la", bold=True)
    lanes = {level: top + 30 + _LANE * n for n, level in enumerate(_LANES)}
    for level, y in lanes.items():
        pen.line((_LEFT, y, _RIGHT, y), GRID, 1)
        pen.text(_LEFT - 10, y, words["lanes"][level], 12, QUIET, "rm")
    points = [
        (_x(n, len(scales)), lanes[scale.level]) if scale else None
        for n, scale in enumerate(scales)
    ]
    for a, b in zip(points, points[1:], strict=False):
        if a and b:
            pen.line((*a, *b), color, 1.6)
    for point in points:
        if point:
            _mark(pen, *point, color)


def _mark(pen: Pen, x: float, y: float, color: Paint) -> None:
    """Mood is round, energy is square."""
    if color == BLUE:
        pen.dot(x, y, 6, PAPER)
        pen.dot(x, y, 4.8, color)
    else:
        pen.area((x - 5.4, y - 5.4, x + 5.4, y + 5.4), PAPER)
        pen.area((x - 4.2, y - 4.2, x + 4.2, y + 4.2), color)


def _dates(pen: Pen, y: float, weeks: Sequence[Week], words: Mapping[str, Any]) -> None:
    last = len(weeks) - 1
    for n in sorted({0, last // 2, last}):
        x = _x(n, len(weeks))
        pen.line((x, y - 4, x, y), QUIET, 1)
        at, anchor = (_RIGHT, "ra") if n == last and last else (x, "ma")
        pen.text(at, y + 3, day(weeks[n].monday), 12, QUIET, anchor)
    pen.text(14, y + 24, words["weeks"], 12, QUIET, "la")
    if any(w.picture is None or w.picture.energy is None for w in weeks):
        pen.text(14, y + 40, words["gap"], 12, QUIET, "la")


def _share(pen: Pen, top: float, quarters: int, words: Mapping[str, Any]) -> None:
    """A bar from none to all: certain up to the dark end, possible up to the pale one."""
    pen.text(14, top, words["low"], 13, INK, "la", bold=True)
    left, right, y = 14, _RIGHT, top + 26
    step = (right - left) / 4
    pen.area((left, y - 6, right, y + 6), GRID)
    pen.area((left, y - 6, left + step * (quarters + 1), y + 6), PALE_BLUE)
    pen.area((left, y - 6, left + step * quarters, y + 6), BLUE)
    for n in range(5):
        pen.line((left + step * n, y + 6, left + step * n, y + 10), QUIET, 1)
    for n, word in words["quarters"].items():
        pen.text(left + step * n, y + 13, word, 12, QUIET, {0: "la", 4: "ra"}.get(n, "ma"))
    pen.text(left, y + 32, words["range"], 12, QUIET, "la")


def _x(n: int, weeks: int) -> float:
    return _LEFT + 12 + n * (_RIGHT - _LEFT - 24) / max(1, weeks - 1)
