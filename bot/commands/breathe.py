"""/breathe: one slow minute, in three lines."""

from __future__ import annotations

from bot.commands.context import CommandSpec, Context
from bot.commands.words import words
from bot.messages import Choice
from bot.outcome import Outcome

_PASSAGE = "strategy-long-exhale"  # what a verdict on it counts for


async def run(context: Context) -> Outcome:
    """The same calm words each time; platforms may pace them."""
    text = words("breathe")
    return Outcome.text(
        text["text"],
        Choice("breathe", text["again"]),
        Choice("helped", text["helped"], _PASSAGE),
        Choice("not_for_me", text["not_for_me"], _PASSAGE),
    )


SPEC = CommandSpec("breathe", words("breathe")["summary"], "/breathe", run, (("breathe", run),))
