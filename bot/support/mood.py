"""Which way a message turns the mood of its talk: good news after a bad hour, or the other way round. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Literal

import prompts
from bot.support.policy import BRIGHT, glad
from bot.support.understanding import Understanding

GOOD = ("positive_event", "supportive_colleague")
_GLAD = ("joy_pride_gratitude", "relief")  # a laugh may be somebody else's
_NEUTRAL = (*BRIGHT, "compassion")
_SURE = 0.6  # of an incident
_FELT = 0.5  # of an emotion
_SHORT = 22  # words
_FEW = 9  # words
_SORELY = 0.7  # of an emotion
_LINE = 12  # words
_AHEAD = 0.1  # how far one side must be before the other

_MINE = re.compile(r"\b(?:i|my|me|we|us|our|i'm|im|i've|ive)\b", re.I)

_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]")

Turn = Literal["up", "down", ""]


def turned(here: Understanding, before: Understanding, text: str) -> Turn:
    """Whether `text`, read as `here` by itself, goes another way than what was told `before` it."""
    was_glad = glad(before) or before.ask == "celebrate"
    plain = worded(text)
    if plain == "down" or (was_glad and not plain and is_sore(here) and not neutral(here, text)):
        return "down"
    if plain == "up" or (not was_glad and _bright(here) and _MINE.search(text) and cheers(text)):
        return "up"
    return ""


def neutral(here: Understanding, text: str) -> bool:
    """Whether a short line only adds to what was told: "they told me this morning" looks sore by itself, and
    does not end good news."""
    _, worst, _, _ = _sides(here)
    return len(text.split()) <= _FEW and worst < _SORELY and not dampened(text)


def dampened(text: str) -> bool:
    """Whether a line has a word in it that may take the gladness out of it."""
    words: dict[str, str] = prompts.read("phrases/mood_words.yaml")
    return bool(re.search(words["dampens"], _plain(text)))


def shines(here: Understanding, text: str) -> bool:
    """Whether what a line tells is plainly good, and not only said with a laugh."""
    bright, _, _, _ = _sides(here)
    return glad(here) and bright >= _FELT and not dampened(text) and worded(text) != "down"


def worded(text: str) -> Turn:
    """The same by plain wordings alone: one line is often too short for anything else."""
    said = _plain(text)
    if sour(text):
        return "down"  # "she was nice about it which makes me feel worse"
    if len(said.split()) > _SHORT:
        return ""
    words: dict[str, str] = prompts.read("phrases/mood_words.yaml")
    up, down = (bool(re.search(words[way], said)) for way in ("up", "down"))
    if up == down or (up and re.search(words["unless"], said)):
        return ""
    return "up" if up else "down"


def cheers(text: str) -> bool:
    """Whether a line says in words of its own that something is good; a longer message need not. "I trained him
    for six weeks" in a sore talk is no good news, whatever it looks like."""
    words: dict[str, str] = prompts.read("phrases/mood_words.yaml")
    said = _plain(_QUOTED.sub(" ", text))  # 'my lead messaged "you got this!!"' is not their cheer
    return len(said.split()) > _LINE or bool(re.search(words["cheers"], said))


def sour(text: str) -> bool:
    """Whether something in it is plainly no good news: "took credit for it", "it's still a fail"."""
    words: dict[str, str] = prompts.read("phrases/mood_words.yaml")
    said = _plain(text)
    return len(said.split()) <= 2 * _SHORT and bool(re.search(words["sour"], said))


def soured(here: Understanding) -> Understanding:
    """The same without any gladness in it."""
    ask = "vent" if here.ask == "celebrate" else here.ask
    return replace(here, ask=ask, emotions=_without(here.emotions, BRIGHT))


def fresh(before: Understanding, turn: Turn) -> Understanding:
    """What was told before, without the mood that is over."""
    if turn == "down":
        return replace(
            before, ask="vent", emotions=_without(before.emotions, BRIGHT),
            incidents=_without(before.incidents, GOOD),
        )  # fmt: skip
    over = [e for e in before.emotions if e not in BRIGHT]
    kept = [i for i in before.incidents if i not in GOOD]
    return replace(
        before, emotions=_without(before.emotions, over), incidents=_without(before.incidents, kept)
    )


def _sides(read: Understanding) -> tuple[float, float, float, float]:
    """How likely: something good felt, something bad felt, something good happened, something bad."""
    bright = max(read.emotions.get(e, 0.0) for e in _GLAD)
    worst = max((p for e, p in read.emotions.items() if e not in _NEUTRAL), default=0.0)
    good = max(read.incidents.get(i, 0.0) for i in GOOD)
    hurt = max((p for i, p in read.incidents.items() if i not in GOOD), default=0.0)
    return bright, worst, good, hurt


def is_sore(read: Understanding) -> bool:
    """Whether a message hurts, by itself."""
    bright, worst, good, hurt = _sides(read)
    happened = hurt >= _SURE and hurt > good + _AHEAD
    return happened or (worst >= _FELT and not _bright(read))


def _bright(read: Understanding) -> bool:
    bright, worst, good, hurt = _sides(read)
    felt = bright >= _FELT and bright > worst + _AHEAD and hurt < _SURE
    return felt or (good >= _SURE and good > hurt + 2 * _AHEAD and bright >= worst / 2)


def _without(chances: Mapping[str, float], gone: Collection[str]) -> dict[str, float]:
    return {label: 0.0 if label in gone else p for label, p in chances.items()}


def _plain(text: str) -> str:
    return re.sub(r"['’]", "", text.lower())
