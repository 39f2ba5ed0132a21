"""Stories of a crew in an answer: how often one is shown, whether it is about the same, how long it takes.

Twelve made-up stories against development vents: the threshold was set on these, so the figures flatter.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from statistics import median
from typing import Any

from bot.reading.ngrams import Ngrams
from bot.support.colleagues import FITS, Colleagues
from bot.support.heads import Heads
from bot.support.retelling.parse import Parser
from bot.support.talk import CrewStory, SupportRequest
from bot.support.understand import Understander
from memory.embedder import Encoder
from tests.bench.crew_told import TOLD

_VENTS = Path("training/examples")


def run() -> Iterator[str]:
    """Figures on 300 development vents."""
    encoder = Encoder()
    ngrams = Ngrams.load(files("bot.support") / "weights/ngrams.npz")
    understander = Understander(encoder, Parser(), Heads.load(), ngrams)
    colleagues = Colleagues(understander, encoder)
    stories = tuple(CrewStory(f"s{n}", when, helped) for n, (when, helped, _) in enumerate(TOLD))
    about = {f"s{n}": set(labels) for n, (_, _, labels) in enumerate(TOLD)}
    scores: list[tuple[float, bool]] = []
    spent: list[float] = []
    for vent in _vents(300):
        heard = understander.hear(vent["text"])
        began = time.perf_counter()
        colleagues.fitting(SupportRequest(vent["text"], stories=stories), heard)
        spent.append(time.perf_counter() - began)
        story, score = colleagues.scored(stories, heard, [vent["text"]])[0]
        scores.append((score, bool(about[story.id] & set(vent["incidents"]))))
    for least in (FITS - 0.04, FITS - 0.02, FITS, FITS + 0.02, FITS + 0.04):
        shown = [same for score, same in scores if score >= least]
        share = sum(shown) / max(len(shown), 1)
        mark = " (in use)" if least == FITS else ""
        yield f"fit {least:.2f}{mark}: shown for {len(shown)} of {len(scores)}, same kind {share:.2f}"
    once, each = max(spent) * 1000, median(spent) * 1000
    yield f"reading them all once {once:.0f} ms, then {each:.2f} ms a message"


def _vents(most: int) -> list[dict[str, Any]]:
    lines = [line for path in sorted(_VENTS.glob("vents_[a-d].jsonl")) for line in path.open()]
    return [json.loads(line) for line in random.Random(1).sample(lines, most)]
