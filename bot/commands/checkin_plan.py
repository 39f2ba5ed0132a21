"""When to be asked for a check-in: days, time, quiet hours, a pause, later."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.commands import checkin_consent
from bot.commands.checkin_plan_form import (
    day_words,
    days_in,
    filled,
    long_day,
    quiet_in,
    span,
    standing,
)
from bot.commands.context import Context, Handler
from bot.crew import lookup
from bot.crew.schedule import Plan, clock, in_span, is_quiet, minute_of, next_after, zone_of
from bot.crew.words import words
from bot.messages import Answer, Choice, Form, Text
from bot.outcome import Outcome
from memory.clock import to_ms
from memory.database import Tx

_QUIET = "22:00-6:00"
_LATER = timedelta(hours=1)


async def ask(context: Context) -> Outcome:
    """How it stands; without times yet, the form."""
    plan = await _plan(context)
    if plan is None or not _remembered(context):
        return await change(context)
    text = words("reminders")
    said = standing(plan, context.now)
    nudged = context.person.allows("nudges")
    paused = plan.paused_until > to_ms(context.now)
    away = ("checkin_resume", "resume") if paused else ("checkin_pause", "pause")
    look_in = ("nudges_off", "nudges_off") if nudged else ("nudges_on", "nudges_on")
    taps = (("checkin_plan_form", "change"), away, ("checkin_plan_off", "off"), look_in)
    return Outcome.text(said, *(Choice(name, text[label]) for name, label in taps))


async def change(context: Context) -> Outcome:
    """The form. Whoever isn't remembered is told first that this needs it."""
    if not _remembered(context):
        text, settings = words("reminders"), context.services.settings
        said = text["keep_first"].format(
            days=settings.keep_checkins_days, chat_days=settings.keep_transcripts_days
        )
        return Outcome.text(said, Choice("checkin_plan_keep", text["keep"]))
    return Outcome(Answer((await _form(context, await _plan(context)),)))


async def keep(context: Context) -> Outcome:
    """Yes to being remembered, and the form."""
    kept = await checkin_consent.keep(context)
    form = await _form(context, None)
    return replace(kept, answer=Answer((*kept.answer.replies, form)), notice=False)


async def save(context: Context) -> Outcome:
    """The plan as the form says; what can't be read is asked again, with the rest filled in."""
    text, values, old = words("reminders"), context.values, await _plan(context)
    days = days_in([value for name, value in context.pairs if name == "days"])
    if not days:
        return Outcome.text(text["none"], effects=(lambda tx: _drop(context, tx),))
    at, zone = minute_of(values.get("at", "")), zone_of(values.get("zone", ""))
    quiet = quiet_in(values.get("quiet", ""))
    if at is None or zone is None or quiet is None:
        wrong = "bad_time" if at is None else "bad_zone" if zone is None else "bad_quiet"
        return await _again(context, text[wrong])
    plan = Plan(days, at, zone.key, *quiet, paused_until=old.paused_until if old else 0)
    if in_span(at, *quiet):
        said = text["in_quiet"].format(at=clock(at), quiet=span(plan))
        return await _again(context, said)
    said = text["saved" if quiet[0] != quiet[1] else "saved_no_quiet"].format(
        days=day_words(days), at=clock(at), zone=zone.key, quiet=span(plan)
    )
    buttons = [Choice("checkin_pause", text["pause"]), Choice("checkin_plan_off", text["off"])]
    if not context.person.allows("nudges"):
        buttons.append(Choice("nudges_on", text["nudges_on"]))

    async def put(tx: Tx) -> None:
        await _put(context, tx, plan)
        await context.services.store.people.describe(tx, context.person.id, tz=zone.key)

    return Outcome.text(said, *buttons, effects=(put,))


async def off(context: Context) -> Outcome:
    """No reminders."""
    return Outcome.text(words("reminders")["none"], effects=(lambda tx: _drop(context, tx),))


