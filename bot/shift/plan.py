"""How an exercise is laid out: whom one meets, in which order, under which name. Pure; seeded.

Three clients as in the paper's probe: one civil, one uncivil without the emotional cards, one uncivil
with them. The civil one comes first. The paper gave the other two in one order; here the order
of the two is drawn, so that what is seen later is not always what was seen with more practice.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import prompts
from bot.assist.talk import Setting
from bot.shift.run import Encounter, Run


def three(
    id: str, at_ms: int, domain: str, categories: Sequence[str], *, harder: bool = False
) -> Run:
    """The exercise: three clients of one domain, each with a complaint of another category."""
    dice = _dice(id)
    names = dice.sample(_names(), 3)
    drawn = dice.sample(list(categories), 3)
    uncivil = [(False, False), (False, True)]
    dice.shuffle(uncivil)
    parts = []
    for name, category, (civil, emotional) in zip(
        names, drawn, [(True, False), *uncivil], strict=True
    ):
        parts.append(Encounter(name, _setting(dice, domain, category, civil, harder), emotional))
    return Run(id, at_ms, tuple(parts))


def one(
    id: str, at_ms: int, domain: str, category: str, *, civil: bool, harder: bool = False
) -> Run:
    """A single client, for a chat window: all cards are on offer, no questionnaire."""
    dice = _dice(id)
    setting = _setting(dice, domain, category, civil, harder)
    return Run(id, at_ms, (Encounter(dice.choice(_names()), setting, emotional=True),), single=True)


def _setting(dice: random.Random, domain: str, category: str, civil: bool, harder: bool) -> Setting:
    return Setting(
        domain, category, civil,
        grateful=civil and dice.random() < 0.5,
        ranting=not civil and dice.random() < 0.7,
        expressive=dice.random() < 0.6,
        harder=harder and not civil,
        seed=dice.randrange(1 << 30),
    )  # fmt: skip


def _dice(id: str) -> random.Random:
    return random.Random(id)  # noqa: S311 - no secret: the same exercise has the same clients


def _names() -> list[str]:
    names: list[str] = prompts.read("exercise/words.yaml")["names"]
    return names
