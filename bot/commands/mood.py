"""/mood: the last 30 days or 12 weeks as a picture, with words that say the same."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from bot.commands.context import CommandSpec, Context
from bot.commands.words import count, local, words
from bot.messages import Answer, Chart, Choice, Text
from bot.outcome import Outcome
from bot.pictures.charted import charted
from bot.pictures.frame import Labels
from bot.pictures.month import DAYS, Day, mood_picture
from bot.pictures.spoken import mood_words
from bot.pictures.weeks import WEEKS, Week, first_monday, weeks_picture, weeks_words
from memory.checkins import Checkin
from memory.clock import to_ms

_LONG = ("12", "12 weeks", "weeks", "12 week", "twelve weeks", "long")


async def run(context: Context) -> Outcome:
    """No judgement: what was told, and gaps where nothing was."""
    return await weeks(context) if context.args.lower() in _LONG else await days(context)


async def days(context: Context) -> Outcome:
    """Thirty days, day by day."""
    text, today = words("mood"), local(context, to_ms(context.now)).date()
    told = by_day(context, await _told(context, DAYS + 1), today)
    n = sum(len(day.moods) for day in told)
    several = any(len(day.moods) > 1 for day in told)
    legend = text["legend_average" if several else "legend_mood"]
    labels = _labels(n, text["title"], legend, text["legend_each"])
    drawn = mood_picture(told, today, labels)
    names = words("checkin")["mood_words"]
    alt = mood_words(told, today, {**text["alt"], "mood_words": names})
    return _answer(
        await charted(drawn, alt, text["title"]), n, Choice("mood_weeks", text["to_weeks"])
    )


async def weeks(context: Context) -> Outcome:
    """Twelve weeks, week by week."""
    text, today = words("mood"), local(context, to_ms(context.now)).date()
    told = by_week(context, await _told(context, WEEKS * 7 + 1), today)
    n = sum(len(week.moods) for week in told)
    long = text["weeks"]
    labels = _labels(n, long["title"], long["legend_mood"], long["legend_each"])
    drawn = weeks_picture(told, today, labels)
    alt = weeks_words(told, today, long["alt"])
    chart = await charted(drawn, alt, long["title"])
    return _answer(chart, n, Choice("mood_days", text["to_days"]))


def by_day(context: Context, told: list[Checkin], today: date) -> list[Day]:
    """One entry per day that is in the picture, on the person's own calendar."""
    found: dict[date, list[Checkin]] = defaultdict(list)
    for checkin in told:
        found[local(context, checkin.at_ms).date()].append(checkin)
    first = today - timedelta(days=DAYS - 1)
    shown = sorted(day for day in found if first <= day <= today)
    return [Day(day, tuple(c.mood for c in found[day]), _energy(found[day])) for day in shown]


def by_week(context: Context, told: list[Checkin], today: date) -> list[Week]:
    """One entry per week that is in the picture, on the person's own calendar."""
    found: dict[date, list[Checkin]] = defaultdict(list)
    for checkin in told:
        day = local(context, checkin.at_ms).date()
        found[day - timedelta(days=day.weekday())].append(checkin)
    shown = sorted(monday for monday in found if first_monday(today) <= monday <= today)
    return [Week(m, tuple(c.mood for c in found[m]), _energy(found[m])) for m in shown]


async def _told(context: Context, days: int) -> list[Checkin]:
    store = context.services.store
    async with store.database.read() as tx:
        since = to_ms(context.now - timedelta(days=days))
        return await store.checkins.since(tx, context.person.id, since)


def _answer(chart: Chart, n: int, other: Choice) -> Outcome:
    text = words("mood")
    if not n:
        button = Choice("checkin", words("shoulder")["buttons"]["checkin"])
        return Outcome(Answer((chart, Text(text["empty_text"], (button,)))))
    past = Choice("checkin_past", words("checkin")["past"]["button"])
    return Outcome(Answer((chart, Text(text["more"], (other, past)))))


def _labels(n: int, title: str, mood: str, each: str) -> Labels:
    text = words("mood")
    return Labels(
        title, count(text["count"], n), text["axis_high"], text["axis_middle"], text["axis_low"],
        mood, each, text["legend_energy"], text["empty"],
    )  # fmt: skip


def _energy(told: list[Checkin]) -> float:
    given = [checkin.energy for checkin in told if checkin.energy]
    return sum(given) / len(given) if given else 0.0


SPEC = CommandSpec(
    "mood", words("mood")["summary"], words("mood")["usage"], run,
    (("mood", run), ("mood_days", days), ("mood_weeks", weeks)),
)  # fmt: skip
