"""What a pen noted, as a PNG. Pure; draws in memory."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from bot.pictures.pen import PAPER, Area, Dot, Line, Mark, Paint, Pen, Shape, Words

SCALE = 2  # kept at twice the size at which it is read
_FINE = 2  # and its lines are drawn at twice that, then smoothed
_ZOOM = SCALE * _FINE


def png(pen: Pen) -> bytes:
    """Shapes are smoothed before the words are set on top."""
    image = Image.new("RGB", (pen.width * _ZOOM, pen.height * _ZOOM), PAPER.hex)
    draw = ImageDraw.Draw(image)
    for mark in pen.marks:
        _shape(draw, mark)
    image = image.reduce(_FINE)
    draw = ImageDraw.Draw(image)
    for mark in pen.marks:
        if isinstance(mark, Words):
            _set(draw, mark)
    out = io.BytesIO()
    image.quantize(128, dither=Image.Dither.NONE).save(out, "PNG", dpi=(144, 144))
    return out.getvalue()


@cache
def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The face that words are set in, at a size in reading points."""
    return ImageFont.load_default(size * SCALE)


def _shape(draw: ImageDraw.ImageDraw, mark: Mark) -> None:
    match mark:
        case Line(box, fill, width):
            draw.line([v * _ZOOM for v in box], fill.hex, round(width * _ZOOM))
        case Area(box, fill, None):
            draw.rectangle([v * _ZOOM for v in box], fill.hex)
        case Area(box, fill, Paint() as edge):
            left, top, right, bottom = (v * _ZOOM for v in box)
            up = (True, True, False, False)
            draw.rounded_rectangle(
                (left, top, right, bottom), 1.5 * _ZOOM, fill.hex, edge.hex, _FINE, corners=up
            )
        case Dot(x, y, radius, fill, None):
            draw.circle((x * _ZOOM, y * _ZOOM), radius * _ZOOM, fill.hex)
        case Dot(x, y, radius, fill, Paint() as edge):
            wide = round(1.6 * _ZOOM)
            draw.circle((x * _ZOOM, y * _ZOOM), radius * _ZOOM, fill.hex, edge.hex, width=wide)
        case Shape(points, fill):
            draw.polygon([(x * _ZOOM, y * _ZOOM) for x, y in points], fill.hex)
        case Words():
            pass


def _set(draw: ImageDraw.ImageDraw, words: Words) -> None:
    at, fill = (words.x * SCALE, words.y * SCALE), words.fill.hex
    stroke = 0.4 * SCALE if words.bold else 0
    draw.text(
        at, words.text, fill, font(words.size), words.anchor, stroke_width=stroke, stroke_fill=fill
    )
