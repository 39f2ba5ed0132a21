"""A browser that acts as a platform account: the account gets a code, the browser types it, once."""

from __future__ import annotations

from bot.commands.context import Context, Handler
from bot.crew import optin
from bot.crew.standing import Account, refused, stranger
from bot.crew.words import words
from bot.doors import OWN_SCREENS
from bot.messages import Address, Choice
from bot.outcome import Outcome
from bot.queue.wire import dump_address
from memory.clock import to_ms
from memory.database import Tx
from memory.page_links import PageLink


async def code(context: Context) -> Outcome:
    """A code for ten minutes; where the page has a name, also a link to it."""
    sender, services, text = context.event.sender, context.services, words()
    if sender.platform in OWN_SCREENS:
        return stranger(context, text)
    token = services.codes.make(sender, context.now)
    said = text["code"].format(code=token)
    if not services.settings.web_name:
        return Outcome.text(said)
    url = f"https://{services.settings.web_name}/join/{token}"
    return Outcome.text(said, Choice("crew_page_link", text["link"], url=url))


async def typed(context: Context) -> Outcome:
    """What was typed after the command: a code, and nothing else."""
    text, services = words(), context.services
    if context.event.sender.platform not in OWN_SCREENS:
        return Outcome.text(text["code_needless"])
    account = services.codes.take(context.args.split()[-1], context.now)
    if account is None:
        refused(context)
        return Outcome.text(text["code_bad"])
    return Outcome.text(text["linked"], effects=(lambda tx: link(context, tx, account),))


async def link(context: Context, tx: Tx, account: Address) -> None:
    """From now on this browser acts as the account. Seats of the browser before it come along."""
    store, person, now = context.services.store, context.person, to_ms(context.now)
    vault = store.vault
    account_id = vault.person(account.platform, account.workspace, account.user)
    made = PageLink(person.id, account_id, dump_address(account), now)
    former = await store.page_links.put(tx, made)
    if not former:
        return
    who = Account(account_id, vault.workspace(account.platform, account.workspace), account)
    for crew in await store.crews.joined_by(tx, former):
        await store.crews.leave(tx, crew.id, former, now)
        if await optin.join(context, tx, who, crew):
            await store.digests.reseat(tx, crew.id, former, person.id)


ACTIONS: tuple[tuple[str, Handler], ...] = (("crew_page", code),)
