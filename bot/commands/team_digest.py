"""The picture of a crew's week, for those who lead it, when they ask for it."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.commands.context import Context
from bot.crew.anonymity import Rules
from bot.crew.digest import digest, weeks_until
from bot.crew.digest_picture import digest_picture, picture_words
from bot.crew.standing import led
from bot.crew.weekly import monday_of, recent
from bot.crew.words import needs, words
from bot.messages import Answer, Text
from bot.outcome import Outcome
from bot.pictures.charted import charted


async def show(context: Context) -> Outcome:
    """Nothing is worked out here: a week is shown as it was told, however often somebody asks. Without a
    date it is the last one that was told."""
    crew_id, _, date = context.args.partition(" ")
    this_week = monday_of(context.now)
    text, services = words("digest"), context.services
    async with services.store.database.read() as tx:
        found = await led(context, tx, crew_id)
        if found is None:
            return Outcome.text(text["not_yours"])
        _, crew = found
        monday = _day(date) if date else this_week
        told = await recent(services.store, tx, crew, monday) if monday else {}
    rules = Rules(services.settings.crew_people, services.settings.crew_tag_people)
    if not date and not any(told.values()):
        return Outcome.text(text["never"].format(crew=crew.name, needs=needs(rules)))
    monday = max(told) if not date else monday
    if monday is None or monday not in told:
        return Outcome.text(text["gone"])
    weeks = weeks_until(monday.date(), {at.date(): p for at, p in told.items()})
    read = digest(crew.name, weeks, text, words("loads"), rules)
    said = Text(f"{read.title}\n\n{read.text(text)}")
    drawn = digest_picture(weeks, text["chart"])
    chart = await charted(drawn, picture_words(weeks, text["chart"]), read.title)
    return Outcome(Answer((chart, said)))


def _day(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        return None


ACTIONS = (("crew_picture", show),)
