"""A message in its conversation: what was said before tells what a short follow-up is about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from bot.support.asking import asks_advice, no_advice
from bot.support.mood import cheers, fresh, neutral, turned
from bot.support.policy import BRIGHT, glad
from bot.support.talk import Utterance
from bot.support.understand import Heard
from bot.support.understanding import Understanding

_OWN = re.compile(r"\b(?:i|my|me|we|us|our|i'm|im|i've)\b", re.I)
_ITSELF = 0.9  # how much a message that turns the mood counts beside what was before
_MUCH = 6  # echoes: a message that tells so much speaks for itself


def in_context(heard: Heard, text: str, told: Heard | None) -> Heard:
    """`text`, which was `heard`, in its talk: a short follow-up is about what was said before, so the
    labels of both are joined. `told` is what was said before (`Earlier`)."""
    if told is None:
        return heard
    before, here = told.understanding, heard.understanding
    share = min(0.85, 0.35 + 0.02 * sum(len(e.text.split()) for e in heard.echoes))
    if turn := turned(here, before, text):
        before, share = fresh(before, turn), _ITSELF
    joined = replace(
        here, emotions=_mixed(here.emotions, before.emotions, share),
        incidents=_mixed(here.incidents, before.incidents, share),
        intensity=max(here.intensity, min(before.intensity, here.intensity + 1)),
    )  # fmt: skip
    if turn and here.ask in ("celebrate", "vent"):
        ask = "celebrate" if turn == "up" else "vent"
        return replace(heard, understanding=replace(joined, ask=ask))
    if len(heard.echoes) <= _MUCH and here.ask in ("celebrate", "vent"):
        joined = _in_mood(joined, before, text, neutral(here, text))
    vectors = np.concatenate([told.vectors, heard.vectors])  # what helps is found by all of it
    return replace(heard, understanding=joined, vectors=vectors)


def _in_mood(joined: Understanding, before: Understanding, text: str, adds: bool) -> Understanding:
    """Whether a follow-up is good news or a vent: one line alone often can't tell, the talk can."""
    if glad(before) or before.ask == "celebrate":
        return replace(joined, ask="celebrate" if adds or glad(joined, lead=-0.3) else "vent")
    if _OWN.search(text):
        happy = joined.ask == "celebrate" and glad(joined, lead=0.0) and cheers(text)
        return replace(joined, ask="celebrate" if happy else "vent")
    # In a sore talk, "she got employee of the month" is no good news.
    felt = {
        e: before.emotions.get(e, 0.0) if e in BRIGHT else p for e, p in joined.emotions.items()
    }
    return replace(joined, ask="vent", emotions=felt)


def wants_no_advice(text: str, history: Sequence[Utterance]) -> bool:
    """Whether they said, now or before in this conversation, that they want to be listened to and no
    more; what they ask for later counts again."""
    said = [u.text for u in history if u.role == "user"] + [text]
    for words in reversed(said):
        if no_advice(words):
            return True
        if asks_advice(words):
            return False
    return False


def _mixed(
    here: Mapping[str, float], before: Mapping[str, float], share: float
) -> dict[str, float]:
    return {label: share * p + (1 - share) * before.get(label, 0.0) for label, p in here.items()}


def listened_to(heard: Heard) -> Heard:
    """What looked like small talk and is none that we know is listened to."""
    if heard.understanding.ask not in ("smalltalk", "other"):
        return heard
    return replace(heard, understanding=replace(heard.understanding, ask="vent"))
