"""The picture of a crew's week, for those who lead it, when they ask for it."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.commands.context import Context
from bot.crew.anonymity import Rules
from bot.crew.digest import digest, weeks_until
from bot.crew.digest_picture import digest_picture, picture_words
from bot.crew.standing import led
from bot.crew.weekly import recent
from bot.crew.words import words
from bot.messages import Answer, Text
from bot.outcome import Outcome
from bot.pictures.charted import charted


async def show(context: Context) -> Outcome:
    """Nothing is worked out here: a week is shown as it was told, however often somebody asks."""
    crew_id, _, date = context.args.partition(" ")
    text, services = words("digest"), context.services
    async with services.store.database.read() as tx:
        found = await led(context, tx, crew_id)
        if found is None:
            return Outcome.text(text["not_yours"])
        _, crew = found
        monday = _day(date)
        told = await recent(services.store, tx, crew, monday) if monday else {}
    if monday is None or monday not in told:
        return Outcome.text(text["gone"])
    rules = Rules(services.settings.crew_people, services.settings.crew_tag_people)
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
