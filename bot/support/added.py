"""A line that adds a fact to what was told ("like 20 people", "she laughed", "since monday"): it is said back, and
little else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from random import Random
from typing import Any

import prompts
from bot.support.acts import clauses
from bot.support.guard import faults
from bot.support.mood import GOOD, is_sore, worded
from bot.support.novelty import pick
from bot.support.policy import glad
from bot.support.retelling.harsh import is_harsh
from bot.support.retelling.spelling import spelled
from bot.support.retelling.wording import TURNED
from bot.support.talk import SupportAnswer, SupportRequest
from bot.support.understand import Heard
from bot.support.understanding import Understanding

_FEW = 8  # words; more is a story of its own
_SAID_BACK = 7
_ANSWER = 4
_OWN_LIFE, _SURE = "personal_problem", 0.4  # what happened at home wants more than to be said back
_LEADS = re.compile(
    r"^(?:(?:and|but|so|well|like|yeah|yes|yep|also|oh|um|uh|idk|ok|okay|i mean|honestly|literally|or|maybe|probably|"
    r"i think|i guess|then)\b[ ,.]*|(?:no|nope)[,.]+ ?|no idea[,. ]*)+", re.I
)  # fmt: skip
_PLANS = re.compile(
    r"^\W*(?:(?:ok|so|well|yeah|and|think)\W+)*(?:i'?ll|i will|i'?m going to|i am going to|(?:i'?m )?gonna|going to|will)\b",
    re.I,
)
_TRAILS = re.compile(
    r"[ ,]*\b(?:i think|i guess|lol|lmao|tbh|though|tho|actually|honestly|haha|too|again|now)$",
    re.I,
)
# Who says this tells more than a fact, or of themselves, which said back would be a verdict.
_NOT_BACK = re.compile(
    r"\b(?:i|i'm|im|i've|ive|i'd|i'll|we|we're|us|me|myself|you|your|you're|it's|its|that's|thats|this(?! (?:year|month|week|time|morning|evening|quarter|summer|winter)\b)|that)\b|[\"“”:/@#…]|\.\.",
    re.I,
)


class Added:
    """`knows` tells an ordinary word."""

    def __init__(self, knows: Callable[[str], bool]) -> None:
        self._knows = knows

    def line(
        self, request: SupportRequest, heard: Heard, before: Understanding | None, rng: Random
    ) -> SupportAnswer | None:
        """The answer to a short line that only adds to the talk `before`; None where there is more to it."""
        text = request.text.strip()
        words = len(text.split())
        if before is None or words > _FEW or "?" in text:
            return None
        if heard.understanding.incidents.get(_OWN_LIFE, 0.0) >= _SURE:
            return None
        answers = "?" in next((u.text for u in reversed(request.history) if u.role == "bot"), "?")
        pool = self._lines[_mood(heard.understanding, before, text, answers=answers)]
        fact = self._fact(text)
        lines = (
            [line.format(Fact=fact[:1].upper() + fact[1:], fact=fact) for line in pool["fact"]]
            if fact
            else pool["bare"]
        )
        said = pick(lines, request.history, rng, request.profile.used_openings)
        moves = ("validate", "ask") if "?" in said else ("validate",)
        return SupportAnswer(said, moves, understanding=heard.understanding)

    def later(self, *, glad: bool) -> Sequence[str]:
        """Lines that are right after any statement in mid-talk."""
        lines: Sequence[str] = self._lines["later_glad" if glad else "later"]
        return lines

    def _fact(self, text: str) -> str:
        """Their words in you-form; "" where they can't be said back."""
        said = ", ".join(part.strip(" .,!;-") for part in clauses(spelled(text).text))
        said = _TRAILS.sub("", _LEADS.sub("", said)).strip(" .,!;-")
        plain = re.findall(r"[A-Za-z']+|\d[\w.,%$]*", said)
        if not 1 <= len(plain) <= _SAID_BACK or _NOT_BACK.search(said) or is_harsh(said):
            return ""
        if not all(w[0].isdigit() or self._knows(w.lower()) for w in plain):
            return ""
        turned = " ".join(TURNED.get(w.lower(), w) for w in said.split())
        kept = (
            turned
            if turned[:1].isdigit() or turned.split()[0].isupper()
            else turned[:1].lower() + turned[1:]
        )
        return "" if faults(f"{kept[:1].upper()}{kept[1:]}.") else kept

    @cached_property
    def _lines(self) -> Mapping[str, Any]:
        return dict(prompts.read("phrases/adding.yaml"))


def _mood(here: Understanding, before: Understanding, text: str, *, answers: bool) -> str:
    """Which lines fit. In a sore talk what is told of one's own accord belongs to what hurts; what `answers` a
    question of ours may be any fact."""
    if glad(before) or before.ask == "celebrate":
        return "plain" if is_sore(here) else "glad"
    kind = max(here.incidents.get(name, 0.0) for name in GOOD) >= _SURE or worded(text) == "up"
    brief = len(text.split()) <= _ANSWER or not is_sore(here)
    if kind or _PLANS.search(text) or (answers and brief):
        return "plain"
    return "sore"
