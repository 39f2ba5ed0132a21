"""Whether check-ins are kept: yes and no, each in one tap."""

from __future__ import annotations

from bot.commands.context import Context
from bot.commands.words import words
from bot.outcome import Outcome
from memory.clock import to_ms
from memory.database import Tx


async def keep(context: Context) -> Outcome:
    """Yes. Without a yes to memory the key would go within a day, so its button says both."""
    store, person, settings = context.services.store, context.person, context.services.settings
    at, text = to_ms(context.now), words("checkin")
    both = not person.allows("memory")

    async def yes(tx: Tx) -> None:
        if both:
            await store.vault.keep(person.id)  # first: a yes must never sit on a key that expires
            await store.people.consent(tx, person.id, "memory", True, at)
        await store.people.consent(tx, person.id, "checkins", True, at)

    said = text["keeping_both" if both else "keeping"].format(
        days=settings.keep_checkins_days, chat_days=settings.keep_transcripts_days
    )
    return Outcome.text(said, effects=(yes,))


async def stop(context: Context) -> Outcome:
    """No: what was kept goes, too, and so do the reminders."""
    store, person, at = context.services.store, context.person, to_ms(context.now)

    async def no(tx: Tx) -> None:
        await store.people.consent(tx, person.id, "checkins", False, at)
        await store.plans.remove(tx, person.id)
        for checkin in await store.checkins.since(tx, person.id, 0):
            await store.checkins.remove(tx, person.id, checkin.id)

    return Outcome.text(words("checkin")["stopped"], effects=(no,), erases=True)
