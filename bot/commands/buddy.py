"""/buddy: five minutes with a coworker. On and off with hours, and a list of people one won't meet."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.commands import buddy_avoid, buddy_chat
from bot.commands.context import CommandSpec, Context
from bot.commands.words import count, plain
from bot.crew import lookup
from bot.crew.buddies import DAYS, WORKDAYS, Hours, hours_in
from bot.crew.standing import Account, account, stranger
from bot.crew.words import words
from bot.messages import Answer, Choice, Field, Form, Reply, Text
from bot.outcome import Outcome
from memory.buddies import Buddy
from memory.clock import to_ms
from memory.database import Tx
from memory.people import Person

_SHOWN_FOR = timedelta(days=7)


async def run(context: Context) -> Outcome:
    """How it stands; with "on 9-17", "off" or "ask" typed after it, that."""
    first, _, rest = context.args.partition(" ")
    if first.lower() == "on":
        return (
            await _on(context, rest, "workdays", "") if rest.strip() else await switch_on(context)
        )
    if first.lower() == "off":
        return await off(context)
    if first.lower() in ("ask", "find", "now"):
        return await buddy_chat.ask(context)
    async with context.services.store.database.read() as tx:
        who = await account(context, tx)
    if who is None:
        return stranger(context, words("buddies"))
    return await _overview(context, who)


async def switch_on(context: Context) -> Outcome:
    """The form for days and hours."""
    text = words("buddies")
    async with context.services.store.database.read() as tx:
        who = await account(context, tx)
        person = await context.services.store.people.get(tx, who.person_id) if who else None
        now = await context.services.store.buddies.get(tx, who.person_id) if who else None
    if who is None or person is None:
        return stranger(context, text)
    if not person.allows("memory"):
        return Outcome.text(text["needs_memory"], Choice("memory_yes", text["keep"]))
    told = person.profile.get("tz", "")
    zone = told or (await lookup.about(context, who.address)).zone
    zone = zone or context.services.settings.timezone
    return Outcome(Answer((_form(now, zone, told=bool(told)),)))


async def saved(context: Context) -> Outcome:
    """The submitted form."""
    values = context.values
    return await _on(
        context, values.get("hours", ""), values.get("days", ""), values.get("zone", "")
    )


async def off(context: Context) -> Outcome:
    """Nobody is asked any more; the hours go, too."""
    store = context.services.store
    async with store.database.read() as tx:
        who = await account(context, tx)
    if who is None:
        return stranger(context, words("buddies"))
    me = who.person_id

    async def stop(tx: Tx) -> None:
        await store.buddies.remove(tx, me)
        mine = [chat for chat in await store.buddies.of(tx, me) if chat.buddy_id == me]
        await context.services.pairing.end(tx, mine)

    return Outcome.text(words("buddies")["off"], effects=(stop,))


# --- inside


async def _on(context: Context, typed: str, days: str, zone: str) -> Outcome:
    text, store = words("buddies"), context.services.store
    async with store.database.read() as tx:
        who = await account(context, tx)
        person = await store.people.get(tx, who.person_id) if who else None
    if who is None or person is None:
        return stranger(context, text)
    if not person.allows("memory"):
        return Outcome.text(text["needs_memory"], Choice("memory_yes", text["keep"]))
    hours = hours_in(plain(typed, 60), DAYS.get(days, WORKDAYS))
    if hours is None:
        return Outcome(Answer((Text(text["hours_bad"]), _form(None, zone, told=bool(zone)))))
    named = _known(zone) or person.profile.get("tz", "")
    named = named or _known((await lookup.about(context, who.address)).zone)
    named = named or context.services.settings.timezone
    buddy = Buddy(who.person_id, who.workspace_id, True, hours.dump(), to_ms(context.now))

    async def keep(tx: Tx) -> None:
        await store.buddies.put(tx, buddy)
        await store.people.describe(tx, buddy.person_id, tz=named)

    said = text["on"].format(days=text["days"][hours.which], hours=hours.span, zone=_place(named))
    return Outcome.text(said, Choice("buddy_off", text["buttons"]["off"]), effects=(keep,))


async def _overview(context: Context, who: Account) -> Outcome:
    text, store, buttons = words("buddies"), context.services.store, words("buddies")["buttons"]
    async with store.database.read() as tx:
        now = await store.buddies.get(tx, who.person_id)
        person = await store.people.get(tx, who.person_id)
        search = await context.services.pairing.search(tx, who.person_id)
        blocked = await store.buddies.blocks(tx, who.person_id)
        chats = await store.buddies.of(tx, who.person_id, to_ms(context.now - _SHOWN_FOR))
    lines = [text["head"], _state(context, now, person)]
    on = now is not None and now.available
    choices = [Choice("buddy_ask", buttons["ask"], style="primary")]
    if search is not None:
        lines.append(text["looking"])
        choices = [Choice("buddy_stop", buttons["stop"])]
    choices.append(Choice("buddy_on", buttons["hours" if on else "on"]))
    choices += [Choice("buddy_off", buttons["off"])] if on else []
    if context.services.doors.directory(who.address.platform) is not None:
        choices.append(Choice("buddy_avoid", buttons["avoid"]))
    if blocked:
        lines.append(count(text["blocked"], len(blocked)))
        choices.append(Choice("buddy_unblock", buttons["unblock"]))
    said: list[Reply] = [Text("\n\n".join(lines), tuple(choices))]
    for chat in [c for c in chats if c.state == "met"]:
        other = chat.buddy_id if chat.asker_id == who.person_id else chat.asker_id
        if other not in blocked:
            name = await buddy_chat.name_of(context, other) or text["someone"]
            block = Choice("buddy_block", buttons["block"].format(name=name), chat.id)
            said.append(Text(text["met"].format(name=name), (block,)))
    return Outcome(Answer(tuple(said)))


def _state(context: Context, now: Buddy | None, person: Person | None) -> str:
    text = words("buddies")
    if now is None or not now.available or person is None:
        return str(text["is_off"])
    hours = Hours.load(now.hours)
    zone = _place(str(person.zone(context.services.settings.timezone)))
    return str(text["is_on"].format(days=text["days"][hours.which], hours=hours.span, zone=zone))


def _form(now: Buddy | None, zone: str, *, told: bool = False) -> Form:
    text = words("buddies")
    hours = Hours.load(now.hours) if now else Hours(WORKDAYS, 540, 1020)
    fields = (
        Field("days", text["form"]["days"], "pick", tuple((d, text["days"][d]) for d in DAYS), value=hours.which),
        Field("hours", text["form"]["hours"], "line", value=hours.span),
        Field("zone", text["form"]["zone"], "zone", optional=True, value=zone, told=told),
    )  # fmt: skip
    form = text["form"]
    return Form("buddy_hours", form["title"], fields, form["submit"], form["text"])


def _known(zone: str) -> str:
    """The name, if it is one of a time zone."""
    try:
        return str(ZoneInfo(zone.strip())) if zone.strip() else ""
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ""


def _place(zone: str) -> str:
    """ "America/New_York" as people say it."""
    return zone.rpartition("/")[2].replace("_", " ")


SPEC = CommandSpec(
    "buddy", words("buddies")["summary"], words("buddies")["usage"], run,
    (
        ("buddy", run),
        ("buddy_on", switch_on),
        ("buddy_hours", saved),
        ("buddy_off", off),
        *buddy_chat.ACTIONS,
        *buddy_avoid.ACTIONS,
    ),
    aliases=("buddies",),
    together=True,
)  # fmt: skip
