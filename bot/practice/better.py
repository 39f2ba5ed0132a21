"""A line that could have been said: from the exercise where there is one, else made of the partner's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from random import Random
from typing import TYPE_CHECKING

import prompts
from bot.practice.scenario import Scenario
from bot.practice.turns import Turn

if TYPE_CHECKING:
    from bot.support.retelling.echo import Echo
    from bot.support.retelling.parse import Parser

_FEELING = re.compile(
    r"\b(?:i(?:'m| am| feel| felt| was)|feeling|just|so|kind of|really|pretty)(?: \w+)? "
    r"(ashamed|stunned|discouraged|scared|afraid|angry|mad|furious|sad|lonely|alone|tired|exhausted|drained|numb|"
    r"empty|lost|stuck|hurt|humiliated|embarrassed|guilty|overwhelmed|anxious|worried|nervous|frustrated|"
    r"invisible|betrayed|shocked|shaken|sick|helpless|hopeless|heartbroken|devastated|disappointed|upset|detached|"
    r"burned out|jealous|bitter|resentful|torn)\b", re.I,
)  # fmt: skip
_OPEN = re.compile(r"(?:what|how|which|where|who|when)\b", re.I)
_MOST = 16  # words said back


class Better:
    """`parser` is shared with the supporter where there is one; loaded at first use otherwise."""

    def __init__(self, parser: Parser | None = None) -> None:
        self._given = parser
        self._words = prompts.read("coach/feedback.yaml")

    def lines(
        self, turns: Sequence[Turn], said: str, story: Scenario | None, rng: Random
    ) -> list[str]:
        """In: the transcript, the partner's line that should have been met, the exercise if it is one of ours. Out: a
        dozen ways to answer it: a detail of the partner's and an open question."""
        asks = rng.sample(self._words["ask"], 12)
        if story is not None:
            fact = story.fact_told(said) or story.opener
            lines = [
                _with(_short(rng.choice(fact.say)), "" if n % 4 else asks[n]) for n in range(12)
            ]
            return [_led(line, rng.choice(self._words["ask_lead"])) for line in lines]
        told = [said, *(t.text for t in turns if t.role == "seeker" and t.text != said)]
        kind, words = self._seen(told[:4])
        see = self._words["see"][kind]
        leads = self._words["ask_lead"]
        return [_led(f"{_fill(rng.choice(see), words)} {ask}", rng.choice(leads)) for ask in asks]

    def _seen(self, told: Sequence[str]) -> tuple[str, str]:
        """What to say back, and in which way: the nearest thing said that can be."""
        for text in told:
            if echo := self._echo(text, ("story", "deed", "clause", "state")):
                return "story", echo
            if match := _FEELING.search(text):
                return "feeling", match[1].lower()
        for text in told:
            if echo := self._echo(text, ("amount", "thing")):
                return "thing", echo
        return "nothing", ""

    def _echo(self, text: str, slots: Sequence[str]) -> str:
        from bot.support.retelling.echo import echoes
        from bot.support.retelling.frames import find
        from bot.support.retelling.harsh import is_harsh

        wary = is_harsh(text, wary=False)
        found: list[Echo] = echoes(
            find(self._parser.parse(text[:1500])), lambda word: True, wary=wary
        )
        fit = [e for e in found if e.slot in slots and len(e.text.split()) <= _MOST]
        long = [e for e in fit if len(e.text.split()) >= 3]
        return (long or fit)[0].text if fit else ""

    @cached_property
    def _parser(self) -> Parser:
        from bot.support.retelling.parse import Parser

        return self._given or Parser()


def _with(say: str, ask: str) -> str:
    """The line, with `ask` in place of its own question if there is one to put there."""
    start = max(say.rfind(". ", 0, len(say) - 1), say.rfind("? ", 0, len(say) - 1)) + 2
    return say[:start] + ask if ask and start > 1 and say.endswith("?") else say


def _led(line: str, lead: str) -> str:
    """The line with `lead` before its last question: two people who ask the same do not use the same words."""
    start = max(line.rfind(". ", 0, -1), line.rfind("? ", 0, -1)) + 2
    ask = line[start:]
    if not lead or start < 2 or not _OPEN.match(ask):
        return line
    return f"{line[:start]}{lead}{ask[:1].lower()}{ask[1:]}"


def _short(say: str) -> str:
    """Its last two sentences."""
    return " ".join(re.split(r"(?<=[.!?]) ", say)[-2:])


def _fill(text: str, words: str) -> str:
    return text.replace("{X}", words[:1].upper() + words[1:]).replace("{x}", words)
