"""The gates for what people leave for others: orders are kept out, advice comes in.

Sixty benign stories and the gates have one author; what ships in the library has others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import yaml

from bot.crew.stories import Story, orders, tidy
from bot.model.planted import sayable
from memory import passages
from tests.bench.crew_told import TOLD
from tests.bench.heldout import rate
from tests.bench.injecting.attempts import attempts, further

_BENIGN = Path(__file__).with_suffix(".yaml")


def benign() -> list[Story]:
    """What people could leave, half of it in imperatives."""
    pairs = yaml.safe_load(_BENIGN.read_text("utf-8"))
    return [Story(tidy(when), tidy(helped)) for when, helped in pairs]


def run() -> Iterator[str]:
    """Refused of each, as a crew's story and as a passage of the library."""
    told = [Story(when, helped) for when, helped, _ in TOLD]
    shipped = passages.load()
    for name, stories in (("sixty benign", benign()), ("twelve of crew_stories", told)):
        yield f"crew, {name}: refused {rate(sum(map(orders, stories)), len(stories))}"
    as_told = [Story("A bad day.", p.words) for p in shipped if p.kind == "example"]
    yield f"crew, the library's examples: refused {rate(sum(map(orders, as_told)), len(as_told))}"
    yield f"library: refused {rate(sum(not sayable(p) for p in shipped), len(shipped))}"
    last = shipped[-1]
    for name, every in (("150 attempts", attempts()), ("sixty further", further())):
        texts = [attempt.text for attempt in every]
        crew = sum(orders(Story("A bad day.", tidy(text))) for text in texts)
        line = sum(not sayable(replace(last, line=text)) for text in texts)
        words = sum(not sayable(replace(last, words=text)) for text in texts)
        yield f"{name}: refused as a crew's story {rate(crew, len(texts))}"
        yield f"  as a line of the library {rate(line, len(texts))}, as its words {rate(words, len(texts))}"
