"""Opting in: who may be asked, how they are asked, and what a yes, a no and a leave change.

A lead names people; each decides alone. Nothing that a lead is shown depends on what anybody decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.crew.standing import Account, seat
from bot.crew.words import words
from bot.messages import Address, Answer, Choice, Text
from bot.queue.wire import dump_address
from memory.clock import to_ms
from memory.crews import Crew, Stay
from memory.database import Tx
from memory.people import Person

if TYPE_CHECKING:  # the commands import this: at run time it needs none of them
    from bot.commands.context import Context

MOST_ASKED = 3  # by crews that got no yes, within thirty days
_WITHIN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Asking:
    """A crew's question on its way to somebody. `who` is the lead's name as the platform shows it."""

    crew: Crew
    who: str
    people: tuple[Address, ...]


async def meet(context: Context, people: Sequence[Address]) -> None:
    """Before the transaction: somebody who was never here gets a key that lives a day."""
    vault = context.services.store.vault
    for address in people:
        person = vault.person(address.platform, address.workspace, address.user)
        await vault.ensure(person, vault.workspace(address.platform, address.workspace))


async def ask(context: Context, tx: Tx, asking: Asking) -> None:
    """Ask everybody who may be asked, in private. Inside the answer's transaction."""
    store, now = context.services.store, to_ms(context.now)
    crew = asking.crew
    for address in asking.people:
        id = store.vault.person(address.platform, address.workspace, address.user)
        workspace = store.vault.workspace(address.platform, address.workspace)
        if workspace != crew.workspace_id or not store.vault.has_key(id):
            continue
        if await store.people.get(tx, id) is None:
            await store.people.meet(tx, id, workspace, dump_address(address), now)
        person = await store.people.get(tx, id)
        if person is not None and await _may_be_asked(context, tx, person, crew):
            await store.invitations.put(tx, crew.id, id, "asked", now)
            question = invitation(context, person, crew, asking.who)
            await context.services.outreach.put(tx, id, question, "crew", crew.id, str(now))


async def _may_be_asked(context: Context, tx: Tx, person: Person, crew: Crew) -> bool:
    """Once per crew within three months, never after a never, and not by ten crews one after the other."""
    invitations = context.services.store.invitations
    if await wants_no_questions(context, tx, person):
        return False
    if await invitations.state(tx, crew.id, person.id) is not None:
        return False
    return await invitations.unwanted(tx, person.id, to_ms(context.now - _WITHIN)) < MOST_ASKED


async def wants_no_questions(context: Context, tx: Tx, person: Person) -> bool:
    """Whether they said never to any crew, or no to all in /memory."""
    asked = await context.services.store.invitations.all(tx, person.id)
    return person.consents.get("crew") is False or any(state == "never" for _, state, _ in asked)


def invitation(context: Context, person: Person, crew: Crew, who: str) -> Answer:
    """The question itself: who asks, what a lead sees and never sees, what is kept."""
    text = words()
    said = text["invitation"].format(
        hello="" if person.noticed else text["hello"], who=who or text["someone"],
        crew=crew.name, terms=_terms(context, person),
    )  # fmt: skip
    return Answer((Text(said, answers(crew)),))


def still_open(context: Context, crew: Crew) -> Text:
    """The same question, later or on another screen: nobody says yes to what they can't read there."""
    said = words()["asked_line"].format(crew=crew.name, terms=_terms(context, context.person))
    return Text(said, answers(crew))


def _terms(context: Context, person: Person) -> str:
    text, settings = words(), context.services.settings
    keeping = text["keeping_known" if person.allows("memory") else "keeping_new"].format(
        days=settings.keep_checkins_days, chat_days=settings.keep_transcripts_days
    )
    return str(text["terms"].format(keeping=keeping))


def answers(crew: Crew) -> tuple[Choice, ...]:
    """Yes, not now, never: the same size, in this order."""
    text = words()
    return (
        Choice("crew_yes", text["yes"], crew.id),
        Choice("crew_not_now", text["not_now"], crew.id),
        Choice("crew_never", text["never"], crew.id),
    )


async def join(context: Context, tx: Tx, who: Account, crew: Crew) -> bool:
    """The yes: key, consents, seat. False when the account's seat is taken or they are in already."""
    store, person, now = context.services.store, context.person, to_ms(context.now)
    stay = Stay(crew.id, person.id, seat(context, crew.id, who), now)
    if not await store.crews.join(tx, store.vault.mark("stay", context.fresh_id, crew.id), stay):
        return False
    await store.vault.keep(person.id)  # first: a yes must never sit on a key that expires
    for purpose in ("memory", "checkins", "crew"):
        await store.people.consent(tx, person.id, purpose, True, now)
    await store.people.noticed(tx, person.id, now)
    await store.invitations.put(tx, crew.id, who.person_id, "yes", now)
    return True


async def leave(context: Context, tx: Tx, who: Account, crew: Crew) -> bool:
    """Out, silently; false when they were not in. Nobody asks them again for a while."""
    store, person, now = context.services.store, context.person, to_ms(context.now)
    if not await store.crews.leave(tx, crew.id, person.id, now):
        return False
    await store.invitations.put(tx, crew.id, who.person_id, "not_now", now)
    if not await store.crews.joined_by(tx, person.id):
        await store.people.reopen(tx, person.id, "crew")
    return True


async def leave_all(context: Context, tx: Tx, account_id: str) -> None:
    """Out of every crew, and asked by none."""
    store, person, now = context.services.store, context.person, to_ms(context.now)
    for crew in await store.crews.joined_by(tx, person.id):
        await store.crews.leave(tx, crew.id, person.id, now)
        await store.invitations.put(tx, crew.id, account_id, "not_now", now)
    for id in {person.id, account_id}:
        if await store.people.get(tx, id) is not None:
            await store.people.consent(tx, id, "crew", False, now)
