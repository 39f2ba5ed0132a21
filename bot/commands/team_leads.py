"""Several leads: asking one more, stopping, and so handing over. Members are told who gets the picture."""

from __future__ import annotations

from datetime import timedelta

from bot.commands.context import Context, Handler
from bot.commands.team_lead import led_crew, remembered
from bot.commands.words import count
from bot.crew import form, lookup, optin
from bot.crew.standing import Account, account, refused
from bot.crew.words import words
from bot.messages import Address, Answer, Choice, Text
from bot.outcome import Outcome
from bot.queue.wire import dump_address
from memory.clock import to_ms
from memory.crews import Crew
from memory.database import Tx

_OFFER_STANDS = timedelta(days=30)


async def shown(context: Context) -> Outcome:
    """How many lead it, and the two taps."""
    found = await led_crew(context)
    if isinstance(found, Outcome):
        return found
    text, crew = words(), found[1]
    async with context.services.store.database.read() as tx:
        leads = await context.services.store.crews.leads_of(tx, crew.id)
    return Outcome.text(
        count(text["lead_choices"], len(leads), crew=crew.name),
        Choice("crew_lead_more", text["lead_more"], crew.id),
        Choice("crew_lead_stop", text["lead_stop"], crew.id),
    )


async def more(context: Context) -> Outcome:
    """The form."""
    found = await led_crew(context)
    return found if isinstance(found, Outcome) else Outcome(Answer((form.lead(found[1]),)))


async def add(context: Context) -> Outcome:
    """One person is asked whether they would. Until their yes nothing changes."""
    found = await led_crew(context)
    if isinstance(found, Outcome):
        return found
    (who, crew), text = found, words()
    try:
        named = await lookup.people(context, who)
    except lookup.Away:
        directory = context.services.doors.directory(who.address.platform)
        return Outcome.text(text["directory_away" if directory else "no_picker"])
    if len(named.people) != 1:
        return Outcome.text(text["lead_which"])
    (address,) = named.people
    vault = context.services.store.vault
    if vault.person(address.platform, address.workspace, address.user) == who.person_id:
        return Outcome.text(text["lead_self"])
    await optin.meet(context, [address])
    mine = await lookup.about(context, who.address)
    name = (await lookup.about(context, address)).name or text["someone"]
    return Outcome.text(
        text["lead_asked"].format(who=name, crew=crew.name),
        effects=(lambda tx: _offer(context, tx, crew, address, mine.name),),
    )


async def accept(context: Context) -> Outcome:
    """The yes of somebody who was asked to lead. The members hear who it is."""
    found = await _offered(context)
    if isinstance(found, Outcome):
        return found
    (who, crew), store, text = found, context.services.store, words()
    name = (await lookup.about(context, who.address)).name or text["someone"]
    note = Text(text["lead_changed"].format(crew=crew.name, who=name), (_leave(crew),))

    async def lead(tx: Tx) -> None:
        await remembered(context, tx, who)
        await store.crews.add_lead(tx, crew.id, who.person_id, to_ms(context.now))
        for id in await store.crews.members(tx, crew.id):
            key = ("lead changed", crew.id, context.fresh_id)
            await context.services.outreach.put(tx, id, Answer((note,)), *key)

    day = text["days"][crew.digest_day]
    said = text["lead_now"].format(crew=crew.name, day=day)
    return Outcome.text(said, effects=(lead,), notice=False)


async def decline(context: Context) -> Outcome:
    """No. Nothing was written down about it."""
    return Outcome.text(words()["lead_declined"], notice=False)


async def stop(context: Context) -> Outcome:
    """They lead it no longer; the last one hands it over or closes it."""
    found = await led_crew(context)
    if isinstance(found, Outcome):
        return found
    (who, crew), store, text = found, context.services.store, words()
    async with store.database.read() as tx:
        leads = await store.crews.leads_of(tx, crew.id)
    if len(leads) < 2:
        return Outcome.text(
            text["lead_last"].format(crew=crew.name),
            Choice("crew_lead_more", text["lead_more"], crew.id),
            Choice("crew_close", text["close"].format(crew=crew.name), crew.id),
        )

    async def step_down(tx: Tx) -> None:
        if len(await store.crews.leads_of(tx, crew.id)) > 1:
            await store.crews.remove_lead(tx, crew.id, who.person_id)

    return Outcome.text(text["lead_stopped"].format(crew=crew.name), effects=(step_down,))


# --- the offer: nothing is kept of it, its button carries a keyed hash of who was asked and when


async def _offer(context: Context, tx: Tx, crew: Crew, address: Address, by: str) -> None:
    store, now, text = context.services.store, to_ms(context.now), words()
    id = store.vault.person(address.platform, address.workspace, address.user)
    if not store.vault.has_key(id):
        return
    if await store.people.get(tx, id) is None:
        await store.people.meet(tx, id, crew.workspace_id, dump_address(address), now)
    person = await store.people.get(tx, id)
    if person is None or person.workspace_id != crew.workspace_id:
        return
    if await optin.wants_no_questions(context, tx, person):
        return
    days = context.services.settings.keep_transcripts_days
    keeping = "" if person.allows("memory") else text["keeping_lead"].format(chat_days=days)
    said = text["lead_offer"].format(
        hello="" if person.noticed else text["hello"], who=by or text["someone"], crew=crew.name,
        keeping=keeping,
    )  # fmt: skip
    value = f"{crew.id}.{now}.{_sign(context, crew.id, id, now)}"
    yes, no = (
        Choice("crew_lead_yes", text["lead_yes"], value),
        Choice("crew_lead_no", text["lead_no"]),
    )
    question = Answer((Text(said.strip(), (yes, no)),))
    week = f"{context.now:%G-%V}"  # one offer per crew and week, however often it is made
    await context.services.outreach.put(tx, id, question, "crew lead", crew.id, week)


async def _offered(context: Context) -> tuple[Account, Crew] | Outcome:
    crew_id, _, rest = context.args.partition(".")
    at, _, signature = rest.partition(".")
    store, text = context.services.store, words()
    async with store.database.read() as tx:
        who = await account(context, tx)
        crew = await store.crews.get(tx, crew_id)
    made = int(at) if at.isdecimal() else 0
    fresh = made > to_ms(context.now - _OFFER_STANDS)
    if who is None or signature != _sign(context, crew_id, who.person_id, made):
        refused(context)
        return Outcome.text(text["lead_stale"], notice=False)
    if crew is None or not fresh:
        return Outcome.text(text["lead_stale"], notice=False)
    return who, crew


def _sign(context: Context, crew_id: str, person_id: str, at_ms: int) -> str:
    return context.services.store.vault.mark("lead offer", crew_id, person_id, str(at_ms))


def _leave(crew: Crew) -> Choice:
    return Choice("crew_leave", words()["leave"].format(crew=crew.name), crew.id)


ACTIONS: tuple[tuple[str, Handler], ...] = (
    ("crew_leads", shown),
    ("crew_lead_more", more),
    ("crew_lead_add", add),
    ("crew_lead_yes", accept),
    ("crew_lead_no", decline),
    ("crew_lead_stop", stop),
)
