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
from bot.support.retelling.wording import TURNED
from bot.support.talk import SupportRequest
from bot.support.understand import Heard
from bot.support.understanding import Understanding
from bot.support.you_form import in_you_form, written_out

_TOLD = ("story", "clause", "deed")  # slots of an echo that tells something
_FEW = 8  # words; more is a story of its own
_SAID_BACK = 12
_ANSWER = 4  # words in answer to a question of ours
_SAME = 0.8  # of a sentence's words stand in what they wrote
_RECENT = 8  # utterances
_MORE = 30  # words; more is a story, for which lines of its own are found
_THEIRS = ("grief_stricken_customer", "vulnerable_customer", "customer_in_crisis")
_OWN_LIFE, _SURE = "personal_problem", 0.4  # what happened at home wants more than to be said back
_LEADS = re.compile(
    r"^(?:(?:and|but|so|well|like|yeah|yes|yep|also|oh|um|uh|idk|ok|okay|i mean|honestly|literally|or|then|anyway|anyways|"
    r"so)\b[ ,.]*|(?:no|nope)[,.]+ ?|no idea[,. ]*)+", re.I
)  # fmt: skip
_PLANS = re.compile(
    r"^\W*(?:(?:ok|so|well|yeah|and|think)\W+)*(?:i'?ll|i will|i'?m going to|i am going to|(?:i'?m )?gonna|going to|will)\b",
    re.I,
)
_TRAILS = re.compile(
    r"[ ,]*\b(?:i think|i guess|lol|lmao|tbh|though|tho|actually|honestly|haha|too|again|now)$",
    re.I,
)
# What is said to us, or points at what we can't see, and what would be a verdict on them if it came back.
_NOT_BACK = re.compile(
    r"\b(?:you|your|you're|youre|it's|its|that's|thats|this(?! (?:year|month|week|time|morning|evening|quarter)\b)|"
    r"that(?! (?:day|night|call|time|guy|man|woman|lady)\b)|us|we're|we are|we'd|we've|we'll|i'd|i've|i'll|ive|i'm|im|i am|i was|(?:i|we) (?:\w+ )?(?:feel|felt|look|looked|seem|sound|hate|"
    r"can't|cant|couldn't|want|need|deserve|suck|failed?|messed|screwed|should've|shouldve|must))\b|[\"“”:/@#…]|\.\.", re.I
)  # fmt: skip


