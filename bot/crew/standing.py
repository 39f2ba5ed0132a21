"""Who somebody is to a crew. Every command, button and form about crews asks here first.

Five cookies are not five people: whoever is known only from a page or a terminal has no standing until an
account of a chat platform vouches for them, once, with a link. Then they act as that account.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.doors import OWN_SCREENS
from bot.messages import Address
from bot.outcome import Outcome
from bot.queue.wire import load_address
from memory.crews import Crew
from memory.database import Tx

if TYPE_CHECKING:  # the commands import this: at run time it needs none of them
    from bot.commands.context import Context


@dataclass(frozen=True, slots=True)
class Account:
    """The platform account that somebody acts as. `person_id` and `address` are the account's own."""

    person_id: str
    workspace_id: str
    address: Address


async def account(context: Context, tx: Tx) -> Account | None:
    """Whom this person acts as, None when nobody vouches for them."""
    person, sender = context.person, context.event.sender
    if sender.platform not in OWN_SCREENS:
        return Account(person.id, person.workspace_id, sender)
    link = await context.services.store.page_links.of(tx, person.id)
    if link is None:
        return None
    address, vault = load_address(link.account), context.services.store.vault
    workspace = vault.workspace(address.platform, address.workspace)
    return Account(link.account_person_id, workspace, address)


async def led(context: Context, tx: Tx, crew_id: str) -> tuple[Account, Crew] | None:
    """The crew, if this person leads it and it is open. Anything else is refused and noted: a wrong
    crew, one of another workspace, one that never was."""
    who = await account(context, tx)
    store = context.services.store
    if who is not None and crew_id and await store.crews.leads(tx, crew_id, who.person_id):
        crew = await store.crews.get(tx, crew_id)
        if crew is not None and crew.workspace_id == who.workspace_id:
            return who, crew
    refused(context)
    return None


def stranger(context: Context, words: Mapping[str, Any]) -> Outcome:
    """For somebody without standing: how to get some, or what is missing here; `words` has a sentence
    for each."""
    return Outcome.text(words["stranger" if context.coworkers else "no_chat"])


def refused(context: Context) -> None:
    """Somebody asked for what is not theirs. Neither who nor what goes into the log."""
    context.services.log.warning("crew request refused")


def seat(context: Context, crew_id: str, who: Account) -> str:
    """The account's one seat in a crew."""
    return context.services.store.vault.mark("seat", crew_id, who.person_id)
