"""Any check-in of the past: pick one, change it or delete it."""

from __future__ import annotations

from bot.commands import checkin_edit
from bot.commands.context import Context, Handler
from bot.commands.words import local, words
from bot.messages import Answer, Field, Form
from bot.outcome import Outcome
from memory.checkins import Checkin

_MOST = 100  # as many as a picker holds


async def ask(context: Context) -> Outcome:
    """The form, the latest first."""
    told = await _all(context)
    if not told:
        return Outcome.text(words("checkin")["nothing"])
    text = words("checkin")["past"]
    which = tuple((c.id, _line(context, c)) for c in reversed(told[-_MOST:]))
    what = tuple(text["what_options"].items())
    fields = (
        Field("which", text["which"], "pick", which, value=which[0][0]),
        Field("what", text["what"], "pick", what, value="change"),
    )
    return Outcome(Answer((Form("checkin_past_go", text["title"], fields, text["submit"]),)))


async def go(context: Context) -> Outcome:
    """Deleted at once, or its form opens."""
    store, person, text = context.services.store, context.person, words("checkin")
    wanted = context.values.get("which", "")
    found = next((c for c in await _all(context) if c.id == wanted), None)
    if found is None:
        return Outcome.text(text["gone"])
    if context.values.get("what") != "delete":
        return Outcome(Answer((await checkin_edit.again(context, found),)))
    return Outcome.text(
        text["deleted"], erases=True,
        effects=(lambda tx: store.checkins.remove(tx, person.id, found.id),),
    )  # fmt: skip


async def _all(context: Context) -> list[Checkin]:
    store = context.services.store
    async with store.database.read() as tx:
        return await store.checkins.since(tx, context.person.id, 0)


def _line(context: Context, checkin: Checkin) -> str:
    text, at = words("checkin"), local(context, checkin.at_ms)
    mood = f"{checkin.mood} {text['mood_words'][checkin.mood]}"
    return str(text["past"]["line"].format(when=f"{at:%a, %b} {at.day}, {at:%H:%M}", mood=mood))


ACTIONS: tuple[tuple[str, Handler], ...] = (
    ("checkin_past", ask),
    ("checkin_past_go", go),
)
