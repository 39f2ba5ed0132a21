"""Exercises played to a point, without a house."""

from __future__ import annotations

from bot.assist import catalog
from bot.shift import plan, play
from bot.shift.run import Run
from tests.fakes.mind import FakeClients

AT = 1_790_000_000_000
ANSWERS = {"politeness": -2, "demands": 4, "resources": 2, "valence": -1, "arousal": 1}

speaks = FakeClients().next


def fresh(id: str = "r1", **how: bool) -> Run:
    return plan.three(id, AT, "hotel", tuple(catalog.categories()), **how)


def at_the_counter(run: Run | None = None) -> Run:
    return play.opened(play.answered(run or fresh(), {}), speaks)


def through(run: Run) -> Run:
    """The client at the counter, to the end of the talk."""
    run = play.opened(run, speaks)
    while run.stage == "chat":
        run = play.said(run, "Let me look", speaks)
    return run


def finished(answers: dict[str, int] | None = None) -> Run:
    told = ANSWERS if answers is None else answers
    run = play.answered(fresh(), told)
    while not run.over:
        run = play.answered(through(run), {**told, "helpfulness": 2} if told else {})
    return run
