"""/reframe: another way to see what was just told, or what comes with the command."""

from __future__ import annotations

from bot.commands.context import CommandSpec, Context
from bot.commands.words import words
from bot.outcome import Outcome
from bot.recall import recall


async def run(context: Context) -> Outcome:
    """Without anything told so far there is nothing to look at: ask. The supporter knows what must
    never be reframed."""
    if context.args:
        return await context.support(context.args, "reframe")
    past = await recall(context.services.store, context.person, context.now)
    if past.last_words:
        return await context.support("", "reframe")
    return Outcome.text(words("reframe")["ask"])


# Its button is the one under every answer: "reframe", which `turn.py` routes itself.
SPEC = CommandSpec("reframe", words("reframe")["summary"], "/reframe", run)
