"""/privacy: what is kept, where, for how long, and who can see it."""

from __future__ import annotations

from bot.commands.context import CommandSpec, Context
from bot.commands.words import words
from bot.doors import OWN_SCREENS
from bot.messages import Choice
from bot.outcome import Outcome


async def run(context: Context) -> Outcome:
    """The truth in one short screen, with the settings in force."""
    settings, text = context.services.settings, words("privacy")
    kept = text["remembered" if context.person.allows("memory") else "not_remembered"]
    kept = kept.format(
        days=settings.keep_transcripts_days, checkin_days=settings.keep_checkins_days
    )
    shown = "\n\n".join([kept, text["who"], text["out"]])
    return Outcome.text(shown, Choice("privacy_more", text["more"]))


async def more(context: Context) -> Outcome:
    """The rest: engine, other people's data, the platform, danger, backups, leaving."""
    rest = words("privacy")["rest"]
    platform = context.event.sender.platform
    where = "here" if platform in OWN_SCREENS else "chat"
    app = rest["app"].get(platform, rest["app"][where])
    first = (rest["engine"], rest["clean"], rest["shift"], app)
    shown = [*first, rest["crews"], rest["peers"], rest["danger"], rest["backups"], rest["leave"]]
    return Outcome.text("\n\n".join(shown))


SPEC = CommandSpec(
    "privacy", words("privacy")["summary"], "/privacy", run,
    (("privacy", run), ("privacy_more", more)),
)  # fmt: skip
