"""The partner with the trouble, without a model: a small state machine over a scenario's own lines.

Rules of the role player of arXiv 2603.15245 (its July 2024 prototype): sensitive to the supporter; wants to be heard
for at least three turns and never says so; tempts the supporter to solve it; tells one detail at a time and only
when asked; short replies; sadder when not listened to, warmer when understood; pushes back politely on advice.

A pure function of the scenario and the transcript: the same turns give the same reply, nothing is stored.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from bot.practice.attention import asked, mentioned
from bot.practice.mood import Mood, act_of, after
from bot.practice.opinion import Opinion
from bot.practice.plain import FOREIGN, not_understood, plain
from bot.practice.reading import read
from bot.practice.scenario import CLEAN, Line, Scenario
from bot.practice.tongue import foreign
from bot.practice.turns import Turn

TURNS = 6  # of the supporter; then the partner takes their leave (the pilot's mode is 5 to 6)
_LONGEST = 48  # words of one reply
_ESCALATING = frozenset(
    {"advised", "dismissed", "hijacked", "insulted", "silly", "short", "permission", "unsure"}
)
_TEMPTS = frozenset({"heard", "sorry", "offered", "unsure", "greeted"})
_LAST_RESORT = ("drift", "unsure", "short", "sorry", "bait")


@dataclass(frozen=True, slots=True)
class Said:
    """The partner's reply. `done`: it was the last; `told`: ids of the facts in it; `act`: what it answered."""

    text: str
    done: bool = False
    told: tuple[str, ...] = ()
    act: str = ""


class Seeker:
    """`opinion` is asked about messages that no pattern knows: one of the acts of `mood.py`, or ""."""

    def __init__(self, opinion: Opinion | None = None) -> None:
        self._opinion = opinion or _none

    def reply(self, scenario: Scenario, turns: Sequence[Turn]) -> Said:
        """The next line: the opener when nothing was said yet. Raises ValueError when it is not their turn."""
        if not turns:
            return Said(scenario.opener.tell, told=("opener",), act="opener")
        if turns[-1].role != "supporter":
            raise ValueError("the supporter's turn")
        return _Reply(scenario, turns, self._opinion).made()


