"""/privacy: what is kept, where, for how long, and who can see it."""

from __future__ import annotations

from bot.commands.context import CommandSpec, Context
from bot.commands.deal import SHOW, terms
from bot.commands.words import words
from bot.doors import place_of
from bot.messages import Choice
from bot.outcome import Outcome


async def run(context: Context) -> Outcome:
    """The truth in one short screen, with the settings in force."""
    settings, text = context.services.settings, words("privacy")
    kept = text["remembered" if context.person.allows("memory") else "not_remembered"]
    kept = kept.format(
        days=settings.keep_transcripts_days, checkin_days=settings.keep_checkins_days
    )
    answers = text["answers"][_said(context)].format(engine=_engine(context))
    shown = "\n\n".join([kept, text["who"], answers, text["out"]])
    return Outcome.text(shown, Choice("privacy_more", text["more"]))


async def more(context: Context) -> Outcome:
    """The rest: engine, other people's data, the platform, danger, backups, leaving."""
    rest = words("privacy")["rest"]
    sender = context.event.sender
    app = rest["app"].get(sender.platform, rest["app"][place_of(sender)])
    models, said = context.services.models, _said(context)
    told = terms(models.deal) if models.deal else ""
    engine = rest["engine"][said].format(engine=_engine(context), terms=told)
    first = (engine, rest["clean"], rest["shift"], app)
    together = (rest["crews"], rest["peers"]) if context.coworkers else ()
    shown = [*first, *together, rest["danger"], rest["backups"], rest["leave"]]
    asks = (
        () if said != "no" else (Choice(SHOW, words("memory")["switches"]["ask_again"]["model"]),)
    )
    return Outcome.text("\n\n".join(shown), *asks)


def _said(context: Context) -> str:
    """ "none" without a model, "yes" where it answers this person, else "no"."""
    models = context.services.models
    if models.deal is None:
        return "none"
    return "yes" if models.answer_of(context.person) else "no"


def _engine(context: Context) -> str:
    engine = context.services.models.engine
    return engine.name if engine is not None else ""


SPEC = CommandSpec(
    "privacy", words("privacy")["summary"], "/privacy", run,
    (("privacy", run), ("privacy_more", more)),
)  # fmt: skip
