"""Correcting and deleting single things from /memory. Nobody can reach another person's."""

from __future__ import annotations

from bot.commands.context import Context, Handler
from bot.commands.memory_items import EVERYTHING
from bot.commands.words import plain, words
from bot.messages import Answer, Field, Form
from bot.outcome import Effect, Outcome
from memory.conversations import Said
from memory.database import Tx

_LONGEST = 200


async def fact_change(context: Context) -> Outcome:
    """A form whose only field carries the fact's id."""
    store = context.services.store
    async with store.database.read() as tx:
        facts = await store.facts.all(tx, context.person.id)
    fact = next((f for f in facts if f.id == context.args), None)
    return _form("fact", fact.id, fact.text) if fact else _gone()


async def fact_changed(context: Context) -> Outcome:
    """New words for a fact."""
    store, person = context.services.store, context.person
    for fact_id, typed in context.pairs:
        async with store.database.read() as tx:
            known = {fact.id for fact in await store.facts.all(tx, person.id)}
        if fact_id not in known:
            return _gone()
        new = await _new(context, typed)
        return _changed(new, lambda tx: store.facts.correct(tx, person.id, fact_id, new))  # noqa: B023
    return _gone()


async def fact_delete(context: Context) -> Outcome:
    """One fact, gone."""
    store, person, fact_id = context.services.store, context.person, context.args
    async with store.database.read() as tx:
        known = {fact.id for fact in await store.facts.all(tx, person.id)}
    if fact_id not in known:
        return _gone()
    return _deleted(lambda tx: store.facts.remove(tx, person.id, fact_id))


async def loop_change(context: Context) -> Outcome:
    """The same for something left open."""
    said = await _loop(context, context.args)
    return _form("loop", said.event_id, said.open_loop) if said else _gone()


async def loop_changed(context: Context) -> Outcome:
    """New words for something left open; the message it came from stays as it is."""
    for event_id, typed in context.pairs:
        said = await _loop(context, event_id)
        if said is None:
            return _gone()
        new = await _new(context, typed)
        return _changed(new, _reword(context, said, new))
    return _gone()


async def loop_delete(context: Context) -> Outcome:
    """No longer open."""
    said = await _loop(context, context.args)
    return _deleted(_reword(context, said, "")) if said else _gone()


async def opinion_delete(context: Context) -> Outcome:
    """What helped, or did not, is as if never said."""
    store, person, target = context.services.store, context.person, context.args
    async with store.database.read() as tx:
        opinions = await store.feedback.all(tx, person.id, EVERYTHING)
    if not any(target in opinion.targets for opinion in opinions):
        return _gone()
    return _deleted(lambda tx: store.feedback.remove(tx, person.id, target))


async def checkins_wipe(context: Context) -> Outcome:
    """All check-ins; new ones are kept as before."""
    store, person = context.services.store, context.person

    async def wipe(tx: Tx) -> None:
        for checkin in await store.checkins.since(tx, person.id, 0):
            await store.checkins.remove(tx, person.id, checkin.id)

    return _deleted(wipe)


async def exercises_wipe(context: Context) -> Outcome:
    """All exercises with made-up clients."""
    exercises, person = context.services.store.exercises, context.person

    async def wipe(tx: Tx) -> None:
        for exercise in await exercises.all(tx, person.id):
            await exercises.remove(tx, person.id, exercise.id)

    return _deleted(wipe)


async def ratings_wipe(context: Context) -> Outcome:
    """All ratings of cards."""
    store, person = context.services.store, context.person
    return _deleted(lambda tx: store.ratings.drop(tx, person.id))


async def chats_wipe(context: Context) -> Outcome:
    """The whole transcript; new chats are kept as before."""
    store, person = context.services.store, context.person
    return _deleted(lambda tx: store.conversations.drop(tx, person.id))


ACTIONS: tuple[tuple[str, Handler], ...] = (
    ("fact_change", fact_change),
    ("fact_change_save", fact_changed),
    ("fact_delete", fact_delete),
    ("loop_change", loop_change),
    ("loop_change_save", loop_changed),
    ("loop_delete", loop_delete),
    ("opinion_delete", opinion_delete),
    ("checkins_wipe", checkins_wipe),
    ("exercises_wipe", exercises_wipe),
    ("ratings_wipe", ratings_wipe),
    ("chats_wipe", chats_wipe),
)


async def _loop(context: Context, event_id: str) -> Said | None:
    store = context.services.store
    async with store.database.read() as tx:
        said = await store.conversations.recent(tx, context.person.id, 0, EVERYTHING)
    return next((s for s in said if event_id and s.event_id == event_id and s.open_loop), None)


def _reword(context: Context, said: Said, loop: str) -> Effect:
    conversations, person = context.services.store.conversations, context.person
    return lambda tx: conversations.correct(tx, person.id, said.event_id, said.text, loop)


async def _new(context: Context, typed: str) -> str:
    return plain(await context.clean(plain(typed, _LONGEST)), _LONGEST)


def _form(kind: str, id: str, now: str) -> Outcome:
    text = words("memory")[f"{kind}_form"]
    field = Field(id, text["label"].format(fact=now), "text")
    return Outcome(Answer((Form(f"{kind}_change_save", text["title"], (field,), text["submit"]),)))


def _changed(new: str, effect: Effect) -> Outcome:
    text = words("memory")
    if not new:
        return Outcome.text(text["fact_bad"])
    return Outcome.text(text["changed"].format(text=new), effects=(effect,), erases=True)


def _deleted(effect: Effect) -> Outcome:
    return Outcome.text(words("memory")["deleted"], effects=(effect,), erases=True)


def _gone() -> Outcome:
    return Outcome.text(words("memory")["gone"])