class _Reply:
    """One reply in the making."""

    def __init__(self, scenario: Scenario, turns: Sequence[Turn], opinion: Opinion) -> None:
        self._scenario = scenario
        self._spoken = "\n".join(t.text for t in turns if t.role == "seeker")
        theirs = [t.text for t in turns if t.role == "seeker"]
        every = (scenario.opener, *scenario.facts)
        self._told = [f for f in every if any(f.told_in(text) for text in theirs)]
        self._reading = read(turns[-1].text)
        self._number = sum(t.role == "supporter" for t in turns)
        self._mood, self._act = _heard(scenario, turns, opinion)
        seed = f"{scenario.id}|{'|'.join(t.text for t in turns[:2])}"
        self._rng = Random(zlib.crc32(seed.encode()))  # noqa: S311 - a choice of words

    def made(self) -> Said:
        """The whole reply: what it answers, perhaps a temptation, perhaps a leave-taking."""
        if self._left():
            return Said("", True, act="gone")
        act = self._act
        parts, told = self._answer(act)
        if self._ends(act):
            parts = self._leave(parts, act)
            return Said(" ".join(parts), True, tuple(told), act)
        if not parts:
            parts = list(self._first(_LAST_RESORT))
        if not parts:
            return Said(" ".join(self._leave([], act)), True, act=act)
        if self._tempts(act, parts):
            parts += self._next("bait", parts)
        return Said(" ".join(parts), False, tuple(told), act)

    # --- what to say

    def _answer(self, act: str) -> tuple[list[str], list[str]]:
        if act in ("asked", "asked_closed"):
            return self._asked(open=act == "asked")
        if act == "heard":
            if echo := self._echo():
                return [echo], []
            warm = self._mood.heard > 3 and self._mood.content
            return list(self._first(("warm", "heard") if warm else ("heard",))), []
        if act == "leaving":
            return [], []
        if act == FOREIGN and (line := self._unused(not_understood())):
            return [line], []
        if act == "other":
            return list(self._first(("bait", "short") if self._number <= 3 else ("short",))), []
        return self._next(act, []), []

    def _asked(self, *, open: bool) -> tuple[list[str], list[str]]:
        about = asked(self._reading, self._scenario)
        fresh = [f for f in about if f not in self._told]
        if not fresh and about and (echo := self._unused(about[0].echo)):
            return [echo], []
        if not fresh and open:
            fresh = [f for f in self._scenario.facts if f not in self._told]
        if fresh:
            return [fresh[0].tell], [fresh[0].id]
        if not open and (line := self._unused(plain(self._reading.asks))):
            return [line], []
        return list(self._first(("heard", "warm") if open else ("unsure",))), []

    def _echo(self) -> str:
        """An answer to a detail that was said back."""
        for fact in mentioned(self._reading, self._told):
            if echo := self._unused(fact.echo):
                return echo
        return ""

    # --- ends and temptations

    def _ends(self, act: str) -> bool:
        mood = self._mood
        return (
            act == "leaving"
            or self._number >= TURNS
            or mood.insults >= 2
            or (mood.idle >= 4 and self._number >= 4)
        )

    def _leave(self, parts: list[str], act: str) -> list[str]:
        good = (
            self._mood.content
            and self._mood.heard >= max(3, self._number // 2 + 1)
            and act in ("heard", "asked", "leaving", "offered")
        )
        cold = self._mood.level < -1
        tone = "warm" if good else "cold" if cold else "mixed"
        if act in ("insulted", "silly") and parts:
            parts = []
        ends = list(self._first((f"close_{tone}", "close_mixed", "close_cold")))
        both = [*parts, *ends]
        return both if len(" ".join(both).split()) <= _LONGEST else ends

    def _left(self) -> bool:
        closes = (f"close_{tone}" for tone in ("warm", "mixed", "cold"))
        return any(
            line.text in self._spoken for name in closes for line in self._scenario.lines[name]
        )

    def _tempts(self, act: str, parts: list[str]) -> bool:
        """At least once in the first three turns, and never on top of a complaint."""
        baits = [line.text for line in self._scenario.lines["bait"]]
        used = sum(bait in self._spoken for bait in baits)
        if any(part in baits for part in parts) or len(" ".join(parts).split()) > 30:
            return False
        early = (
            self._number in (2, 3) and not used and act not in ("insulted", "silly", "dismissed")
        )
        return early or (
            act in _TEMPTS and self._number <= 3 and used < 2 and self._rng.random() < 0.4
        )

    # --- lines

    def _next(self, name: str, parts: list[str]) -> list[str]:
        return list(self._first((name,)))

    def _first(self, names: Sequence[str]) -> Iterator[str]:
        """The first line of these lists that was not said yet, if there is one."""
        for name in names:
            lines = [line for line in self._scenario.lines.get(name, ()) if self._fits(line)]
            if lines:
                yield (lines[0] if name in _ESCALATING else self._pick(lines)).text
                return

    def _pick(self, lines: Sequence[Line]) -> Line:
        special = [line for line in lines if line.after and line.after != CLEAN]
        return self._rng.choice(special or lines)

    def _fits(self, line: Line) -> bool:
        if line.text in self._spoken:
            return False
        if line.after == CLEAN:
            return self._mood.bad == 0
        return not line.after or any(f.id == line.after for f in self._told)

    def _unused(self, lines: Sequence[str]) -> str:
        return next((line for line in lines if line not in self._spoken), "")


def state_of(scenario: Scenario, turns: Sequence[Turn]) -> tuple[float, int]:
    """How the partner is after `turns`: their mood from -4 to 4, and how often they were not listened to."""
    mood, _ = _heard(scenario, turns, _none)
    return mood.level, mood.bad


def _heard(scenario: Scenario, turns: Sequence[Turn], opinion: Opinion) -> tuple[Mood, str]:
    """How the partner is after everything that was said to them, and what the last message was to them."""
    mood, act, told = Mood(), "", [scenario.opener]
    for number, turn in enumerate(turns):
        if turn.role == "seeker":
            told += [f for f in scenario.facts if f.told_in(turn.text)]
            continue
        reading = read(turn.text)
        act = act_of(reading, bool(mentioned(reading, told)))
        if foreign(turn.text):
            act = FOREIGN
        elif act in ("other", "on_topic"):
            act = opinion(turns[: number + 1]) or ("heard" if act == "on_topic" else act)
        mood = after(mood, reading, act)
    return mood, act


def _none(turns: Sequence[Turn]) -> str:
    return ""
