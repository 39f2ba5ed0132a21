"""From "find me someone" to two people who talk: each of the two says yes, the asker last."""

from __future__ import annotations

from bot.commands.context import Context, Handler
from bot.crew import lookup
from bot.crew.buddies import ANSWER_WITHIN, lapsed
from bot.crew.standing import account, refused, stranger
from bot.crew.words import words
from bot.display_name import display_name
from bot.messages import Address, Answer, Choice, Text
from bot.outcome import Outcome
from bot.queue.wire import load_address
from memory.buddies import BuddyChat
from memory.clock import to_ms
from memory.database import Tx


async def ask(context: Context) -> Outcome:
    """Begin to look for somebody who has time."""
    services, text = context.services, words("buddies")
    async with services.store.database.read() as tx:
        who = await account(context, tx)
        if who is None:
            return stranger(context, text)
        me, workspace = who.person_id, who.workspace_id
        looking = await services.pairing.search(tx, me) is not None
        free = await services.pairing.free(tx, me, workspace, context.fresh_id)
    stop = Choice("buddy_stop", text["buttons"]["stop"])
    if looking:
        return Outcome.text(text["asked_already"], stop)
    if not free:
        return Outcome.text(text["nobody_now"])
    return Outcome.text(
        text["asked"], stop,
        effects=(lambda tx: services.pairing.start(tx, me, workspace, context.fresh_id, free),),
    )  # fmt: skip


async def stop(context: Context) -> Outcome:
    """The asker thought better of it."""
    pairing = context.services.pairing
    me = await _me(context)
    return Outcome.text(words("buddies")["stopped"], effects=(lambda tx: pairing.stop(tx, me),))


async def yes(context: Context) -> Outcome:
    """The buddy has time: now the asker sees who it is, and decides."""
    text, services = words("buddies"), context.services
    me = await _me(context)
    chat = await _chat(context, me, "asked")
    if chat is None or chat.buddy_id != me:
        return Outcome.text(text["past"])
    if not await _holds(context, chat):
        return Outcome.text(text["past"], effects=(lambda tx: services.pairing.end(tx, [chat]),))
    name = await name_of(context, me)
    found = text["found"]
    said = found["ask"].format(name=name) if name else found["ask_nameless"]
    choices = (
        Choice("buddy_meet", found["yes"], chat.id, "primary"),
        Choice("buddy_rather_not", found["no"], chat.id),
    )
    answer = Answer((Text(said, choices),))

    async def tell(tx: Tx) -> None:
        if await services.pairing.agree(tx, chat, "yes"):
            await services.outreach.put(
                tx, chat.asker_id, answer, "buddy-found", chat.id, lasts=ANSWER_WITHIN
            )

    return Outcome.text(text["said_yes"], effects=(tell,))


async def no(context: Context) -> Outcome:
    """Not now: the next one is asked."""
    me = await _me(context)
    chat = await _chat(context, me, "asked")
    if chat is None or chat.buddy_id != me:
        return Outcome.text(words("buddies")["past"])
    return Outcome.text(
        words("buddies")["said_no"], effects=(lambda tx: decline_open(context, tx, me),)
    )


async def decline_open(context: Context, tx: Tx, me: str) -> None:
    """Whatever this person was asked and has not answered is a no."""
    services, now = context.services, to_ms(context.now)
    for chat in await services.store.buddies.of(tx, me):
        if chat.buddy_id == me and chat.state == "asked":
            await services.store.buddies.move(tx, chat.id, "asked", "no", now)
            await services.pairing.advance(tx, chat.asker_id)


