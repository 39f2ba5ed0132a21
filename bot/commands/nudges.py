"""Looking in after hard days: on and off."""

from __future__ import annotations

from bot.commands.context import Context, Handler
from bot.crew.words import words
from bot.messages import Choice
from bot.outcome import Outcome
from memory.clock import to_ms
from memory.database import Tx


async def on(context: Context) -> Outcome:
    """A yes that was asked for, not one that is assumed."""
    text, store = words("reminders"), context.services.store
    person, now = context.person, to_ms(context.now)
    if not person.allows("memory"):
        return Outcome.text(text["nudges_keep_first"])
    return Outcome.text(
        text["nudges_on_said"],
        Choice("nudges_off", text["nudges_off"]),
        effects=(lambda tx: store.people.consent(tx, person.id, "nudges", True, now),),
    )


async def off(context: Context) -> Outcome:
    """One tap, and what was noted for it goes."""
    store, person, now = context.services.store, context.person, to_ms(context.now)

    async def end(tx: Tx) -> None:
        await store.people.consent(tx, person.id, "nudges", False, now)
        await store.nudges.remove(tx, person.id)

    return Outcome.text(words("reminders")["nudges_off_said"], effects=(end,), erases=True)


ACTIONS: tuple[tuple[str, Handler], ...] = (("nudges_on", on), ("nudges_off", off))
