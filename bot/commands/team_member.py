"""What a member decides: yes, not now, never; out again; where their check-ins count from."""

from __future__ import annotations

from bot.commands.context import Context, Handler
from bot.crew import optin
from bot.crew.standing import Account, account, refused, stranger
from bot.crew.words import words
from bot.messages import Choice
from bot.outcome import Outcome
from memory.clock import to_ms
from memory.crews import Crew
from memory.database import Tx


async def yes(context: Context) -> Outcome:
    """In. The question itself said what that means; what is kept from now on is kept from now on."""
    asked = await _asked(context)
    if isinstance(asked, Outcome):
        return asked
    who, crew = asked
    text, store = words(), context.services.store
    async with store.database.read() as tx:
        joined = await store.crews.joined_by(tx, context.person.id)
        there = await store.crews.joined_by(tx, who.person_id)
    if crew in joined:
        return Outcome.text(text["joined_already"].format(crew=crew.name), _leave(crew))
    if crew in there:
        return Outcome.text(text["seat_taken"].format(crew=crew.name))
    said = [text["joined_second" if joined or there else "joined"].format(crew=crew.name)]
    if crew.resources:
        said.append(text["resources"].format(lines=". ".join(crew.resources.values())))
    buttons = (
        Choice("checkin", text["checkin"]),
        Choice("checkin_plan", text["plan"]),
        _leave(crew),
    )
    return Outcome.text(
        "\n\n".join(said), *buttons, notice=False,
        effects=(lambda tx: optin.join(context, tx, who, crew),),
    )  # fmt: skip


async def not_now(context: Context) -> Outcome:
    """No, without a reason. It can still become a yes."""
    asked = await _asked(context)
    if isinstance(asked, Outcome):
        return asked
    who, crew = asked
    store, now = context.services.store, to_ms(context.now)

    async def note(tx: Tx) -> None:
        if crew not in await store.crews.joined_by(tx, context.person.id):
            await store.invitations.put(tx, crew.id, who.person_id, "not_now", now)

    return Outcome.text(words()["said_not_now"], effects=(note,), notice=False)


async def never(context: Context) -> Outcome:
    """No, for good and to everybody."""
    asked = await _asked(context)
    if isinstance(asked, Outcome):
        return asked
    who, crew = asked
    store, person, now = context.services.store, context.person, to_ms(context.now)

    async def note(tx: Tx) -> None:
        await store.crews.leave(tx, crew.id, person.id, now)
        await store.invitations.put(tx, crew.id, who.person_id, "never", now)
        if not await store.crews.joined_by(tx, person.id):
            await store.people.consent(tx, person.id, "crew", False, now)

    return Outcome.text(words()["said_never"], effects=(note,), notice=False)


async def leave(context: Context) -> Outcome:
    """Out, in one tap."""
    async with context.services.store.database.read() as tx:
        who = await account(context, tx)
        mine = await context.services.store.crews.joined_by(tx, context.person.id)
        leads = await context.services.store.crews.led_by(tx, who.person_id) if who else []
    crew = next((crew for crew in mine if crew.id == context.args), None)
    if crew is None:
        return Outcome.text(words()["not_in"])
    me = who or Account(context.person.id, context.person.workspace_id, context.event.sender)
    said = words()["left"].format(crew=crew.name)
    if (
        context.services.settings.only_crews_in(me.address.workspace)
        and not leads
        and len(mine) == 1
    ):
        said = f"{said} {words()['left_last']}"
    return Outcome.text(
        said,
        effects=(lambda tx: optin.leave(context, tx, me, crew),),
    )


async def leave_all(context: Context) -> Outcome:
    """The switch in /memory: no crew at all, and no more questions."""
    async with context.services.store.database.read() as tx:
        who = await account(context, tx)
    account_id = who.person_id if who else context.person.id
    return Outcome.text(
        words()["left_all"], effects=(lambda tx: optin.leave_all(context, tx, account_id),)
    )


async def move(context: Context) -> Outcome:
    """The account's seat goes to the browser that it vouched for."""
    store, person, now = context.services.store, context.person, to_ms(context.now)
    async with store.database.read() as tx:
        who = await account(context, tx)
        there = await store.crews.joined_by(tx, who.person_id) if who else []
    crew = next((crew for crew in there if crew.id == context.args), None)
    if who is None or crew is None or who.person_id == person.id:
        return Outcome.text(words()["not_in"])

    async def change_places(tx: Tx) -> None:
        if await store.crews.leave(tx, crew.id, who.person_id, now):
            if await optin.join(context, tx, who, crew):
                await store.digests.reseat(tx, crew.id, who.person_id, person.id)

    return Outcome.text(
        words()["moved"].format(crew=crew.name), effects=(change_places,), notice=False
    )


async def _asked(context: Context) -> tuple[Account, Crew] | Outcome:
    """The crew that asked this person. Nobody joins one that did not."""
    store = context.services.store
    async with store.database.read() as tx:
        who = await account(context, tx)
        if who is None:
            return stranger(context, words())
        crew = await store.crews.get(tx, context.args)
        state = await store.invitations.state(tx, context.args, who.person_id)
    if crew is None or crew.workspace_id != who.workspace_id or state is None:
        refused(context)
        return Outcome.text(words()["gone"], notice=False)
    return who, crew


def _leave(crew: Crew) -> Choice:
    return Choice("crew_leave", words()["leave"].format(crew=crew.name), crew.id)


ACTIONS: tuple[tuple[str, Handler], ...] = (
    ("crew_yes", yes),
    ("crew_not_now", not_now),
    ("crew_never", never),
    ("crew_leave", leave),
    ("crew_leave_all", leave_all),
    ("crew_move", move),
)
