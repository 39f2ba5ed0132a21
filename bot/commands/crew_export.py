"""What an export says about crews, check-in times and looking in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.commands.context import Context
from bot.crew import nudges
from bot.crew.schedule import Plan, clock
from bot.crew.words import words
from memory.crews import Crew, Stay
from memory.database import Tx
from memory.page_links import PageLink


@dataclass(frozen=True, slots=True)
class CrewKept:
    """Everything of these kinds that is kept about one person. `names` are of crews that there are."""

    names: dict[str, str]
    leads: list[Crew]
    stays: list[Stay]
    asked: list[tuple[str, str, int]]
    link: PageLink | None
    plan: str
    nudges: str


async def crew_kept(context: Context, tx: Tx) -> CrewKept:
    """Read it, in the export's own view of the database."""
    store, id = context.services.store, context.person.id
    leads, stays = await store.crews.led_by(tx, id), await store.crews.history(tx, id)
    asked = await store.invitations.all(tx, id)
    names = {crew.id: crew.name for crew in leads}
    for crew_id in {*(stay.crew_id for stay in stays), *(crew_id for crew_id, _, _ in asked)}:
        crew = await store.crews.get(tx, crew_id)
        names |= {crew_id: crew.name} if crew is not None else {}
    body, _ = await store.nudges.get(tx, id)
    return CrewKept(
        names, leads, stays, [(crew, state, at) for crew, state, at in asked],
        await store.page_links.of(tx, id), await store.plans.get(tx, id), body,
    )  # fmt: skip


def crew_exported(kept: CrewKept, when: Callable[[int], str]) -> dict[str, Any]:
    """In: what is kept, and how a moment is written. Out: plain keys and words, empty parts left out."""
    text = words("export")
    key, gone = text["keys"], text["closed"]

    def stay(one: Stay) -> dict[str, str]:
        told = {key["crew"]: kept.names.get(one.crew_id, gone), key["since"]: when(one.joined_ms)}
        return told | ({key["until"]: when(one.left_ms)} if one.left_ms else {})

    parts: dict[str, Any] = {
        key["leads"]: [crew.name for crew in kept.leads],
        key["stays"]: [stay(one) for one in kept.stays],
        key["asked"]: [
            {key["crew"]: kept.names.get(crew, gone), key["answer"]: text["states"][state],
             key["when"]: when(at)}
            for crew, state, at in kept.asked
        ],
        key["link"]: when(kept.link.at_ms) if kept.link else "",
        key["plan"]: _plan(kept.plan, when),
        key["nudges"]: _nudges(kept.nudges, when),
    }  # fmt: skip
    return {name: part for name, part in parts.items() if part}


def _plan(kept: str, when: Callable[[int], str]) -> dict[str, Any]:
    if not kept:
        return {}
    key, plan = words("export")["keys"], Plan.load(kept)
    days = words("reminders")["form"]["day_names"]
    told = {
        key["days"]: [days[str(day)] for day in plan.days],
        key["time"]: f"{clock(plan.at)}, {plan.zone}",
        key["quiet"]: f"{clock(plan.quiet_from)}-{clock(plan.quiet_until)}",
        key["paused"]: when(plan.paused_until) if plan.paused_until else "",
    }
    return {name: part for name, part in told.items() if part}


def _nudges(kept: str, when: Callable[[int], str]) -> dict[str, Any]:
    key, told = words("export")["keys"], nudges.Kept.load(kept)
    parts = {
        key["hard"]: [when(at) for at in told.hard],
        key["last"]: when(told.last) if told.last else "",
    }
    return {name: part for name, part in parts.items() if part}
