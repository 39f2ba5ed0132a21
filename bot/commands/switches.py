"""What may be kept and used, purpose by purpose: each yes and no in one tap."""

from __future__ import annotations

from typing import Literal, cast

from bot.commands.context import Context, Handler
from bot.commands.deal import SHOW
from bot.commands.words import words
from bot.messages import Choice, Text
from bot.outcome import Outcome
from bot.shift.run import withdrawn
from memory.clock import to_ms
from memory.database import Tx

_PURPOSES = ("memory", "checkins", "crew", "nudges", "model", "study")
Later = Literal["crew", "model"]  # asked for when there is one to say yes to; a no counts at once


def shown(context: Context) -> Text:
    """The state of each purpose and the taps that change it."""
    text, person = words("memory")["switches"], context.person
    lines = [text["head"]]
    choices: list[Choice] = []
    for purpose in _PURPOSES:
        said = _said(context, purpose)
        if said is None and not _applies(context, purpose):
            continue
        state = text["unasked"] if said is None else text["yes" if said else "no"]
        lines.append(text["line"].format(what=text["what"][purpose], state=state))
        choices += _taps(context, purpose, said)
    if person.allows("memory") and not person.profile.get("name"):
        choices.append(Choice("name_change", words("memory")["set_name"]))
    return Text("\n".join(lines), tuple(choices))


def _applies(context: Context, purpose: str) -> bool:
    """Whether there is anything here to decide about; what somebody once decided is shown all the same."""
    if purpose == "crew":
        return context.coworkers
    if purpose == "model":
        return context.services.models.deal is not None
    return purpose != "study"  # asked under each exercise, with its numbers in view


def _said(context: Context, purpose: str) -> bool | None:
    """Their yes or no. About a model, one to another deal than today's doesn't count."""
    models = context.services.models
    if purpose == "model" and models.deal is not None:
        return models.answer_of(context.person)
    return context.person.consents.get(purpose)


def _taps(context: Context, purpose: str, said: bool | None) -> list[Choice]:
    text = words("memory")["switches"]
    if purpose == "memory":
        yes = Choice("memory_yes", text["on"][purpose])
        no = Choice("memory_no", text["off"][purpose], style="danger")
        return [no] if said else [yes] if said is False else [yes, no]
    if purpose == "checkins":
        if said:
            return [Choice("checkins_stop", text["off"][purpose])]
        allowed = context.person.allows("memory")
        return [Choice("checkins_keep", text["on"][purpose])] if allowed else []
    if purpose == "nudges":
        if not context.person.allows("memory"):
            return []
        name = "off" if said else "on"
        return [Choice(f"nudges_{name}", text[name][purpose])]
    if purpose == "study":  # the yes is given under each exercise, with its numbers in view
        return [Choice("study_stop", text["off"][purpose])] if said else []
    off = Choice("consent_no", text["off"][purpose], purpose)
    if purpose == "model" and context.services.models.deal is not None:
        ask = Choice(SHOW, text["ask_again"][purpose])
        return [off] if said else [ask] if said is False else [ask, off]
    if said is False:
        return [Choice("consent_ask", text["ask_again"][purpose], purpose)]
    if said and purpose == "crew":
        return [Choice("crew_leave_all", text["off"][purpose])]
    return [off]


async def no(context: Context) -> Outcome:
    """A no that stands before anyone asks."""
    purpose = _purpose(context)
    people, person, at = context.services.store.people, context.person, to_ms(context.now)
    return Outcome.text(
        words("memory")["switches"]["said_no"][purpose],
        effects=(lambda tx: people.consent(tx, person.id, purpose, False, at),),
    )


async def ask_again(context: Context) -> Outcome:
    """Back to not asked. A yes needs to know whose eyes it is about, so it is never given ahead."""
    purpose = _purpose(context)
    store, person = context.services.store, context.person

    async def reopen(tx: Tx) -> None:
        await store.people.reopen(tx, person.id, purpose)
        if purpose == "crew":
            await store.invitations.relent(tx, person.id)

    said = words("memory")["switches"]["reopened"][purpose]
    return Outcome.text(said, effects=(reopen,))


async def study_stop(context: Context) -> Outcome:
    """Every exercise's numbers are taken back from the study."""
    store, person, at = context.services.store, context.person, to_ms(context.now)

    async def back(tx: Tx) -> None:
        await store.people.consent(tx, person.id, "study", False, at)
        for kept in await store.exercises.all(tx, person.id):
            await store.exercises.put(tx, person.id, withdrawn(kept))

    return Outcome.text(words("memory")["switches"]["said_no"]["study"], effects=(back,))


def _purpose(context: Context) -> Later:
    return cast(Later, context.args if context.args in ("crew", "model") else "model")


ACTIONS: tuple[tuple[str, Handler], ...] = (
    ("consent_no", no),
    ("consent_ask", ask_again),
    ("study_stop", study_stop),
)
