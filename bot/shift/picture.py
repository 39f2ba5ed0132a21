"""The picture at the end of an exercise: each question a line, before and after each client. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.pen import INK, PAPER, QUIET, SCALE, Pen, font

_WIDTH = 560
_LEFT, _RIGHT = 168, 524
_TOP, _ROW, _FOOT = 70, 50, 16

# Blue, amber and plum stay apart for every common kind of color blindness; the shapes do in gray.
_GRID = "#D9D8D1"
_COLORS = ("#0B5C94", "#B5851B", "#8A2F6B")
_SHAPES = ("dot", "square", "diamond")


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
) -> bytes:
    """A PNG. Measures nobody answered are left out by the caller."""
    height = _TOP + _ROW * max(1, len(measures)) + _FOOT
    pen = _Pen(_WIDTH, height)
    pen.text(16, 14, title, 17, INK, "la", bold=True)
    _legend(pen, before, clients)
    for index, measure in enumerate(measures):
        _row(pen, _TOP + _ROW * index + _ROW / 2, measure)
    return pen.png()


def _legend(pen: _Pen, before: str, clients: Sequence[Client]) -> None:
    x: float = 18
    pen.ring(x, 52, 4.6, QUIET)
    pen.text(x + 11, 52, before, 12, QUIET, "lm")
    x += 24 + pen.width(before, 12)
    for index, client in enumerate(clients):
        pen.mark(_SHAPES[index % 3], x, 52, 5, _COLORS[index % 3])
        label = f"{client.name}: {client.note}"
        pen.text(x + 11, 52, label, 12, INK, "lm")
        x += 26 + pen.width(label, 12)


def _row(pen: _Pen, y: float, measure: Measure) -> None:
    low, high = measure.scale
    pen.text(16, y, measure.name, 13, INK, "lm")
    pen.line((_LEFT, y, _RIGHT, y), _GRID, 2)
    for tick in range(low, high + 1):
        x = _x(tick, measure.scale)
        pen.line((x, y - 3, x, y + 3), _GRID, 1.5)
    pen.text(_LEFT, y + 14, measure.low, 10, QUIET, "lm")
    pen.text(_RIGHT, y + 14, measure.high, 10, QUIET, "rm")
    if measure.before is not None:
        pen.ring(_x(measure.before, measure.scale), y, 7.5, QUIET)
    for index, (value, shift) in enumerate(_spread(measure.after)):
        if value is not None:
            x = _x(value, measure.scale) + shift
            pen.mark(_SHAPES[index % 3], x, y, 5, _COLORS[index % 3])


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


class _Pen(Pen):
    """With what only this picture draws: the width of words, rings, and a shape a client."""

    def width(self, text: str, size: int) -> float:
        return font(size).getlength(text) / SCALE

    def ring(self, x: float, y: float, radius: float, fill: str) -> None:
        z = self._zoom
        self._draw.circle((x * z, y * z), radius * z, PAPER, fill, width=round(1.6 * z))

    def mark(self, shape: str, x: float, y: float, radius: float, fill: str) -> None:
        z, r = self._zoom, radius
        if shape == "dot":
            self._draw.circle((x * z, y * z), (r + 1) * z, PAPER)
            self._draw.circle((x * z, y * z), r * z, fill)
            return
        corners = {
            "square": ((-r, -r), (r, -r), (r, r), (-r, r)),
            "diamond": ((0, -1.35 * r), (1.35 * r, 0), (0, 1.35 * r), (-1.35 * r, 0)),
        }[shape]
        self._draw.polygon([((x + dx) * z, (y + dy) * z) for dx, dy in corners], fill)
