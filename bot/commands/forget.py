"""/forget: asks once, then `farewell.py` erases everything. "/forget last" takes back one exchange."""

from __future__ import annotations

from bot.commands.context import CommandSpec, Context
from bot.commands.words import words
from bot.doors import place_of
from bot.messages import Choice, Form
from bot.outcome import Outcome
from memory.database import Tx

_YES = "forget_yes"  # `farewell.FORGET`: never comes here, it is taken outside the lane


async def run(context: Context) -> Outcome:
    """Ask before erasing; anything typed after it but "last" only gets an explanation."""
    text = words("forget")
    asked = context.args.lower().rstrip(".!")
    if asked == "last":
        return await last(context)
    if asked not in ("", "all", "everything", "me"):
        return Outcome.text(text["which"])
    return Outcome.text(
        text["ask"],
        Choice(_YES, text["yes"], style="danger"),
        Choice("forget_no", text["no"]),
        Choice("export", text["copy"]),
    )


def form() -> Form:
    """The same question where forms open in front of the conversation: sending it is the yes."""
    text = words("forget")
    return Form(_YES, text["title"], (), text["yes_short"], text["ask"])


async def keep(context: Context) -> Outcome:
    """They thought better of it."""
    return Outcome.text(words("forget")["kept"])


async def last(context: Context) -> Outcome:
    """Their last message and everything after it, with what was about to be remembered of it."""
    store, person, text = context.services.store, context.person, words("forget")
    async with store.database.read() as tx:
        said = await store.conversations.recent(tx, person.id, 0)
    if not any(item.role == "user" for item in said):
        return Outcome.text(text["no_last"])

    async def drop(tx: Tx) -> None:
        since = await store.conversations.drop_last(tx, person.id)
        for fact in await store.facts.all(tx, person.id, confirmed=False):
            if since and fact.at_ms >= since:
                await store.facts.remove(tx, person.id, fact.id)

    done = [text["last"]]
    if place_of(context.event.sender) == "chat":
        done.append(text["last_chat"])
    return Outcome.text(" ".join(done), effects=(drop,), erases=True)


SPEC = CommandSpec(
    "forget", words("forget")["summary"], "/forget", run,
    (("forget", run), ("forget_no", keep), ("forget_last", last)), form=form,
)  # fmt: skip
