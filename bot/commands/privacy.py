"""/privacy: what is kept, where, for how long, and who can see it."""

from __future__ import annotations

import prompts
from bot.commands.context import CommandSpec, Context
from bot.outcome import Outcome


async def run(context: Context) -> Outcome:
    """The whole truth on one screen, with the settings in force."""
    settings = context.services.settings
    words = prompts.read("phrases/notices.yaml")["privacy"]
    remembered = words["remembered" if context.person.allows("memory") else "not_remembered"]
    text = "\n\n".join([remembered, words["who"], words["forget"]])
    return Outcome.text(
        text.format(days=settings.keep_transcripts_days, checkin_days=settings.keep_checkins_days)
    )


SPEC = CommandSpec("privacy", "What I keep, and who can see it", "/privacy", run)
