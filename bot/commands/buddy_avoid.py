"""People somebody won't meet for a chat. Only they know, and it works both ways."""

from __future__ import annotations

from bot.commands.context import Context, Handler
from bot.crew import lookup
from bot.crew.standing import account, refused, stranger
from bot.crew.words import words
from bot.messages import Answer, Field, Form
from bot.outcome import Outcome


async def form(context: Context) -> Outcome:
    """The platform's own picker, or e-mails."""
    text = words("buddies")["avoid"]
    fields = (
        Field("people", text["people"], "people", optional=True),
        Field("typed", text["typed"], "line", optional=True),
    )
    form = Form("buddy_avoid_save", text["title"], fields, text["submit"], text["text"])
    return Outcome(Answer((form,)))


async def save(context: Context) -> Outcome:
    """Everybody who was picked goes on the list."""
    text, store = words("buddies"), context.services.store
    async with store.database.read() as tx:
        who = await account(context, tx)
    if who is None:
        return stranger(context, text)
    me, pairing = who.person_id, context.services.pairing
    try:
        found = await lookup.people(context, who)
    except lookup.Away:
        return Outcome.text(text["away"])
    ids = {store.vault.person(p.platform, p.workspace, p.user) for p in found.people} - {me}
    if not ids:
        return Outcome.text(text["avoid_none"])
    return Outcome.text(text["avoided"], effects=(lambda tx: pairing.block(tx, me, ids),))


async def block(context: Context) -> Outcome:
    """Not with this one again: somebody they met, or whose name they were shown."""
    text, store = words("buddies"), context.services.store
    async with store.database.read() as tx:
        who = await account(context, tx)
        me = who.person_id if who else context.person.id
        chat = await store.buddies.chat(tx, context.args, me)
    known = chat is not None and (
        chat.state == "met" or (chat.asker_id == me and chat.state in ("yes", "declined", "late"))
    )
    if chat is None or not known:
        refused(context)
        return Outcome.text(text["past"])
    other = chat.buddy_id if chat.asker_id == me else chat.asker_id
    pairing = context.services.pairing
    return Outcome.text(text["avoided"], effects=(lambda tx: pairing.block(tx, me, (other,)),))


async def unblock(context: Context) -> Outcome:
    """An empty list again."""
    store = context.services.store
    async with store.database.read() as tx:
        who = await account(context, tx)
    me = who.person_id if who else context.person.id
    return Outcome.text(
        words("buddies")["unblocked"], effects=(lambda tx: store.buddies.unblock(tx, me),)
    )


ACTIONS: tuple[tuple[str, Handler], ...] = (
    ("buddy_avoid", form),
    ("buddy_avoid_save", save),
    ("buddy_block", block),
    ("buddy_unblock", unblock),
)
