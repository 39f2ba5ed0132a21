"""The deal: who runs the model, where, for how long, told before the first message goes there; yes or no
in one tap, and either can be taken back."""

from __future__ import annotations

from typing import Any

import prompts
from bot.commands.context import Context, Handler
from bot.messages import Choice, Text
from bot.model.access import Models
from bot.model.served import Deal
from bot.outcome import Outcome
from memory.clock import to_ms

YES, NO, SHOW = "deal_yes", "deal_no", "deal_show"


def question(models: Models) -> Text:
    """What stands under an answer, once, before the model is asked for the first time."""
    words, deal = _words(), _deal(models)
    text = " ".join((words["lead"], terms(deal), words["clean"], words["danger"], words["ask"]))
    yes = Choice(YES, words["yes"], deal.mark, "primary")
    return Text(text, (yes, Choice(NO, words["no"], deal.mark)), tone="notice")


def terms(deal: Deal) -> str:
    """Provider, place and retention in plain words, and openly what nobody told us."""
    words = _words()
    if deal.here:
        where = words["here"]
    elif deal.place:
        where = words["place"].format(provider=_who(deal), place=deal.place)
    else:
        where = words["no_place"].format(provider=_who(deal))
    kept = words["kept"] if deal.retention else words["not_told_kept"]
    return f"{where} {kept.format(retention=deal.retention)}"


async def show(context: Context) -> Outcome:
    """The question again, for those who want to look at it once more."""
    models = context.services.models
    if models.deal is None:
        return Outcome.text(_words()["none"])
    people, person = context.services.store.people, context.person
    shown = question(models)
    effects = (lambda tx: people.asked(tx, person.id, models.mark),)
    return Outcome.text(shown.text, *shown.choices, effects=effects)


async def answered(context: Context) -> Outcome:
    """A yes or no to the deal whose mark the button carries. A yes to one that changed is none."""
    models, granted = context.services.models, context.event.name == YES
    if models.deal is None or (granted and context.args != models.mark):
        return await show(context)
    people, person, at = context.services.store.people, context.person, to_ms(context.now)
    mark = models.mark
    return Outcome.text(
        _words()["said_yes" if granted else "said_no"],
        effects=(lambda tx: people.consent(tx, person.id, "model", granted, at, mark),),
    )


def _who(deal: Deal) -> str:
    return deal.provider or str(_words()["somebody"])


def _deal(models: Models) -> Deal:
    if models.deal is None:
        raise ValueError("no model, no deal")
    return models.deal


def _words() -> dict[str, Any]:
    words: dict[str, Any] = prompts.read("phrases/notices.yaml")["deal"]
    return words


ACTIONS: tuple[tuple[str, Handler], ...] = ((YES, answered), (NO, answered), (SHOW, show))