async def meet(context: Context) -> Outcome:
    """Both want to: a conversation for the two, or each other's name."""
    text, services = words("buddies"), context.services
    me = await _me(context)
    chat = await _chat(context, me, "yes")
    if chat is None or chat.asker_id != me:
        return Outcome.text(text[await _over(context, me)])
    if not await _holds(context, chat):
        end = (lambda tx: services.pairing.end(tx, [chat]),)
        return Outcome.text(text["fell_through"], effects=end)
    one, other = await _address(context, me), await _address(context, chat.buddy_id)
    if one is None or other is None:
        return Outcome.text(text["past"])
    mine, theirs = await name_of(context, me), await name_of(context, chat.buddy_id)
    both = services.doors.gathering(one, other)
    if both is None and not (mine and theirs):
        return Outcome.text(text["no_name"], effects=(lambda tx: services.pairing.stop(tx, me),))

    async def together(tx: Tx) -> None:
        if not await services.pairing.agree(tx, chat, "met"):  # taken back just now
            sorry = Answer((Text(text["fell_through"]),))
            await services.outreach.put(
                tx, me, sorry, "buddy-not-met", chat.id, lasts=ANSWER_WITHIN
            )
            return
        await services.pairing.stop(tx, me)
        if both is not None:
            group = Answer((Text(text["group"]),))
            await services.outreach.put(
                tx, me, group, "buddy-met", chat.id, to=both, lasts=ANSWER_WITHIN
            )
            return
        block = Choice("buddy_block", text["buttons"]["block_them"], chat.id)
        news = Answer((Text(text["name_buddy"].format(name=mine), (block,)),))
        await services.outreach.put(
            tx, chat.buddy_id, news, "buddy-met", chat.id, lasts=ANSWER_WITHIN
        )

    said = text["together" if both is not None else "name_asker"]
    block = Choice("buddy_block", text["buttons"]["block_them"], chat.id)
    return Outcome.text(said.format(name=theirs or text["someone"]), block, effects=(together,))


async def rather_not(context: Context) -> Outcome:
    """The asker saw the name and would not. The other one never hears who it was."""
    text, services = words("buddies"), context.services
    me = await _me(context)
    chat = await _chat(context, me, "yes")
    if chat is None or chat.asker_id != me:
        return Outcome.text(text["past"])
    return Outcome.text(
        text["rather_not"],
        Choice("buddy_ask", text["more"]),
        Choice("buddy_enough", text["enough"]),
        Choice("buddy_block", text["buttons"]["block_them"], chat.id),
        effects=(lambda tx: services.pairing.stop(tx, me),),
    )


async def enough(context: Context) -> Outcome:
    """No one else, then."""
    return Outcome.text(words("buddies")["said_no"])


async def name_of(context: Context, account_id: str) -> str:
    """The name that the platform shows, else the one they told; "" for what is more than a name: another
    person reads it."""
    address = await _address(context, account_id)
    if address is None:
        return ""
    if name := display_name((await lookup.about(context, address)).name):
        return name
    async with context.services.store.database.read() as tx:
        person = await context.services.store.people.get(tx, account_id)
    return display_name(person.profile.get("name", "")) if person else ""


# --- inside


async def _me(context: Context) -> str:
    async with context.services.store.database.read() as tx:
        who = await account(context, tx)
    return who.person_id if who else context.person.id


async def _chat(context: Context, me: str, state: str) -> BuddyChat | None:
    """The chat behind a button, if it is this person's and still stands."""
    async with context.services.store.database.read() as tx:
        chat = await context.services.store.buddies.chat(tx, context.args, me)
    if chat is None:
        refused(context)
        return None
    over = lapsed(chat.state, chat.at_ms, to_ms(context.now))
    return chat if chat.state == state and not over else None


async def _holds(context: Context, chat: BuddyChat) -> bool:
    """Whether both could still be brought together; the transaction that does it asks again."""
    async with context.services.store.database.read() as tx:
        return await context.services.pairing.holds(tx, chat)


async def _over(context: Context, me: str) -> str:
    """What to say of a chat that did not come about: the search may still be on."""
    async with context.services.store.database.read() as tx:
        looking = await context.services.pairing.search(tx, me) is not None
    return "fell_through" if looking else "past"


async def _address(context: Context, account_id: str) -> Address | None:
    async with context.services.store.database.read() as tx:
        person = await context.services.store.people.get(tx, account_id)
    return load_address(person.address) if person else None


ACTIONS: tuple[tuple[str, Handler], ...] = (
    ("buddy_ask", ask),
    ("buddy_stop", stop),
    ("buddy_yes", yes),
    ("buddy_no", no),
    ("buddy_meet", meet),
    ("buddy_rather_not", rather_not),
    ("buddy_enough", enough),
)
