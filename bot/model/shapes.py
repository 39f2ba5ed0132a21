"""Structured answers from servers that only know text: the shape in words, and the JSON out of what came."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from bot.model.engine import Line

_LOOKS = 50  # at so many braces: more of them is noise


def with_shape(lines: Sequence[Line], schema: dict[str, Any]) -> list[Line]:
    """The prompt with the schema in its first line: some providers take system text only there."""
    words = (
        "Answer with one JSON object that fits this schema, and nothing else, no code fence:\n"
        + json.dumps(schema, ensure_ascii=False, separators=(",", ":"))
    )
    first, *rest = lines
    if first.role != "system":
        return [Line("system", words), *lines]
    return [Line("system", f"{first.text}\n\n{words}"), *rest]


def found_in(text: str) -> dict[str, Any] | None:
    """The first JSON object in a text, whatever stands around it."""
    decoder = json.JSONDecoder()
    at = text.find("{")
    for _ in range(_LOOKS):
        if at < 0:
            break
        try:
            found, _ = decoder.raw_decode(text, at)
        except (json.JSONDecodeError, RecursionError):
            found = None
        if isinstance(found, dict):
            return found
        at = text.find("{", at + 1)
    return None
