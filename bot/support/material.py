"""What the library gives to an answer: ready sentences by move, where they come from, steps below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

import prompts
from bot.support import policy
from bot.support.talk import Source
from bot.support.understand import Heard
from memory.library import Hit

_LIKELY = 0.4  # from when on an incident counts as what happened
_SURE = 0.95  # how well an example must fit before its line is said (development vents)
_OFTEN = 0.45  # how often it then is: one example mostly fits far better than the rest, and ten people would get it


@dataclass(frozen=True, slots=True)
class Material:
    """`extra` holds sentences by move, `tail` the steps to stand below the answer ("" for none)."""

    extra: Mapping[str, str]
    sources: tuple[Source, ...]
    tail: str


def gather(
    plan: policy.Plan, hits: Sequence[Hit], heard: Heard, leads: Sequence[str], rng: Random
) -> Material:
    """In: what to do, the passages found, best first, and lines that may lead steps in."""
    extra: dict[str, str] = {}
    used: list[Hit] = []
    tail = ""
    if plan.kind == "step":
        if found := _fitting(hits, heard):
            used.append(found)
            extra["step"] = f"{rng.choice(leads)} {found.passage.words}"
            tail = "\n\n" + "\n".join(f"• {step}" for step in found.passage.steps)
    elif plan.kind in ("reframe", "protect"):
        want = plan.kind == "reframe"
        found = next(
            (h for h in hits if h.passage.kind == "example" and h.passage.reframe == want), None
        )
        if found and want:
            used.append(found)
            softly = [p["text"] for p in prompts.read("phrases/reframe_lead.yaml")]
            lead = rng.choice([text for text in softly if "{" not in text])
            extra["reframe"] = f"{lead} {found.passage.words}"
    if any("offer" in order for order in plan.orders) and (found := _fitting(hits, heard)):
        offers = [p["text"] for p in prompts.read("phrases/offer.yaml") if "{offer}" in p["text"]]
        extra["offer"] = rng.choice(offers).replace("{offer}", found.passage.offer)
        used.append(found)
    if any("story" in order for order in plan.orders):
        found = next((h for h in hits if h.passage.line and h.score > _SURE), None)
        if found and rng.random() < _OFTEN:
            extra["story"] = found.passage.line
            used.append(found)
    sources = tuple(Source(h.passage.id, h.passage.kind, round(min(h.score, 1.0), 3)) for h in used)
    return Material(extra, sources, tail)


def _fitting(hits: Sequence[Hit], heard: Heard) -> Hit | None:
    """The nearest strategy, one made for what happened if there is any."""
    likely = {name for name, p in heard.understanding.incidents.items() if p > _LIKELY}
    near = [h for h in hits if h.passage.kind == "strategy"]
    fits = [h for h in near if not h.passage.incidents or likely & set(h.passage.incidents)]
    return next(iter(fits or near), None)
