"""/shoulder-team: the crews somebody leads, is in, or was asked into. The buttons lead to everything else."""

from __future__ import annotations

from dataclasses import dataclass

from bot.commands import team_digest, team_lead, team_leads, team_member, team_page
from bot.commands.context import CommandSpec, Context
from bot.crew import optin
from bot.crew.standing import Account, account, stranger
from bot.crew.words import words
from bot.doors import OWN_SCREENS
from bot.messages import Answer, Choice, Text
from bot.outcome import Outcome
from memory.crews import Crew
from memory.database import Tx

MINE = "crew_mine"  # what a page asks for
DECLINED = "crew_asked"


@dataclass(frozen=True, slots=True)
class _Mine:
    """What somebody has to do with crews. `elsewhere`: their seat is in the chat app; `declined`: they said
    not now, or left."""

    leads: tuple[Crew, ...]
    member: tuple[Crew, ...]
    elsewhere: tuple[Crew, ...]
    asked: tuple[Crew, ...]
    declined: tuple[Crew, ...]


async def run(context: Context) -> Outcome:
    """The overview; with something typed after it, a code for the page."""
    if context.args:
        return await team_page.typed(context)
    async with context.services.store.database.read() as tx:
        who = await account(context, tx)
        mine = None if who is None else await _mine(context, tx, who)
    if mine is None:
        return stranger(context, words())
    return Outcome(Answer((_standing(context, mine), *_questions(context, mine))))


async def _mine(context: Context, tx: Tx, who: Account) -> _Mine:
    store, person = context.services.store, context.person
    there = await store.crews.joined_by(tx, who.person_id) if person.id != who.person_id else []
    here = await store.crews.joined_by(tx, person.id)
    known = {crew.id for crew in (*here, *there)}
    found: dict[str, list[Crew]] = {"asked": [], "not_now": []}
    for crew_id, state, _ in await store.invitations.all(tx, who.person_id):
        crew = await store.crews.get(tx, crew_id) if state in found else None
        if crew is not None and crew_id not in known:
            found[state].append(crew)
    leads = await store.crews.led_by(tx, who.person_id)
    asked, declined = tuple(found["asked"]), tuple(found["not_now"])
    return _Mine(tuple(leads), tuple(here), tuple(there), asked, declined)


def _standing(context: Context, mine: _Mine) -> Text:
    text = words()
    lines: list[str] = []
    choices: list[Choice] = []
    for crew in mine.leads:
        lines.append(text["lead_line"].format(crew=crew.name, day=text["days"][crew.digest_day]))
        for name in ("picture", "change", "add", "leads", "close"):
            choices.append(Choice(f"crew_{name}", text[name].format(crew=crew.name), crew.id))
    for line in map(_membership, mine.member):
        lines.append(line.text)
        choices += line.choices
    for crew in mine.elsewhere:
        lines.append(text["elsewhere_line"].format(crew=crew.name))
        choices.append(Choice("crew_move", text["move"].format(crew=crew.name), crew.id))
    if mine.declined:
        choices.append(Choice(DECLINED, text["asked_before"]))
    choices.append(Choice("crew_new", text["start"]))
    if context.event.sender.platform not in OWN_SCREENS:
        choices.append(Choice("crew_page", text["on_page"]))
    return Text("\n".join(lines) or text["nobody"], tuple(choices))


async def declined(context: Context) -> Outcome:
    """The crews that somebody said not now to, or left: a no can still become a yes, and nobody else may ask."""
    async with context.services.store.database.read() as tx:
        who = await account(context, tx)
        mine = None if who is None else await _mine(context, tx, who)
    if mine is None:
        return stranger(context, words())
    crews = (*mine.asked, *mine.declined)
    if not crews:
        return Outcome.text(words()["asked_none"])
    return Outcome(Answer(tuple(optin.still_open(context, crew) for crew in crews)))


async def memberships(context: Context) -> Outcome:
    """The crews somebody is in, a text each, and nothing when there are none: for pages that show it."""
    store = context.services.store
    async with store.database.read() as tx:
        crews = await store.crews.joined_by(tx, context.person.id)
    return Outcome(Answer(tuple(map(_membership, crews))))


def _membership(crew: Crew) -> Text:
    text = words()
    leave = Choice("crew_leave", text["leave"].format(crew=crew.name), crew.id)
    return Text(text["member_line"].format(crew=crew.name), (leave,))


def _questions(context: Context, mine: _Mine) -> tuple[Text, ...]:
    """What is still open, with what it means and the same three answers as in the question itself."""
    return tuple(optin.still_open(context, crew) for crew in mine.asked)


SPEC = CommandSpec(
    "shoulder-team", words()["summary"], words()["usage"], run,
    (
        ("shoulder-team", run),
        (MINE, memberships),
        (DECLINED, declined),
        *team_digest.ACTIONS,
        *team_lead.ACTIONS,
        *team_leads.ACTIONS,
        *team_member.ACTIONS,
        *team_page.ACTIONS,
    ),
    aliases=("team", "crew", "crews"),
    together=True,
)  # fmt: skip