async def later(context: Context) -> Outcome:
    """In an hour, once; not in quiet hours."""
    text, plan = words("reminders"), await _plan(context)
    if plan is None:
        return Outcome.text(text["resumed_none"])
    at = context.now + _LATER
    if is_quiet(plan, at):
        return Outcome.text(text["later_quiet"])
    snoozed = replace(plan, snoozed_to=to_ms(at))
    plans, person = context.services.store.plans, context.person
    return Outcome.text(
        text["later_said"],
        effects=(lambda tx: plans.put(tx, person.id, snoozed.dump(), snoozed.snoozed_to),),
    )


async def skip(context: Context) -> Outcome:
    """Not today."""
    return Outcome.text(words("reminders")["skip_said"])


async def pause(context: Context) -> Outcome:
    """For how long?"""
    text = words("reminders")
    choices = [Choice("checkin_pause_for", said, n) for n, said in text["pause_for"].items()]
    return Outcome.text(text["pause_ask"], *choices)


async def pause_for(context: Context) -> Outcome:
    """Quiet until that day's reminder."""
    text, plan = words("reminders"), await _plan(context)
    days = int(context.args) if context.args in text["pause_for"] else 7
    if plan is None:
        return Outcome.text(text["resumed_none"])
    until = context.now + timedelta(days=days)
    paused = replace(plan, paused_until=to_ms(until), snoozed_to=0)
    day = long_day(paused, until)
    resume = Choice("checkin_resume", text["resume"])
    said = text["paused"].format(day=day)
    return Outcome.text(said, resume, effects=(lambda tx: _put(context, tx, paused),))


async def resume(context: Context) -> Outcome:
    """Back early."""
    text, plan = words("reminders"), await _plan(context)
    if plan is None:
        return Outcome.text(text["resumed_none"])
    awake = replace(plan, paused_until=0)
    following = next_after(awake, context.now)
    if following is None:
        return Outcome.text(text["resumed_none"])
    said = text["resumed"].format(day=long_day(awake, following))
    return Outcome.text(said, effects=(lambda tx: _put(context, tx, awake),))


# --- inside


def _remembered(context: Context) -> bool:
    person = context.person
    return person.allows("memory") and person.consents.get("checkins") is not False


async def _plan(context: Context) -> Plan | None:
    store = context.services.store
    async with store.database.read() as tx:
        text = await store.plans.get(tx, context.person.id)
    return Plan.load(text) if text else None


async def _put(context: Context, tx: Tx, plan: Plan) -> None:
    following = next_after(plan, context.now)
    moment = None if following is None else to_ms(following)
    await context.services.store.plans.put(tx, context.person.id, plan.dump(), moment)


async def _drop(context: Context, tx: Tx) -> None:
    await context.services.store.plans.remove(tx, context.person.id)


async def _form(context: Context, plan: Plan | None) -> Form:
    if plan is not None:
        quiet = span(plan) if plan.quiet_from != plan.quiet_until else ""
        days = ",".join(map(str, plan.days))
        return filled({"days": days, "at": clock(plan.at), "zone": plan.zone, "quiet": quiet})
    about = await lookup.about(context, context.event.sender)
    told = context.person.profile.get("tz", "")
    zone = told or about.zone or context.services.settings.timezone
    return filled({"days": "0,1,2,3,4", "zone": zone, "quiet": _QUIET}, told=bool(told))


async def _again(context: Context, said: str) -> Outcome:
    days = ",".join(value for name, value in context.pairs if name == "days")
    return Outcome(Answer((Text(said), filled({**context.values, "days": days}))))


ACTIONS: tuple[tuple[str, Handler], ...] = (
    ("checkin_plan", ask),
    ("checkin_plan_form", change),
    ("checkin_plan_keep", keep),
    ("checkin_plan_save", save),
    ("checkin_plan_off", off),
    ("checkin_later", later),
    ("checkin_skip", skip),
    ("checkin_pause", pause),
    ("checkin_pause_for", pause_for),
    ("checkin_resume", resume),
)
