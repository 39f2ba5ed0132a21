"""How loaded a shift is: calm, tense or stressed, from what the person tells and taps. Pure.

The idea is EmLLM's (arXiv 2404.15351), a stress state handed on to what talks, without its sensors:
a self-report, uncivil clients in a row (as pasted for help), and breaks as told. Never typing rhythm,
timing, voice or camera. The thresholds are ours and have not been measured on people.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import Literal

State = Literal["calm", "tense", "stressed"]
STATES: tuple[State, ...] = ("calm", "tense", "stressed")

_MINUTE = 60_000
TOLD_FOR = 120 * _MINUTE  # a self-report says how it is for so long
SIGNS_FOR = 240 * _MINUTE  # an uncivil client counts for half a shift
BREAK_FOR = 45 * _MINUTE  # a break helps for so long
_TENSE, _STRESSED = 2, 4  # uncivil clients in a row


@dataclass(frozen=True, slots=True)
class Signs:
    """What was told today. `uncivil` are the moments of uncivil clients since the last civil one."""

    told: str = ""
    told_ms: int = 0
    break_ms: int = 0
    uncivil: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Load:
    """The state, and why: names of reasons in `prompts/exercise/words.yaml`. `in_a_row` counts."""

    state: State = "calm"
    because: tuple[str, ...] = ()
    in_a_row: int = 0


def load_of(signs: Signs, now_ms: int) -> Load:
    """What the signs say now; calm when there are none. What was told weighs most: rude clients after
    it can raise it, a break after it can lower it, by one step each."""
    because: list[str] = []
    level = 0
    told = signs.told in STATES and 0 <= now_ms - signs.told_ms < TOLD_FOR
    if told:
        states: list[str] = [*STATES]
        level = states.index(signs.told)
        because.append("told")
    since = max(signs.break_ms, signs.told_ms if told else 0, now_ms - SIGNS_FOR)
    row = sum(at > since for at in signs.uncivil)
    if row >= _TENSE:
        steps = 2 if row >= _STRESSED else 1
        level = min(2, level + 1 if told else steps)
        because.append("uncivil")
    rested = 0 <= now_ms - signs.break_ms < BREAK_FOR
    if rested and (not told or signs.told_ms <= signs.break_ms):
        level = max(0, level - 1)
        because.append("break")
    return Load(STATES[level], tuple(because), row)


def tell(signs: Signs, state: str, now_ms: int) -> Signs:
    """They said how it is."""
    return replace(signs, told=state, told_ms=now_ms) if state in STATES else signs


def rest(signs: Signs, now_ms: int) -> Signs:
    """They said they had a break."""
    return replace(signs, break_ms=now_ms)


def met(signs: Signs, uncivil: bool, now_ms: int) -> Signs:
    """They pasted a client's words: an uncivil one adds to the row, a civil one ends it."""
    return replace(signs, uncivil=(*signs.uncivil, now_ms)[-20:] if uncivil else ())


def dump(signs: Signs) -> str:
    """As JSON."""
    return json.dumps(asdict(signs))


def load(text: str) -> Signs:
    """What `dump` wrote; nothing told when it is ""."""
    if not text:
        return Signs()
    body = json.loads(text)
    return Signs(body["told"], body["told_ms"], body["break_ms"], tuple(body["uncivil"]))
