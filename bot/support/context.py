"""A message in its conversation: what was said before tells what a short follow-up is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.support.talk import Utterance
from bot.support.understand import Heard, Understander


def in_context(heard: Heard, history: Sequence[Utterance], understander: Understander) -> Heard:
    """A short follow-up is about what was said before: the labels of both are joined."""
    earlier = [u.text for u in history if u.role == "user"][-3:]
    if not earlier:
        return heard
    before = understander.hear(" ".join(earlier)).understanding
    here = heard.understanding
    share = min(0.85, 0.35 + 0.02 * sum(len(e.text.split()) for e in heard.echoes))
    joined = replace(
        here, emotions=_mixed(here.emotions, before.emotions, share),
        incidents=_mixed(here.incidents, before.incidents, share),
        intensity=max(here.intensity, min(before.intensity, here.intensity + 1)),
    )  # fmt: skip
    return replace(heard, understanding=joined)


def _mixed(
    here: Mapping[str, float], before: Mapping[str, float], share: float
) -> dict[str, float]:
    return {label: share * p + (1 - share) * before.get(label, 0.0) for label, p in here.items()}


def listened_to(heard: Heard) -> Heard:
    """What looked like small talk and is none that we know is listened to."""
    if heard.understanding.ask not in ("smalltalk", "other"):
        return heard
    return replace(heard, understanding=replace(heard.understanding, ask="vent"))
