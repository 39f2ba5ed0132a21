"""What a pen noted, as SVG elements for a page: data instead of markup, so that a page that takes no markup
from anywhere can show it. Colors have the page's own names (`--chart-ink`), words its own face."""

from __future__ import annotations

import json
from typing import TypeAlias

from bot.pictures.pen import Area, Dot, Line, Mark, Paint, Pen, Shape, Words

# Tag, attributes, and the words inside.
Element: TypeAlias = tuple[str, dict[str, str], str]

_ANCHORS = {"l": "start", "m": "middle", "r": "end"}
# From a word's top or middle down to its base line, in parts of its size, as the PNG's face has it.
_DOWN = {"a": 1.0, "m": 0.37}


def vectors(pen: Pen) -> str:
    """A JSON list of [tag, attributes, words]: the picture itself first, then what is in it, bottom up."""
    picture: Element = ("svg", {"viewBox": f"0 0 {pen.width} {pen.height}"}, "")
    body = [picture, *map(_element, pen.marks)]
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def _element(mark: Mark) -> Element:
    match mark:
        case Line((x1, y1, x2, y2), fill, width):
            return _made("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=fill, stroke_width=width)
        case Area((left, top, right, bottom), fill, edge):
            box = {"x": left, "y": top, "width": right - left, "height": bottom - top}
            return _made("rect", **box, fill=fill, stroke=edge, rx=1.5 if edge else None)
        case Dot(x, y, radius, fill, edge):
            ring = 1.6 if edge else None
            return _made("circle", cx=x, cy=y, r=radius, fill=fill, stroke=edge, stroke_width=ring)
        case Shape(points, fill):
            corners = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
            return _made("polygon", points=corners, fill=fill)
        case Words(x, y, text, size, fill, anchor, bold):
            base, side = y + _DOWN[anchor[1]] * size, _ANCHORS[anchor[0]]
            heavy = "650" if bold else None
            tag, look, _ = _made(
                "text", x=x, y=base, text_anchor=side, font_size=size, font_weight=heavy, fill=fill
            )
            return tag, look, text


def _made(tag: str, **look: Paint | float | str | None) -> Element:
    """An element from Python's names of its attributes; None is left out."""
    given = {name.replace("_", "-"): v for name, v in look.items() if v is not None}
    return tag, {name: _value(v) for name, v in given.items()}, ""


def _value(value: Paint | float | str) -> str:
    if isinstance(value, Paint):
        return f"var(--chart-{value.name}, {value.hex})"
    return value if isinstance(value, str) else _number(value)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
