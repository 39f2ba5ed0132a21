"""/mood: the last 30 days as a picture, with words that say the same."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from datetime import date, timedelta

from bot.charts import DAYS, Day, Labels, mood_picture
from bot.charts_alt import mood_words
from bot.commands.context import CommandSpec, Context
from bot.commands.words import count, local, words
from bot.messages import Answer, Chart, Choice, Reply, Text
from bot.outcome import Outcome
from memory.checkins import Checkin
from memory.clock import to_ms


async def run(context: Context) -> Outcome:
    """No judgement: what was told, and gaps where nothing was."""
    text, store = words("mood"), context.services.store
    since = to_ms(context.now - timedelta(days=DAYS + 1))
    async with store.database.read() as tx:
        told = await store.checkins.since(tx, context.person.id, since)
    today = local(context, to_ms(context.now)).date()
    days = by_day(context, told, today)
    n = sum(len(day.moods) for day in days)
    labels = Labels(
        text["title"], count(text["count"], n), text["axis_high"], text["axis_middle"],
        text["axis_low"], text["legend_mood"], text["legend_each"], text["legend_energy"],
        text["empty"],
    )  # fmt: skip
    png = await asyncio.to_thread(mood_picture, days, today, labels)
    names = words("checkin")["mood_words"]
    alt = mood_words(days, today, {**text["alt"], "mood_words": names})
    replies: tuple[Reply, ...] = (Chart(png, alt, text["title"]),)
    if not n:
        button = Choice("checkin", words("shoulder")["buttons"]["checkin"])
        replies = (*replies, Text(text["empty_text"], (button,)))
    return Outcome(Answer(replies))


def by_day(context: Context, told: list[Checkin], today: date) -> list[Day]:
    """One entry per day that is in the picture, on the person's own calendar."""
    days: dict[date, list[Checkin]] = defaultdict(list)
    for checkin in told:
        days[local(context, checkin.at_ms).date()].append(checkin)
    first = today - timedelta(days=DAYS - 1)
    out = []
    for day in sorted(day for day in days if first <= day <= today):
        energies = [c.energy for c in days[day] if c.energy]
        energy = sum(energies) / len(energies) if energies else 0.0
        out.append(Day(day, tuple(c.mood for c in days[day]), energy))
    return out


SPEC = CommandSpec("mood", words("mood")["summary"], words("mood")["usage"], run, (("mood", run),))
