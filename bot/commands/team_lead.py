"""What a lead does with a crew: start it, change it, ask people, close it.

Whatever a lead is answered here is the same, whoever joined, declined, left or kept silent.
"""

from __future__ import annotations

from dataclasses import replace

from bot.commands.context import Context, Handler
from bot.crew import closing, form, lookup, optin
from bot.crew.anonymity import Rules
from bot.crew.optin import Asking
from bot.crew.standing import Account, account, led, stranger
from bot.crew.words import needs, words
from bot.messages import Answer, Choice, Form, Text
from bot.outcome import Effect, Outcome
from memory.clock import to_ms
from memory.crews import Crew
from memory.database import Tx

MOST_LED = 10
_SHOWN = 20  # of the names that were not found


async def new(context: Context) -> Outcome:
    """The form for a new crew."""
    who = await _who(context)
    return who if isinstance(who, Outcome) else Outcome(Answer((_start_form(context),)))


async def start(context: Context) -> Outcome:
    """A crew, its first lead, and the questions to everybody who was named."""
    who = await _who(context)
    if isinstance(who, Outcome):
        return who
    try:
        filled = form.read(context.values)
    except form.Wrong as wrong:
        again = _start_form(context)
        return Outcome(Answer((Text(words()[wrong.words]), again)))
    about = await lookup.about(context, who.address)
    store, zone = context.services.store, about.zone or context.services.settings.timezone
    crew = Crew(
        store.vault.mark("crew", context.fresh_id), who.workspace_id, filled.name, filled.day,
        context.person.profile.get("tz") or zone, to_ms(context.now), filled.resources,
    )  # fmt: skip

    async def make(tx: Tx) -> None:
        await remembered(context, tx, who)
        await store.crews.add(tx, crew, who.person_id)

    said, effects = await _ask(context, who, crew, about.name)
    first = words()["started"].format(crew=crew.name)
    return Outcome.text("\n\n".join([first, *said]), effects=(make, *effects), notice=False)


async def change(context: Context) -> Outcome:
    """The form, filled in."""
    found = await led_crew(context)
    return found if isinstance(found, Outcome) else Outcome(Answer((form.change(found[1]),)))


async def change_save(context: Context) -> Outcome:
    """What the form says, from now on."""
    found = await led_crew(context)
    if isinstance(found, Outcome):
        return found
    crew = found[1]
    try:
        filled = form.read(context.values)
    except form.Wrong as wrong:
        again = form.change(crew, context.values)
        return Outcome(Answer((Text(words()[wrong.words]), again)))
    changed = replace(crew, name=filled.name, digest_day=filled.day, resources=filled.resources)
    return Outcome.text(
        words()["changed"].format(crew=changed.name),
        effects=(lambda tx: context.services.store.crews.change(tx, changed),),
    )


async def add(context: Context) -> Outcome:
    """The form for more people."""
    found = await led_crew(context)
    return found if isinstance(found, Outcome) else Outcome(Answer((form.ask(found[1]),)))


async def ask(context: Context) -> Outcome:
    """The questions go out."""
    found = await led_crew(context)
    if isinstance(found, Outcome):
        return found
    who, crew = found
    about = await lookup.about(context, who.address)
    said, effects = await _ask(context, who, crew, about.name)
    return Outcome.text("\n\n".join(said), effects=effects)


async def close(context: Context) -> Outcome:
    """Ask before closing."""
    found = await led_crew(context)
    if isinstance(found, Outcome):
        return found
    text, crew = words(), found[1]
    sure = Choice("crew_close_yes", text["close_yes"], crew.id, "danger")
    return Outcome.text(
        text["close_ask"].format(crew=crew.name), sure, Choice("crew_close_no", text["close_no"])
    )


async def close_yes(context: Context) -> Outcome:
    """It ends; its members hear of it."""
    found = await led_crew(context)
    if isinstance(found, Outcome):
        return found
    crew, services, now = found[1], context.services, to_ms(context.now)
    said = words()["closed"].format(crew=crew.name)
    end = closing.close
    return Outcome.text(
        said, effects=(lambda tx: end(services.store, services.outreach, tx, crew, now),)
    )


async def close_no(context: Context) -> Outcome:
    """They thought better of it."""
    return Outcome.text(words()["kept"])


# --- what several of them share


async def remembered(context: Context, tx: Tx, who: Account) -> None:
    """Whoever leads has to outlive the day: their own person, and the account they act as."""
    store, now = context.services.store, to_ms(context.now)
    for id in {who.person_id, context.person.id}:
        if store.vault.has_key(id) and await store.people.get(tx, id) is not None:
            await store.vault.keep(id)
            await store.people.consent(tx, id, "memory", True, now)
            await store.people.noticed(tx, id, now)


async def _ask(
    context: Context, who: Account, crew: Crew, name: str
) -> tuple[list[str], tuple[Effect, ...]]:
    """What the lead hears about it, and what asks. The same for everybody who was found."""
    text = words()
    try:
        found = await lookup.people(context, who)
    except lookup.Away:
        directory = context.services.doors.directory(who.address.platform)
        return [text["directory_away" if directory else "no_picker"]], ()
    asking = text["asking"].format(needs=_needs(context))
    said = [asking if found.people else text["asking_nobody"]]
    if found.unknown:
        said.append(text["unknown"].format(who=_listed(found.unknown)))
    if found.left:
        said.append(text["only_some"].format(n=found.left))
    await optin.meet(context, found.people)
    question = Asking(crew, name, found.people)
    return said, (lambda tx: optin.ask(context, tx, question),)


def _needs(context: Context) -> str:
    settings = context.services.settings
    return needs(Rules(settings.crew_people, settings.crew_tag_people))


def _listed(unknown: tuple[str, ...]) -> str:
    shown = ", ".join(item[:80] for item in unknown[:_SHOWN])
    more = len(unknown) - _SHOWN
    return str(words()["unknown_more"].format(who=shown, n=more)) if more > 0 else shown


async def _who(context: Context) -> Account | Outcome:
    """Whoever may start a crew: an account, with not too many crews already."""
    store = context.services.store
    async with store.database.read() as tx:
        who = await account(context, tx)
        crews = await store.crews.led_by(tx, who.person_id) if who else []
    if who is None:
        return stranger(context, words())
    if len(crews) >= MOST_LED:
        return Outcome.text(words()["too_many"].format(n=len(crews)))
    return who


async def led_crew(context: Context) -> tuple[Account, Crew] | Outcome:
    """The crew that the button or form is about, if this person leads it; else what they hear."""
    async with context.services.store.database.read() as tx:
        found = await led(context, tx, context.args)
    return found or Outcome.text(words()["not_yours"])


def _start_form(context: Context) -> Form:
    days = context.services.settings.keep_transcripts_days
    keeping = "" if context.person.allows("memory") else words()["form"]["keeping"]
    below = f"{_needs(context)} {keeping.format(chat_days=days)}".strip()
    return form.start(below, context.values)


ACTIONS: tuple[tuple[str, Handler], ...] = (
    ("crew_new", new),
    ("crew_start", start),
    ("crew_change", change),
    ("crew_change_save", change_save),
    ("crew_add", add),
    ("crew_ask", ask),
    ("crew_close", close),
    ("crew_close_yes", close_yes),
    ("crew_close_no", close_no),
)
