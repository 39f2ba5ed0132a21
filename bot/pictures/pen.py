"""Drawing in memory, in reading size: lines, dots, boxes and words. The charts are made with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
Box: TypeAlias = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Paint:
    """A color as it is on paper, and the `name` under which a page has its own, light or dark."""

    name: str
    hex: str


# Blue, amber and plum stay apart for every common kind of color blindness, and in gray.
PAPER, INK, QUIET = Paint("paper", "#FBFAF7"), Paint("ink", "#26323B"), Paint("quiet", "#56636D")
GRID, BAND = Paint("grid", "#E3E2DC"), Paint("band", "#ECEBE5")
BLUE, PALE_BLUE = Paint("blue", "#0B5C94"), Paint("pale-blue", "#4F93C4")
AMBER, AMBER_EDGE = Paint("amber", "#F6E3B6"), Paint("amber-edge", "#B5851B")
PLUM = Paint("plum", "#8A2F6B")
PAINTS = (PAPER, INK, QUIET, GRID, BAND, BLUE, PALE_BLUE, AMBER, AMBER_EDGE, PLUM)


@dataclass(frozen=True, slots=True)
class Words:
    """Text at a point; `anchor` as Pillow names it: l, m, r and a (its top) or m (its middle)."""

    x: float
    y: float
    text: str
    size: int
    fill: Paint
    anchor: str
    bold: bool


@dataclass(frozen=True, slots=True)
class Line:
    """From (x, y) to (x, y)."""

    box: Box
    fill: Paint
    width: float


@dataclass(frozen=True, slots=True)
class Area:
    """A box, filled; with `edge` it has one, and rounded upper corners."""

    box: Box
    fill: Paint
    edge: Paint | None = None


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle, filled; with `edge` a ring."""

    x: float
    y: float
    radius: float
    fill: Paint
    edge: Paint | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """A polygon, filled."""

    points: tuple[Point, ...]
    fill: Paint


Mark: TypeAlias = Words | Line | Area | Dot | Shape


class Pen:
    """Notes what is to be drawn; words stand on top of all else."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self._shapes: list[Mark] = []
        self._words: list[Mark] = []

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Everything, from the bottom to the top."""
        return (*self._shapes, *self._words)

    def text(
        self, x: float, y: float, text: str, size: int, fill: Paint, anchor: str, bold: bool = False
    ) -> None:
        """Words at a point."""
        self._words.append(Words(x, y, text, size, fill, anchor, bold))

    def line(self, box: Box, fill: Paint, width: float) -> None:
        """From (x, y) to (x, y)."""
        self._shapes.append(Line(box, fill, width))

    def bar(self, box: Box, fill: Paint, edge: Paint) -> None:
        """A box with an edge and rounded upper corners."""
        self._shapes.append(Area(box, fill, edge))

    def area(self, box: Box, fill: Paint) -> None:
        """A plain box."""
        self._shapes.append(Area(box, fill))

    def dot(
        self, x: float, y: float, radius: float, fill: Paint, edge: Paint | None = None
    ) -> None:
        """A filled circle, or a ring."""
        self._shapes.append(Dot(x, y, radius, fill, edge))

    def shape(self, points: Sequence[Point], fill: Paint) -> None:
        """A polygon."""
        self._shapes.append(Shape(tuple(points), fill))

    def png(self) -> bytes:
        """The picture, in the colors of paper. Tens of milliseconds: draw in a thread."""
        from bot.pictures.png import png

        return png(self)

    def vectors(self) -> str:
        """The same as SVG elements, in the colors of the page that shows it."""
        from bot.pictures.vectors import vectors

        return vectors(self)
