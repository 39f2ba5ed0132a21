"""Progress in words. A change of the overall score is real from 6 points on: the standard error of a change is 2.84, so
1.96 times that, 5.57, is what chance alone may do (arXiv 2603.15245)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import prompts
from bot.practice.judges import SIX
from memory.practices import Practice

REAL = 6


def finished(runs: Sequence[Practice]) -> list[Practice]:
    """Those that were coached, oldest first."""
    return [run for run in runs if run.result.scores]


def verdict(runs: Sequence[Practice]) -> str:
    """First against latest, and whether that means something."""
    words: Mapping[str, Any] = prompts.read("coach/session.yaml")["progress"]
    done = [round(run.result.overall) for run in runs]
    if not done:
        return str(words["none"])
    if len(done) == 1:
        return str(words["one"].format(last=done[0]))
    change = done[-1] - done[0]
    kind = "same" if abs(change) < REAL else "better" if change > 0 else "worse"
    return str(words[kind].format(first=done[0], last=done[-1], n=len(done), change=abs(change)))


def in_words(runs: Sequence[Practice]) -> str:
    """What the chart shows, for screen readers and terminals."""
    words: Mapping[str, Any] = prompts.read("coach/session.yaml")["progress"]
    overall = ", ".join(str(round(run.result.overall)) for run in runs)
    lines = [words["alt"].format(overall=overall)]
    for name in SIX:
        values = ", ".join(f"{run.result.scores.get(name, 0):.1f}" for run in runs)
        lines.append(words["alt_line"].format(name=words["six"][name], values=values))
    return "\n".join([*lines, words["sure"]])
