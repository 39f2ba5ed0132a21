"""/checkin: how someone is, from 1 to 5. Kept at once; a low one is answered as a conversation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.commands import checkin_consent, checkin_edit, checkin_past, checkin_plan, nudges
from bot.commands.checkin_words import NOTE, Told, parse
from bot.commands.context import CommandSpec, Context
from bot.commands.words import plain, vary, words
from bot.crew import nudging
from bot.messages import Answer, Choice, Text
from bot.outcome import Outcome
from memory.checkins import Checkin
from memory.clock import to_ms
from memory.conversations import Said
from memory.database import Tx

LOW = 2
_PAST = ("past", "history", "list", "edit", "delete")
_AWAY = ("pause", "away", "vacation")
_TIMES = ("times", "plan", "schedule", "reminders")


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said back: the answer itself and a line about keeping."""

    answer: str
    keeping: str


async def run(context: Context) -> Outcome:
    """Typed or tapped: with a number it is kept at once, without anything a form opens."""
    if context.args.lower() in _TIMES:
        return await checkin_plan.ask(context)
    if context.args.lower() in _AWAY:
        return await checkin_plan.pause(context)
    if context.args.lower() in _PAST:
        return await checkin_past.ask(context)
    told = parse(context.args)
    if told.wrong:
        return which(context, told)
    if told.mood:
        return await take(context, told)
    return Outcome(Answer((await checkin_edit.own_form(context),)))


async def save(context: Context) -> Outcome:
    """The submitted form."""
    told = checkin_edit.filled(context)
    return await take(context, told) if told.mood else which(context, told)


def which(context: Context, told: Told) -> Outcome:
    """No number that fits: say which, and offer the five as buttons, with the words typed so far."""
    text = words("checkin")
    bad = any(c.isdigit() for c in context.args) or bool(context.values)
    also = plain(told.note, 80)
    choices = [
        Choice("checkin", f"{n} {word}", f"{n} {also}".strip())
        for n, word in text["mood_words"].items()
    ]
    return Outcome.text(text["bad" if bad else "which"], *choices)


async def take(context: Context, told: Told) -> Outcome:
    """Keep it if they let me, and answer."""
    store, person = context.services.store, context.person
    at, kept = to_ms(context.now), may_keep(context)
    async with store.database.read() as tx:
        past = await store.checkins.since(tx, person.id, to_ms(context.now - timedelta(days=30)))
    note = (await context.clean(told.note))[:NOTE] if told.note else ""
    checkin = checkin_edit.made(told, context.fresh_id, at, note)
    said = _Words(_answer(context, checkin, len(past)), _keeping(context, kept))

    async def keep(tx: Tx) -> None:
        await store.checkins.add(tx, person.id, checkin)
        if _first(context):  # typing it, told below what is kept, is the yes
            await store.people.consent(tx, person.id, "checkins", True, at)
        if checkin.mood <= LOW:
            await nudging.note(store, tx, person, context.now, hard=False)

    spoken = "\n\n".join(filter(None, (said.answer, said.keeping)))
    answer = Answer((Text(spoken, _choices(context, checkin, kept)),))
    opener = (Said("bot", said.answer, at),) if told.mood <= LOW else ()
    return Outcome(answer, (keep,) if kept else (), opener)


def may_keep(context: Context) -> bool:
    """No said to memory or to check-ins: nothing is kept. Not asked yet: it lives a day at most."""
    consents = context.person.consents
    return consents.get("memory", True) and consents.get("checkins", True)


def _first(context: Context) -> bool:
    """The first that outlives today. Until they said yes to memory nothing does."""
    return context.person.allows("memory") and "checkins" not in context.person.consents


def _answer(context: Context, checkin: Checkin, turn: int) -> str:
    text = words("checkin")
    if checkin.mood > LOW:
        options = text["middle"] if checkin.mood == 3 else text["good"][checkin.mood]
    elif checkin.note:
        options = text["low_note"]
    else:
        options = text["low"][checkin.mood]
        if fitting := text["low_tag"].get(checkin.tag.split(",")[0]):
            options = fitting + options[:2]
    return vary(options, context, turn)


def _keeping(context: Context, kept: bool) -> str:
    text = words("checkin")
    if not kept:
        return str(text["not_kept"])
    if _first(context):
        return str(text["first"].format(days=context.services.settings.keep_checkins_days))
    return ""


def _choices(context: Context, checkin: Checkin, kept: bool) -> tuple[Choice, ...]:
    text, person = words("checkin"), context.person
    if not kept:
        both = not person.allows("memory")
        return (Choice("checkins_keep", text["keep_both" if both else "keep"]),)
    choices = [
        Choice("checkin_change", text["change"], checkin.id),
        Choice("checkin_delete", text["delete"], checkin.id),
    ]
    if checkin.mood <= LOW and checkin.note:
        choices.insert(0, Choice("checkin_talk", text["talk"], checkin.id, "primary"))
    if _first(context):
        choices.append(Choice("checkins_stop", text["stop"]))
    return tuple(choices)


SPEC = CommandSpec(
    "checkin", words("checkin")["summary"], words("checkin")["usage"], run,
    (
        ("checkin", run),
        ("checkin_save", save),
        ("checkin_change", checkin_edit.change),
        ("checkin_change_save", checkin_edit.changed),
        ("checkin_delete", checkin_edit.delete),
        ("checkin_talk", checkin_edit.talk),
        ("checkins_keep", checkin_consent.keep),
        ("checkins_stop", checkin_consent.stop),
        *checkin_past.ACTIONS,
        *checkin_plan.ACTIONS,
        *nudges.ACTIONS,
    ),
    aliases=("check-in", "check_in"),
    form=checkin_edit.form,
    own_form=checkin_edit.own_form,
)  # fmt: skip