class Added:
    """`knows` tells an ordinary word."""

    def __init__(self, knows: Callable[[str], bool]) -> None:
        self._knows = knows

    def words(
        self, request: SupportRequest, heard: Heard, before: Understanding | None, rng: Random
    ) -> tuple[Mapping[str, str], bool]:
        """The words, by moves, for a little more in the talk `before`, and whether what was told is to be said back
        in front of them; {} where composing finds better ones."""
        if before is None or _at_home(heard) or any(echo.credit for echo in heard.echoes):
            return {}, False  # "i stayed polite the whole time" is to be given credit for
        if line := self._line(request, heard, before, rng):
            return line, False
        line = self._follow(request, heard, before, rng)
        if not line or not _says_back(request):
            return line, False
        if any(echo.slot in _TOLD for echo in heard.echoes):
            return line, True
        fact = self.fact(request.text)
        return ({"reflect": f"{fact[:1].upper()}{fact[1:]}.", **line} if fact else line), False

    def _line(
        self, request: SupportRequest, heard: Heard, before: Understanding, rng: Random
    ) -> Mapping[str, str]:
        """The answer, by moves, to a short line that only adds to the talk `before`; {} where there is more to it."""
        text = request.text.strip()
        if len(text.split()) > _FEW or "?" in text:
            return {}
        pool = self._lines[_mood(heard.understanding, before, request)]
        fact = self.fact(text, _FEW) if _says_back(request) else ""
        lines = _filled(pool["fact"], fact) if fact else pool["bare"]
        said = self._picked(lines, request, rng)
        if not fact:
            return {_move(said): said}
        back, *rest = re.split(r"(?<=[.!]) ", said, maxsplit=1)
        return {"reflect": back, **{_move(line): line for line in rest}}

    def _follow(
        self, request: SupportRequest, heard: Heard, before: Understanding, rng: Random
    ) -> Mapping[str, str]:
        """What stands, by its move, after a sentence or two more of a talk when these are said back; {} for a story
        of its own."""
        if len(request.text.split()) > _MORE:
            return {}
        mood = _mood(heard.understanding, before, request)
        if mood == "glad":
            return {}
        theirs = max(heard.understanding.incidents.get(name, 0.0) for name in _THEIRS)
        mood = "tender" if mood == "sore" and theirs >= _SURE else mood
        line = self._picked(self._lines["follow"][mood], request, rng)
        return {_move(line): line}

    def _picked(self, lines: Sequence[str], request: SupportRequest, rng: Random) -> str:
        """One that asks where the last answer did not, and the other way round: people seldom make one move twice
        running (papers.md §3.5)."""
        last = _last_moves(request)
        asks = "ask" not in last and "validate" in last
        fitting = [line for line in lines if ("?" in line) == asks] or lines
        return pick(fitting, request.history, rng, request.profile.used_openings)

    def later(self, *, glad: bool) -> Sequence[str]:
        """Lines that are right after any statement in mid-talk."""
        lines: Sequence[str] = self._lines["later_glad" if glad else "later"]
        return lines

    def fact(self, text: str, most: int = _SAID_BACK) -> str:
        """The words of `text`, or of its last clause, in you-form, lower case at the start; "" where they can't be
        said back."""
        parts = [part.strip(" .,!;-") for part in clauses(written_out(text))]
        said = ", ".join(parts) if len(text.split()) <= _FEW else "".join(parts[-1:])
        said = _TRAILS.sub("", _LEADS.sub("", said)).strip(" .,!;-")
        if not 1 <= len(said.split()) <= most or _NOT_BACK.search(said):
            return ""
        turned = in_you_form(said, self._knows, fewest=0)
        if not turned or is_harsh(said, wary=False):
            return ""
        upper = turned.split()[0].isupper() and not turned.startswith("I ")
        kept = turned if upper else turned[:1].lower() + turned[1:]
        return "" if faults(f"{kept[:1].upper()}{kept[1:]}.", heard=text) else kept

    @cached_property
    def _lines(self) -> Mapping[str, Any]:
        return dict(prompts.read("phrases/adding.yaml"))


def _mood(here: Understanding, before: Understanding, request: SupportRequest) -> str:
    """Which lines fit. In a sore talk what is told of one's own accord belongs to what hurts; an answer to a
    question of ours may be any fact."""
    last = next((u for u in reversed(request.history) if u.role == "bot"), None)
    bright = any("celebrate" in u.moves for u in request.history[-_RECENT:])
    if glad(before) or before.ask == "celebrate" or bright:
        return "plain" if is_sore(here) else "glad"
    kind = max(here.incidents.get(name, 0.0) for name in GOOD) >= _SURE
    if kind or worded(request.text) == "up" or _PLANS.search(request.text):
        return "plain"
    answers = last is not None and "?" in last.text
    brief = len(request.text.split()) <= _ANSWER or not is_sore(here)
    return "plain" if answers and brief else "sore"


def _says_back(request: SupportRequest) -> bool:
    """Whether to say it back: not right after that was done."""
    return "reflect" not in _last_moves(request)


def _move(line: str) -> str:
    return "ask" if "?" in line else "validate"


def _last_moves(request: SupportRequest) -> frozenset[str]:
    """The moves of our last answer; where nobody noted them, as its words show them."""
    history = request.history
    at = next((n for n in reversed(range(len(history))) if history[n].role == "bot"), None)
    if at is None:
        return frozenset()
    if history[at].moves:
        return frozenset(history[at].moves)
    theirs = " ".join(u.text for u in history[max(at - 1, 0) : at] if u.role == "user").lower()
    known = {TURNED.get(word, word) for word in re.findall(r"[\w']+", theirs)}
    found = set()
    for sentence in re.split(r"(?<=[.!?])\s+", history[at].text):
        said = re.findall(r"[\w']+", sentence.lower())
        back = bool(said) and sum(word in known for word in said) >= _SAME * len(said)
        found.add("reflect" if back else "ask" if sentence.endswith("?") else "validate")
    return frozenset(found)


def _at_home(heard: Heard) -> bool:
    """Whether it is of what happened at home: that wants more than to be said back."""
    return heard.understanding.incidents.get(_OWN_LIFE, 0.0) >= _SURE


def _filled(lines: Sequence[str], fact: str) -> list[str]:
    return [line.format(Fact=fact[:1].upper() + fact[1:], fact=fact) for line in lines]
