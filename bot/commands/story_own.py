"""What an author can do with a story at any time: hand it in, take it back, let it stay another year."""

from __future__ import annotations

from bot.commands.context import Context, Handler
from bot.commands.words import day, local
from bot.crew.reviewing import STAYS
from bot.crew.words import words
from bot.outcome import Outcome
from memory.clock import to_ms
from memory.database import Tx
from memory.stories import CrewTold


async def send(context: Context) -> Outcome:
    """From draft to waiting, and a reader is asked."""
    told, services = await _own(context), context.services
    if told is None or told.state != "draft":  # what was declined has to be changed first
        return _gone()
    until = to_ms(context.now + STAYS)
    async with services.store.database.read() as tx:
        crew = await services.store.crews.get(tx, told.crew_id)

    async def hand_in(tx: Tx) -> None:
        if await services.store.stories.move(tx, told.id, "draft", "waiting", until):
            await services.reviewing.ask_next(tx, told.id)

    if crew is None:
        return _gone()
    return Outcome.text(words("stories")["sent"].format(crew=crew.name), effects=(hand_in,))


async def back(context: Context) -> Outcome:
    """Gone from the crew's library, at once and for good."""
    told, store = await _own(context), context.services.store
    if told is None:
        return _gone()
    return Outcome.text(
        words("stories")["taken_back"],
        erases=True,
        effects=(lambda tx: store.stories.remove(tx, told.author_id, told.id),),
    )


async def renew(context: Context) -> Outcome:
    """Another year, counted from now."""
    told, store = await _own(context), context.services.store
    if told is None or told.state != "shared":
        return _gone()
    until = to_ms(context.now + STAYS)
    end = local(context, until)
    said = words("stories")["renewed"].format(day=f"{day(end)}, {end.year}")
    return Outcome.text(
        said, effects=(lambda tx: store.stories.renew(tx, told.author_id, told.id, until),)
    )


async def _own(context: Context) -> CrewTold | None:
    """The story, if it is this person's own. Anybody else's is as if it were not there."""
    store, library = context.services.store, context.services.library
    async with store.database.read() as tx:
        for me in await library.selves(tx, context.person.id):
            for told in await store.stories.by(tx, me):
                if told.id == context.args:
                    return told
    return None


def _gone() -> Outcome:
    return Outcome.text(words("stories")["gone"])


ACTIONS: tuple[tuple[str, Handler], ...] = (
    ("story_send", send),
    ("story_back", back),
    ("story_renew", renew),
)
