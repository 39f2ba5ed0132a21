"""A drawing as vectors: the same marks, in the page's own colors, and nothing that could do anything."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from bot.pictures.month import mood_picture
from bot.pictures.pen import INK, PAINTS, PLUM, Pen
from tests.bot.pictures.test_charts import FEW, LABELS, MANY, TODAY

CSS = Path("handlers/web/static/css/colours.css").read_text(encoding="utf-8")


def elements(pen: Pen) -> list[Any]:
    parsed: list[Any] = json.loads(pen.vectors())
    return parsed


def test_every_mark_is_in_both() -> None:
    few, many = (mood_picture(days, TODAY, LABELS) for days in (FEW, MANY))
    dots = [[tag for tag, _, _ in elements(pen)].count("circle") for pen in (few, many)]
    assert dots[0] < dots[1]
    assert len(elements(few)) == len(few.marks) + 1
    assert {tag for tag, _, _ in elements(few)} == {"svg", "line", "rect", "circle", "text"}
    assert few.png() != many.png()


def test_words_and_shapes_come_through_as_they_are() -> None:
    pen = Pen(100, 50)
    pen.text(5, 5, "<b>&\"'", 13, INK, "ra", bold=True)
    pen.shape(((0, 0), (1, 2), (2.505, 0)), PLUM)
    picture, shape, text = elements(pen)
    assert picture == ["svg", {"viewBox": "0 0 100 50"}, ""]
    assert shape[1]["points"] == "0,0 1,2 2.5,0"
    assert (text[2], text[1]["text-anchor"], text[1]["y"]) == ("<b>&\"'", "end", "18")


def test_the_page_has_a_light_and_a_dark_color_for_each_paint() -> None:
    for paint in PAINTS:
        (value,) = re.findall(rf"--chart-{paint.name}: ([^;]+);", CSS)
        assert value.startswith(("light-dark(", "var(--"))
