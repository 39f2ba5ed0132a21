"""/breathe: one slow minute, in three lines."""

from __future__ import annotations

from bot.commands.context import CommandSpec, Context
from bot.commands.words import words
from bot.messages import Answer, Choice, Step, Text
from bot.outcome import Outcome

_ROUNDS = 6
_PASSAGE = "strategy-long-exhale"  # what a verdict on it counts for


async def run(context: Context) -> Outcome:
    """The same calm words each time; platforms may pace them."""
    text = words("breathe")
    choices = (
        Choice("breathe", text["again"]),
        Choice("helped", text["helped"], _PASSAGE),
        Choice("not_for_me", text["not_for_me"], _PASSAGE),
    )
    one = tuple(Step(line, seconds) for seconds, line in text["steps"].items())
    return Outcome(Answer((Text(text["text"], choices, steps=one * _ROUNDS),)))


SPEC = CommandSpec("breathe", words("breathe")["summary"], "/breathe", run, (("breathe", run),))
