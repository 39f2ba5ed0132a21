"""/shoulder and /help: what I can do."""

from __future__ import annotations

from bot.commands.context import CommandSpec, Context
from bot.commands.words import words
from bot.messages import Choice
from bot.outcome import Outcome


async def run(context: Context) -> Outcome:
    """Six lines, and the most used commands as buttons."""
    text = words("shoulder")
    buttons = [Choice(name, label) for name, label in text["buttons"].items()]
    coworkers = text["coworkers"] if context.coworkers else ""
    return Outcome.text(text["text"].format(coworkers=coworkers), *buttons)


SPEC = CommandSpec(
    "shoulder", words("shoulder")["summary"], "/shoulder", run,
    (("shoulder", run), ("help", run)), aliases=("help",),
)  # fmt: skip
