"""Silent empathy: what people say of themselves and what their words say are hardly related (arXiv 2603.15245: on
average they explain each other to less than one hundredth). Said kindly, it is the best reason to practise."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

import prompts
from bot.practice.judges import GOOD, Scores

ITEMS = ("helped", "understood", "elaborated", "empathized")
_GAP = 1.5


def gap(own: Mapping[str, int], scores: Scores, rng: Random) -> str:
    """In: the self-report (item → 1 to 5, may be partial) and the transcript's scores. Out: one line about the widest
    gap between them; "" when nothing was reported."""
    words: dict[str, Any] = prompts.read("coach/session.yaml")["gap"]
    read = {
        "understood": scores.demonstrating_understanding,
        "elaborated": scores.encouraging_elaboration,
        "empathized": sum(float(getattr(scores, name)) for name in GOOD) / 3,
    }
    told = {item: own[item] - value for item, value in read.items() if item in own}
    if not told:
        return ""
    item = max(told, key=lambda i: (abs(told[i]), i))
    wide = abs(told[item]) >= _GAP
    kind = ("over" if told[item] > 0 else "under") if wide else "same"
    name = words["items"][item]
    return str(
        rng.choice(words[kind]).format(
            own=own[item], read=round(read[item]), item=name, Item=name[:1].upper() + name[1:]
        )
    )
