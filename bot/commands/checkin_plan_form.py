"""The form of check-in times: what stands in it, and what somebody wrote into it. Pure."""

from __future__ import annotations

from datetime import datetime

from bot.crew.schedule import Plan, clock, minute_of, zone_of
from bot.crew.words import words
from bot.messages import Field, Form
from memory.clock import from_ms, to_ms


def filled(values: dict[str, str], *, told: bool = True) -> Form:
    """The form with these values in its fields; `told`: the time zone is the person's own word."""
    text = words("reminders")["form"]
    names = tuple(text["day_names"].items())
    fields = (
        Field("days", text["days"], "tags", names, optional=True, value=values.get("days", "")),
        Field("at", text["at"], "line", value=values.get("at", "")),
        Field("zone", text["zone"], "zone", value=values.get("zone", ""), told=told),
        Field("quiet", text["quiet"], "line", optional=True, value=values.get("quiet", "")),
    )
    return Form("checkin_plan_save", text["title"], fields, text["submit"], text["text"])


def days_in(given: list[str]) -> tuple[int, ...]:
    """From numbers, or from days' names as somebody types them in a terminal."""
    names = {name.lower(): int(n) for n, name in words("reminders")["form"]["day_names"].items()}
    found = set()
    for part in ",".join(given).replace(" ", ",").lower().split(","):
        if part.isdecimal() and int(part) < 7:
            found.add(int(part))
        elif part[:3] in names:
            found.add(names[part[:3]])
    return tuple(sorted(found))


def quiet_in(typed: str) -> tuple[int, int] | None:
    """Both ends; (0, 0) for none, None for what can't be read."""
    if not typed.strip():
        return 0, 0
    first, dash, last = typed.replace("–", "-").replace(" to ", "-").partition("-")
    start, end = minute_of(first), minute_of(last)
    return (start, end) if dash and start is not None and end is not None else None


def span(plan: Plan) -> str:
    """The quiet hours, as they are typed."""
    return f"{clock(plan.quiet_from)}-{clock(plan.quiet_until)}"


def standing(plan: Plan, now: datetime) -> str:
    """How it stands, in a sentence or two."""
    text = words("reminders")
    days = day_words(plan.days)
    said = text["now" if plan.quiet_from != plan.quiet_until else "now_no_quiet"].format(
        days=days if days[:3] in text["form"]["day_names"].values() else days.lower(),
        at=clock(plan.at), zone=plan.zone, quiet=span(plan),
    )  # fmt: skip
    if plan.paused_until <= to_ms(now):
        return str(said)
    until = long_day(plan, from_ms(plan.paused_until))
    return f"{said} {text['now_paused'].format(day=until)}"


def day_words(days: tuple[int, ...]) -> str:
    """The days in words."""
    text = words("reminders")
    if days == tuple(range(7)):
        return str(text["every_day"])
    if days == tuple(range(5)):
        return str(text["weekdays"])
    return ", ".join(text["form"]["day_names"][str(day)] for day in days)


def long_day(plan: Plan, moment: datetime) -> str:
    """The date of a moment on the plan's own clock."""
    local = from_ms(to_ms(moment)).astimezone(zone_of(plan.zone))
    return f"{local:%A, %B} {local.day}"
