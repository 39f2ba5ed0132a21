"""The picture at the end of an exercise: each question a line, before and after each client. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.pictures.pen import AMBER_EDGE, BLUE, GRID, INK, PAPER, PLUM, QUIET, Pen

_WIDTH = 360
_LEFT, _RIGHT = 16, 344
_LEGEND, _ROW, _FOOT = 52, 70, 8
_COLORS = (BLUE, AMBER_EDGE, PLUM)  # the shapes tell them apart in gray, too


@dataclass(frozen=True, slots=True)
class Measure:
    """One question: its name, what its ends mean, its scale, the answer before (None: none given)
    and after each client, in the order of the clients."""

    name: str
    low: str
    high: str
    scale: tuple[int, int]
    before: int | None
    after: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Client:
    """One client's entry in the legend."""

    name: str
    note: str


def results_picture(
    title: str, before: str, clients: Sequence[Client], measures: Sequence[Measure]
) -> Pen:
    """The picture. Measures nobody answered are left out by the caller."""
    top = _LEGEND + 20 * (1 + len(clients)) + 8
    pen = Pen(_WIDTH, top + _ROW * max(1, len(measures)) + _FOOT)
    pen.text(_LEFT, 14, title, 17, INK, "la", bold=True)
    _legend(pen, before, clients)
    for index, measure in enumerate(measures):
        _row(pen, top + _ROW * index, measure)
    return pen


def _legend(pen: Pen, before: str, clients: Sequence[Client]) -> None:
    x, y = _LEFT + 6, _LEGEND
    pen.dot(x, y, 5, PAPER, QUIET)
    pen.text(x + 14, y, before, 13, QUIET, "lm")
    for index, client in enumerate(clients):
        y += 20
        _mark(pen, index, x, y)
        pen.text(x + 14, y, f"{client.name}: {client.note}", 13, INK, "lm")


def _row(pen: Pen, top: float, measure: Measure) -> None:
    low, high = measure.scale
    y = top + 32
    pen.text(_LEFT, top, measure.name, 13, INK, "la", bold=True)
    pen.line((_LEFT, y, _RIGHT, y), GRID, 2)
    for tick in range(low, high + 1):
        x = _x(tick, measure.scale)
        pen.line((x, y - 3, x, y + 3), GRID, 1.5)
    pen.text(_LEFT, y + 10, f"{low} {measure.low}", 12, QUIET, "la")
    pen.text(_RIGHT, y + 10, f"{measure.high} {high}", 12, QUIET, "ra")
    if measure.before is not None:
        pen.dot(_x(measure.before, measure.scale), y, 8, PAPER, QUIET)
    for index, (value, shift) in enumerate(_spread(measure.after)):
        if value is not None:
            _mark(pen, index, _x(value, measure.scale) + shift, y)


def _mark(pen: Pen, index: int, x: float, y: float, r: float = 5) -> None:
    """Each client has a shape and a color of their own."""
    fill = _COLORS[index % 3]
    if index % 3 == 0:
        pen.dot(x, y, r + 1, PAPER)
        pen.dot(x, y, r, fill)
    elif index % 3 == 1:
        pen.shape(((x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)), fill)
    else:
        far = 1.35 * r
        pen.shape(((x, y - far), (x + far, y), (x, y + far), (x - far, y)), fill)


def _spread(values: Sequence[int | None]) -> list[tuple[int | None, float]]:
    """The same answer twice: the marks stand side by side."""
    out: list[tuple[int | None, float]] = []
    for index, value in enumerate(values):
        same = [i for i, other in enumerate(values) if other == value]
        out.append((value, (same.index(index) - (len(same) - 1) / 2) * 12))
    return out


def _x(value: int, scale: tuple[int, int]) -> float:
    low, high = scale
    return _LEFT + 12 + (value - low) / (high - low) * (_RIGHT - _LEFT - 24)


def picture_words(
    words: Mapping[str, str | Mapping[int | str, str]],
    before: str,
    clients: Sequence[tuple[str, str, str]],
    measures: Sequence[Measure],
) -> str:
    """The picture in words. `words` are `results.alt`; `clients` are name, condition and stars."""
    names = [name for name, _, _ in clients]
    forms = words["clients"]
    count = len(clients)
    said = forms.get(count, forms["other"]).format(n=count) if isinstance(forms, Mapping) else ""
    parts = [_fill(words, "head", n=said)]
    for name, condition, stars in clients:
        parts.append(_fill(words, "client", name=name, condition=condition, stars=stars))
    for m in measures:
        told = [(before, m.before), *zip(names, m.after, strict=True)]
        values = ", ".join(_fill(words, "value", who=who, n=n) for who, n in told if n is not None)
        low, high = (f"{m.low} ({m.scale[0]})", f"{m.high} ({m.scale[1]})")
        parts.append(_fill(words, "measure", what=m.name, low=low, high=high, values=values))
    if not measures:
        parts.append(_fill(words, "none"))
    return " ".join(parts)


def _fill(words: Mapping[str, object], key: str, /, **fills: object) -> str:
    return str(words[key]).format(**fills)
