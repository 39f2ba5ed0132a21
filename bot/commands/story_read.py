"""Reading what others left: one member before it is shared, and whoever it fits afterwards."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from bot.commands.context import Context, Handler
from bot.crew.reviewing import READS, STAYS
from bot.crew.standing import refused
from bot.crew.stories import Story, orders, quoted
from bot.crew.words import words
from bot.messages import Answer, Choice, Text
from bot.outcome import Outcome
from bot.support.quotes import paragraph, stood_here
from memory.clock import to_ms
from memory.conversations import Said
from memory.database import Tx
from memory.errors import KeyGone
from memory.stories import CrewTold, Review

_REWORK = timedelta(days=30)


async def crew_story(context: Context) -> Outcome:
    """The button under an answer: a colleague's words, labelled as such."""
    text = words("stories")
    story = await context.services.library.story(context.person, context.args, context.now)
    if story is None:
        return Outcome.text(text["gone"])
    rng = Random(context.fresh_id)  # noqa: S311 - not secret
    choices = (
        Choice("helped", text["helped"], story.id),
        Choice("not_for_me", text["not_for_me"], story.id),
    )
    kept = Said("bot", stood_here(), to_ms(context.now), ("story",), (story.id,))
    shown = Text(paragraph(story, rng), choices, kept=stood_here())
    return Outcome(Answer((shown,)), said=(kept,))


async def show(context: Context) -> Outcome:
    """The story, for the one who was asked to look it over."""
    told = await _asked(context)
    return _over() if told is None else await _shown(context, told)


async def _shown(context: Context, told: CrewTold, before: str = "") -> Outcome:
    store, text = context.services.store, words("stories")
    async with store.database.read() as tx:
        crew = await store.crews.get(tx, told.crew_id)
    story = Story.load(told.body)
    said = text["shown"].format(
        crew=crew.name if crew else "", when=story.when, story=quoted(story)
    )
    choices = [
        Choice(id, text[label], f"{told.id} {_version(context, told)}")
        for id, label in (
            ("story_yes", "yes"),
            ("story_points", "points"),
            ("story_hurts", "hurts"),
        )
    ]
    choices.append(Choice("story_pass", text["review"]["pass"], told.id))
    said = f"{before}\n\n{said}" if before else said
    return Outcome(Answer((Text(said, tuple(choices), kept=stood_here()),)))


async def yes(context: Context) -> Outcome:
    """From now on it may be shown; the author hears that, and not from whom."""
    text, until = words("stories"), to_ms(context.now + STAYS)
    return await _decide(context, "yes", "shared", until, "accepted", text["thanks_yes"])


async def points(context: Context) -> Outcome:
    """It could give somebody away."""
    text, until = words("stories"), to_ms(context.now + _REWORK)
    return await _decide(context, "no", "declined", until, "points_to", text["thanks_no"])


async def hurts(context: Context) -> Outcome:
    """It could hurt somebody."""
    text, until = words("stories"), to_ms(context.now + _REWORK)
    return await _decide(context, "no", "declined", until, "could_hurt", text["thanks_no"])


async def pass_on(context: Context) -> Outcome:
    """Somebody else may judge."""
    told = await _asked(context)
    if told is None:
        return _over()
    return Outcome.text(
        words("stories")["thanks_pass"], effects=(lambda tx: _pass(context, tx, told.id),)
    )


async def reads_off(context: Context) -> Outcome:
    """Never again; what is open goes to others."""
    store, person = context.services.store, context.person

    async def stop(tx: Tx) -> None:
        await store.people.describe(tx, person.id, **{READS: "no"})
        for review in await store.stories.read_by(tx, person.id):
            if review.state == "asked":
                await _pass(context, tx, review.story_id)

    return Outcome.text(words("stories")["reads_stopped"], effects=(stop,))


async def reads_on(context: Context) -> Outcome:
    """Now and then again."""
    store, person = context.services.store, context.person
    return Outcome.text(
        words("stories")["reads_started"],
        effects=(lambda tx: store.people.describe(tx, person.id, **{READS: ""}),),
    )


# --- inside


async def _decide(
    context: Context, verdict: str, state: str, until: int, hears: str, thanks: str
) -> Outcome:
    told, services = await _asked(context), context.services
    if told is None:
        return _over()
    version, text = context.args.partition(" ")[2], words("stories")
    if version != _version(context, told):  # a yes is to the words they have read
        return await _shown(context, told, text["changed_since"])
    async with services.store.database.read() as tx:
        crew = await services.store.crews.get(tx, told.crew_id)
    name = crew.name if crew else ""
    taps = (
        Choice("story_change", text["change"], told.id),
        Choice("story_back", text["drop"], told.id),
    )
    news = Text(text[hears].format(crew=name), taps if state == "declined" else ())

    async def decide(tx: Tx) -> None:
        stories, now = services.store.stories, to_ms(context.now)
        try:
            there = await stories.get(tx, told.id)
        except KeyGone:
            return
        if there is None or version != _version(context, there):
            return  # changed just now: the new words go to a reader of their own
        if not await services.reviewing.may_read(tx, there, context.person.id):
            return
        if await stories.move(tx, told.id, "waiting", state, until):
            await stories.ask(tx, Review(told.id, context.person.id, verdict, now))
            name = ("story-read", told.id, str(told.created_ms))
            await services.outreach.put(
                tx, told.author_id, Answer((news,)), *name, lasts=timedelta(days=7)
            )

    return Outcome.text(thanks.format(crew=name), effects=(decide,))


async def _pass(context: Context, tx: Tx, story_id: str) -> None:
    services, now = context.services, to_ms(context.now)
    await services.store.stories.ask(tx, Review(story_id, context.person.id, "pass", now))
    await services.reviewing.ask_next(tx, story_id)


async def _asked(context: Context) -> CrewTold | None:
    """The story, if this very person was asked about it, it still waits, and gives no orders. Else it is refused."""
    services = context.services
    try:
        async with services.store.database.read() as tx:
            told = await services.store.stories.get(tx, context.args.partition(" ")[0])
            if told is not None and orders(Story.load(told.body)):
                return None
            if told is not None and await services.reviewing.may_read(tx, told, context.person.id):
                return told
    except KeyGone:
        return None
    if told is not None:
        refused(context)
    return None


def _version(context: Context, told: CrewTold) -> str:
    """Which words a button stands under: other words, another mark."""
    mark = context.services.store.vault.mark
    return mark("story-version", told.id, str(told.created_ms), told.body)[:16]


def _over() -> Outcome:
    return Outcome.text(words("stories")["gone"])


ACTIONS: tuple[tuple[str, Handler], ...] = (
    ("crew_story", crew_story),
    ("story_read", show),
    ("story_yes", yes),
    ("story_points", points),
    ("story_hurts", hurts),
    ("story_pass", pass_on),
    ("story_reads_off", reads_off),
    ("story_reads_on", reads_on),
)
