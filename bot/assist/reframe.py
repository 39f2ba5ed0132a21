"""Emo-Reframe: the thought a rep may be having, and another way to see it.

Care-Pilot (§1.3) chains five model calls: situation, thought, reframe, acknowledgement, delivery. Here
the situation is read (`reading.py`) and the words are `prompts/assist/reframe.yaml`. From the client's
second message on, and only when it is needed; never where seeing it differently would be an insult
(`grave.py` comes first)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from random import Random

import prompts
from bot.assist.chat import Chat
from bot.assist.label import Label
from bot.assist.reading import Reading
from bot.assist.talk import Reframe
from bot.assist.told import Told
from bot.support.guard import faults

_SLOT = re.compile(r"\{(\w+)\}")


def needed(seen: Reading, label: Label) -> bool:
    """Whether there is something to see differently: a second message, and a rude one. Who is only upset, afraid or in
    grief has done nothing to the rep."""
    return seen.turn > 1 and label.uncivil


def reframe(chat: Chat, seen: Reading, known: Told, label: Label, seed: int = 0) -> Reframe | None:
    """In: a chat without anything grave, what was read from it and how to say that. Out: thought and reframe, or None when none is needed."""
    if not needed(seen, label):
        return None
    random = Random(f"{seed}:reframe:{chat.mark}")  # noqa: S311 - words, not secrets
    table: Mapping[str, Mapping[str, Sequence[str]]] = prompts.read("assist/reframe.yaml")
    slots = _slots(known, random, asked_now=bool(seen.last_asked))
    for jab in (*(j for j in seen.jabs if j in table), "plain"):
        thoughts = [
            t for t in map(lambda t: _fill(t, slots), _mixed(table[jab]["thoughts"], random)) if t
        ]
        views = [
            v for v in map(lambda v: _fill(v, slots), _mixed(table[jab]["reframes"], random)) if v
        ]
        views = [v for v in views if not faults(v, max_words=70)] or views
        if thoughts and views:
            return Reframe(thoughts[0], views[0])
    return None


def _slots(known: Told, random: Random, *, asked_now: bool) -> dict[str, str]:
    slots = {"it": known.it, "they": known.theirs or known.they[0]}
    if known.did:
        slots["did"] = random.choice(known.did[0])
    for name in ("asked", "given", "offer", "wait"):
        if value := getattr(known, name):
            slots[name] = value
    if not asked_now:
        slots.pop("asked", None)
    return slots


def _fill(text: str, slots: Mapping[str, str]) -> str:
    """The filled text; "" when a slot is not known."""
    if not {n.lower() for n in _SLOT.findall(text)} <= set(slots):
        return ""
    return _SLOT.sub(lambda m: _cased(m[1], slots[m[1].lower()]), text)


def _cased(slot: str, words: str) -> str:
    return words[:1].upper() + words[1:] if slot[0].isupper() else words


def _mixed(texts: Sequence[str], random: Random) -> list[str]:
    return random.sample(list(texts), len(texts))
