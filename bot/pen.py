"""Drawing in memory, in reading size: lines, dots, boxes and words. The charts are made with it."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageDraw, ImageFont

SCALE = 2  # kept at twice the size at which it is read
_FINE = 2  # and its lines are drawn at twice that, then smoothed

# Blue and amber stay apart for every common kind of colour blindness, and in gray.
PAPER, INK, QUIET, GRID = "#FBFAF7", "#26323B", "#56636D", "#E3E2DC"
BLUE, PALE_BLUE, AMBER, AMBER_EDGE = "#0B5C94", "#4F93C4", "#F6E3B6", "#B5851B"

Box = tuple[float, float, float, float]


class Pen:
    """Shapes are smoothed before the words are set on top."""

    def __init__(self, width: int, height: int) -> None:
        self._zoom = SCALE * _FINE
        self._image = Image.new("RGB", (width * self._zoom, height * self._zoom), PAPER)
        self._draw = ImageDraw.Draw(self._image)
        self._texts: list[tuple[float, float, str, int, str, str, bool]] = []

    def text(
        self, x: float, y: float, text: str, size: int, fill: str, anchor: str, bold: bool = False
    ) -> None:
        """Words at a point; `anchor` as Pillow names it."""
        self._texts.append((x * SCALE, y * SCALE, text, size, fill, anchor, bold))

    def line(self, box: Box, fill: str, width: float) -> None:
        """From (x, y) to (x, y)."""
        self._draw.line([v * self._zoom for v in box], fill, round(width * self._zoom))

    def bar(self, box: Box, fill: str, edge: str) -> None:
        """A box with rounded upper corners."""
        left, top, right, bottom = (v * self._zoom for v in box)
        up = (True, True, False, False)
        self._draw.rounded_rectangle(
            (left, top, right, bottom), 1.5 * self._zoom, fill, edge, _FINE, corners=up
        )

    def area(self, box: Box, fill: str) -> None:
        """A plain box."""
        self._draw.rectangle([v * self._zoom for v in box], fill)

    def dot(self, x: float, y: float, radius: float, fill: str) -> None:
        """A filled circle."""
        self._draw.circle((x * self._zoom, y * self._zoom), radius * self._zoom, fill)

    def png(self) -> bytes:
        """The picture."""
        image = self._image.reduce(_FINE)
        draw = ImageDraw.Draw(image)
        for x, y, text, size, fill, anchor, bold in self._texts:
            stroke = 0.4 * SCALE if bold else 0
            draw.text((x, y), text, fill, font(size), anchor, stroke_width=stroke, stroke_fill=fill)
        out = io.BytesIO()
        image.quantize(128, dither=Image.Dither.NONE).save(out, "PNG", dpi=(144, 144))
        return out.getvalue()


@cache
def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The face that words are set in, at a size in reading points."""
    return ImageFont.load_default(size * SCALE)
