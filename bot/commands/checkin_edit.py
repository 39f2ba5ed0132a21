"""The buttons and the form of a check-in: change it, delete it, talk about it."""

from __future__ import annotations

from dataclasses import replace

from bot.commands.checkin_words import NOTE, Told, known, load_choices, scale, split
from bot.commands.context import Context
from bot.commands.words import plain, words
from bot.messages import Answer, Field, Form
from bot.outcome import Outcome
from memory.checkins import Checkin
from memory.database import Tx


def form(id: str = "checkin_save", *, crew: bool = False) -> Form:
    """Mood is all that is needed. In a `crew`, what weighs on it comes next, and the rest is folded."""
    text = words("checkin")["form"]

    def scale_of(kind: str) -> tuple[tuple[str, str], ...]:
        return tuple((str(n), f"{n} {w}") for n, w in words("checkin")[f"{kind}_words"].items())

    tags = tuple((tag, tag) for tag in words("checkin")["tags"])
    title = text["title" if id == "checkin_save" else "change_title"]
    loads = Field("loads", text["loads"], "tags", load_choices(), optional=True)
    fields = (
        Field("mood", text["mood"], "scale", scale_of("mood")),
        Field("energy", text["energy"], "scale", scale_of("energy"), optional=True),
        *((loads,) if crew else ()),
        Field("tags", text["tags"], "tags", tags, optional=True, folded=crew),
        Field("note", text["note"], "text", optional=True, folded=crew),
    )
    return Form(id, title, fields, text["submit"])


async def own_form(context: Context) -> Form:
    """The empty form as it is for this person: only who is in a crew is asked what counts there."""
    store = context.services.store
    async with store.database.read() as tx:
        crews = await store.crews.joined_by(tx, context.person.id)
    return form(crew=bool(crews))


def filled(context: Context) -> Told:
    """A submitted form; tags may come as one value with commas or spaces, or as several."""
    values = context.values
    typed = " ".join(v for k, v in context.pairs if k == "tags")
    tags, _ = split(typed.replace(",", " "))
    ticked = {load for k, v in context.pairs if k == "loads" for load in v.split(",")}
    loads = tuple(id for id, _ in load_choices() if id in ticked)
    note = plain(values.get("note", ""), NOTE)
    mood, energy = scale(values.get("mood", "")), scale(values.get("energy", ""))
    return Told(mood, energy, known(tags), note, wrong=not mood, loads=loads)


def made(told: Told, id: str, at_ms: int, note: str) -> Checkin:
    """What was told, as it is kept."""
    tags, loads = ",".join(told.tags), ",".join(told.loads)
    return Checkin(id, at_ms, told.mood, told.energy, tags, note, loads)


async def change(context: Context) -> Outcome:
    """Open the form again, as it was filled in; for the last check-in when none is named."""
    found = await _find(context) if context.args else await _latest(context)
    if found is None:
        return Outcome.text(words("checkin")["gone" if context.args else "nothing"])
    return Outcome(Answer((await again(context, found),)))


async def again(context: Context, checkin: Checkin) -> Form:
    """The form of a check-in that there is; loads that were ticked once can be taken back."""
    store = context.services.store
    async with store.database.read() as tx:
        crews = await store.crews.joined_by(tx, context.person.id)
    now = {
        "mood": str(checkin.mood), "energy": str(checkin.energy or ""), "tags": checkin.tag,
        "loads": checkin.loads, "note": checkin.note,
    }  # fmt: skip
    empty = form("checkin_change_save", crew=bool(crews or checkin.loads))
    fields = tuple(_filled_in(field, now.get(field.id, "")) for field in empty.fields)
    return replace(empty, fields=fields, value=checkin.id)


def _filled_in(field: Field, value: str) -> Field:
    """With what it says now in it, and in view if it says something."""
    return replace(field, value=value, folded=field.folded and not value)


async def changed(context: Context) -> Outcome:
    """The check-in says what the form says, at its old time."""
    store, person, text = context.services.store, context.person, words("checkin")
    told = filled(context)
    old = await _find(context) if context.args else await _latest(context)
    if old is None:
        return Outcome.text(text["gone" if context.args else "nothing"])
    if told.wrong:
        return Outcome.text(text["bad"])
    note = (await context.clean(told.note))[:NOTE] if told.note else ""
    new = made(told, context.fresh_id, old.at_ms, note)

    async def swap(tx: Tx) -> None:
        if await store.checkins.remove(tx, person.id, old.id):
            await store.checkins.add(tx, person.id, new)

    mood = f"{told.mood}, {text['mood_words'][told.mood]}"
    return Outcome.text(text["changed"].format(mood=mood), effects=(swap,), erases=True)


async def delete(context: Context) -> Outcome:
    """One check-in, gone."""
    store, person, text = context.services.store, context.person, words("checkin")
    if await _find(context) is None:
        return Outcome.text(text["gone"])
    gone = context.args
    return Outcome.text(
        text["deleted"],
        erases=True,
        effects=(lambda tx: store.checkins.remove(tx, person.id, gone),),
    )


async def talk(context: Context) -> Outcome:
    """Answer what was written with a check-in as if it had been said."""
    found = await _find(context)
    if found is None or not found.note:
        return Outcome.text(words("checkin")["gone"])
    return await context.support(found.note, "")


async def _all(context: Context) -> list[Checkin]:
    store = context.services.store
    async with store.database.read() as tx:
        return await store.checkins.since(tx, context.person.id, 0)


async def _latest(context: Context) -> Checkin | None:
    told = await _all(context)
    return told[-1] if told else None


async def _find(context: Context) -> Checkin | None:
    return next((c for c in await _all(context) if c.id == context.args), None)
