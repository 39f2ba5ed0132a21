"""What today's load changes in an answer: the more there is on somebody, the less we ask of them. Pure.

Calm changes nothing. Tense: a bit shorter, and no question right after a question. Stressed: short, no
questions, and once in a talk, after they had room, a break is offered. The load is what the person told
(`bot/shift/load.py`); how much shorter is ours and has not been measured on people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

import prompts
from bot.support.policy import Kind, Plan, protected

BREAK = "break"  # the move, as it stands in the transcript
_SHARE = {"tense": 0.85, "stressed": 0.65}  # of the usual length
_FEWEST = 16


def lighten(plan: Plan, previous: Sequence[Sequence[str]], load: str) -> Plan:
    """The plan with fewer questions. `previous` are the moves of our answers so far, oldest first."""
    asked = bool(previous) and "ask" in previous[-1]
    if plan.kind not in ("listen", "glad") or not (
        load == "stressed" or (load == "tense" and asked)
    ):
        return plan
    quiet = (tuple(move for move in order if move != "ask") for order in plan.orders)
    return replace(plan, orders=tuple(dict.fromkeys(order for order in quiet if order)))


def room(words: tuple[int, int], load: str) -> tuple[int, int]:
    """From how many to how many words the answer should have."""
    share = _SHARE.get(load, 1.0)
    low, high = (max(_FEWEST, round(n * share)) for n in words)
    return low, max(low, high)


def pause(
    kind: Kind, previous: Sequence[Sequence[str]], incidents: Mapping[str, float], load: str,
    said: str, rng: Random,
) -> tuple[str, str]:  # fmt: skip
    """(id, words) of a break to offer below what is `said`; ("", "") if it is not the moment."""
    offered = any(BREAK in moves for moves in previous)
    if load != "stressed" or kind != "listen" or not previous or offered:
        return "", ""
    if protected(incidents):  # where harm was done, a break is no answer
        return "", ""
    lines = prompts.read("phrases/pause.yaml")
    fitting = [line for line in lines if "?" not in said or "?" not in line["text"]]
    line = rng.choice(fitting)
    return str(line["id"]), str(line["text"])
