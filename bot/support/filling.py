"""Phrases with the person's own words in their slots."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from bot.support.phrasebook import Phrase
from bot.support.retelling.echo import Echo

_FILLS = {"clause": "clause", "clause2": "clause", "deed": "deed", "did": "deed", "state": "state",
          "amount": "amount", "thing": "thing", "when": "when", "matter": "matter"}  # fmt: skip


_SLOT = re.compile(r"\{(\w+)\}")
_STARTS = re.compile(r"(^|[.!?] )([a-z])")


def takes(phrase: Phrase) -> bool:
    """Whether it has a slot for the person's own words."""
    return any(slot in _FILLS for slot in phrase.slots)


def fillable(phrase: Phrase, left: Sequence[Echo]) -> bool:
    """Whether there is an echo for every slot."""
    if not phrase.slots:
        return True
    kinds = [_FILLS[s] for s in phrase.slots if s in _FILLS]
    return all(
        sum(e.slot == kind and _suits(e, phrase) for e in left) >= kinds.count(kind)
        for kind in set(kinds)
    )


def _suits(echo: Echo, phrase: Phrase) -> bool:
    """Whether an echo may stand in this phrase: a judgement needs a wrong, praise needs a deed."""
    if echo.slot == "clause" and phrase.move in ("validate", "normalize", "protect"):
        return echo.hostile
    if echo.slot == "clause" and phrase.move == "celebrate":
        return not echo.hostile
    if echo.slot == "deed":
        return (echo.past or "did" not in phrase.slots) and (echo.credit or phrase.move != "affirm")
    if echo.slot == "thing":
        return echo.score >= 1.6  # a bare or chance noun in a question reads as nonsense
    return True


def fill(phrase: Phrase, left: Sequence[Echo], pronoun: str, rng: Random) -> tuple[str, list[Echo]]:
    """The phrase's text with its slots filled by the best echoes left, in the order of the story."""
    took: list[Echo] = []
    wanted = [s for s in phrase.slots if s in _FILLS]
    values: dict[str, str] = {}
    for slot in ("clause", "deed", "state", "amount", "thing", "when", "matter"):
        names = [s for s in dict.fromkeys(wanted) if _FILLS[s] == slot]
        if not names:
            continue
        fits = [e for e in left if e.slot == slot and _suits(e, phrase)]
        top = fits[: len(names) + 2]
        picked = sorted(rng.sample(top, len(names)), key=lambda e: e.start)
        took += picked
        for name, echo in zip(sorted(names), picked, strict=True):
            values[name] = echo.text.removeprefix("you ") if name == "did" else echo.text
    values.update(_pronouns(pronoun))

    def put(match: re.Match[str]) -> str:
        name = match[1]
        value = values.get(name.lower(), match[0])
        return value[:1].upper() + value[1:] if name[0].isupper() else value

    text = _SLOT.sub(put, phrase.text)
    text = _STARTS.sub(lambda m: m[1] + m[2].upper(), text)
    return text, took


def _pronouns(pronoun: str) -> dict[str, str]:
    forms = {"he": ("he", "him", "his"), "she": ("she", "her", "her")}
    subject, objective, possessive = forms.get(pronoun, ("they", "them", "their"))
    return {"they": subject, "them": objective, "their": possessive}
