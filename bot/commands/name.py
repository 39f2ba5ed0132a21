"""The preferred name: "call me Sam", kept once it was confirmed with a tap."""

from __future__ import annotations

from bot.commands.context import Context, Handler
from bot.commands.spoken import name_in
from bot.commands.words import plain, words
from bot.messages import Answer, Choice, Field, Form
from bot.outcome import Outcome


async def ask(context: Context, typed: str) -> Outcome:
    """Ask before keeping it. Without a yes to memory there is nothing to ask."""
    text = words("memory")
    if not context.person.allows("memory"):
        return _off()
    name = name_in(plain(typed, 200))
    if not name:
        return Outcome.text(text["bad_name"])
    yes = Choice("name_yes", text["name_yes"].format(name=name), name, "primary")
    return Outcome.text(text["ask_name"].format(name=name), yes, Choice("name_no", text["name_no"]))


async def yes(context: Context) -> Outcome:
    """The tap, or the submitted form."""
    text, store, person = words("memory"), context.services.store, context.person
    if not person.allows("memory"):
        return _off()
    name = name_in(plain(context.values.get("called", context.args), 200))
    if not name:
        return Outcome.text(text["bad_name"])
    return Outcome.text(
        text["named"].format(name=name), erases=True,
        effects=(lambda tx: store.people.describe(tx, person.id, name=name),),
    )  # fmt: skip


async def no(context: Context) -> Outcome:
    """Never mind."""
    return Outcome.text(words("memory")["not_named"])


async def change(context: Context) -> Outcome:
    """A form with one line."""
    text = words("memory")["name_form"]
    field = Field("called", text["label"], "text")
    return Outcome(Answer((Form("name_save", text["title"], (field,), text["submit"]),)))


async def delete(context: Context) -> Outcome:
    """No name anymore."""
    text, store, person = words("memory"), context.services.store, context.person
    if not person.profile.get("name"):
        return Outcome.text(text["gone"])
    return Outcome.text(
        text["deleted"], erases=True,
        effects=(lambda tx: store.people.describe(tx, person.id, name=""),),
    )  # fmt: skip


ACTIONS: tuple[tuple[str, Handler], ...] = (
    ("name_yes", yes),
    ("name_save", yes),
    ("name_no", no),
    ("name_change", change),
    ("name_delete", delete),
)


def _off() -> Outcome:
    return Outcome.text(
        words("memory")["name_off"],
        Choice("memory_yes", words("memory")["switches"]["on"]["memory"], style="primary"),
    )
