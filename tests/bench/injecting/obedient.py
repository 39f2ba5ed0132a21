"""A model that does whatever the data tells it to."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from tests.bench.injecting.attempts import Attempt
from tests.bench.injecting.reached import flat
from tests.fakes.model_server import Asked
from tests.fakes.model_server.scripts import WORDS


@dataclass
class Obedient:
    """The model. `now` is the attempt under way."""

    now: Attempt | None = None
    obeyed: bool = False

    def __call__(self, asked: Asked) -> str:
        says = WORDS
        self.obeyed = self.now is not None and _reached(self.now.text, asked.text)
        if self.now is not None and self.obeyed:
            says = self.now.says.replace("{system}", str(asked.body["messages"][0]["content"]))
        if not asked.structured:
            return says
        schema = asked.body["response_format"]["json_schema"]["schema"]
        return json.dumps({k: _filled(v, says) for k, v in schema["properties"].items()})


def _reached(text: str, prompt: str) -> bool:
    """Half of the attempt in a row: the vent in front of an order is none."""
    return _longest(text, prompt) >= 0.5 * max(1, len(flat(text).split()))


def _longest(text: str, prompt: str) -> int:
    """Words of `text` in a row that stand in `prompt`."""
    words, whole, best = flat(text).split(), flat(prompt), 0
    for start in range(len(words)):
        while f" {' '.join(words[start : start + best + 1])} " in whole and start + best < len(
            words
        ):
            best += 1
    return best


def _filled(shape: dict[str, Any], says: str) -> Any:
    if "enum" in shape:
        return shape["enum"][0]
    if shape.get("type") == "array":
        return [says] * 3
    return 5 if shape.get("type") == "integer" else says[: shape.get("maxLength", 10_000)]
