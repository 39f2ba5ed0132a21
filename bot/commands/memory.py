"""/memory: all that is kept about someone, each with its own buttons, and what may be kept at all."""

from __future__ import annotations

from bot.commands import deal, memory_edit, name, switches
from bot.commands.context import CommandSpec, Context
from bot.commands.memory_items import items
from bot.commands.words import words
from bot.messages import Answer, Choice, Reply, Text
from bot.outcome import Outcome

_PAGE = 8


async def run(context: Context) -> Outcome:
    """One text per thing kept, a page at a time, the switches at the end. "name Sam" sets the name."""
    first, _, rest = context.args.partition(" ")
    if first.lower() == "name":
        return await name.ask(context, rest)
    return await _page(context, 0)


async def more(context: Context) -> Outcome:
    """The next page."""
    start = int(context.args) if context.args.isdecimal() and len(context.args) < 5 else 0
    return await _page(context, start)


async def _page(context: Context, start: int) -> Outcome:
    text = words("memory")
    kept = await items(context)
    shown: list[Reply] = []
    if not start:
        shown.append(Text(_head(context, bool(kept))))
    shown += [Text(item.text, item.choices) for item in kept[start : start + _PAGE]]
    if len(kept) > start + _PAGE:
        shown.append(Text(text["rest"], (Choice("memory_more", text["more"], str(start + _PAGE)),)))
    else:
        shown.append(switches.shown(context))
    return Outcome(Answer(tuple(shown)))


def _head(context: Context, anything: bool) -> str:
    text = words("memory")
    if context.person.allows("memory"):
        return str(text["head" if anything else "nothing"])
    return str(text["off" if "memory" in context.person.consents else "not_asked"])


SPEC = CommandSpec(
    "memory", words("memory")["summary"], words("memory")["usage"], run,
    (
        ("memory", run),
        ("memory_more", more),
        *memory_edit.ACTIONS,
        *name.ACTIONS,
        *switches.ACTIONS,
        *deal.ACTIONS,
    ),
)  # fmt: skip
