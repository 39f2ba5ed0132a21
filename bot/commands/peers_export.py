"""What an export and /memory say about stories and chats with coworkers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.commands.context import Context
from bot.crew.buddies import Hours
from bot.crew.stories import Story
from bot.crew.words import words
from memory.buddies import Buddy
from memory.database import Tx
from memory.stories import CrewTold, Review


@dataclass(frozen=True, slots=True)
class PeersKept:
    """Everything of these kinds that is kept about one person. `names` are of crews that there are."""

    names: dict[str, str]
    told: list[CrewTold]
    reviews: list[Review]
    buddy: Buddy | None
    blocked: int
    met: int


async def peers_kept(context: Context, tx: Tx) -> PeersKept:
    """Read it, in the caller's own view of the database."""
    store, id = context.services.store, context.person.id
    told = await store.stories.by(tx, id)
    names: dict[str, str] = {}
    for crew_id in {one.crew_id for one in told}:
        crew = await store.crews.get(tx, crew_id)
        names |= {crew_id: crew.name} if crew is not None else {}
    met = [chat for chat in await store.buddies.of(tx, id) if chat.state == "met"]
    return PeersKept(
        names, told, await store.stories.read_by(tx, id), await store.buddies.get(tx, id),
        len(await store.buddies.blocks(tx, id)), len(met),
    )  # fmt: skip


def peers_exported(kept: PeersKept, when: Callable[[int], str]) -> dict[str, Any]:
    """In: what is kept, and how a moment is written. Out: plain keys and words. Stories of others and
    names of others are theirs: only how many there were."""
    key = words("stories")["export"]
    parts: dict[str, Any] = {
        key["stories"]: [_story(kept, one, when) for one in kept.told],
        key["reviews"]: len(kept.reviews),
        key["up_for_it"]: hours_of(kept.buddy),
        key["not_with"]: kept.blocked,
        key["chats"]: kept.met,
    }
    return {name: part for name, part in parts.items() if part}


def hours_of(buddy: Buddy | None) -> str:
    """ "Monday to Friday, 09:00 to 17:00", "" when off."""
    if buddy is None or not buddy.available:
        return ""
    hours = Hours.load(buddy.hours)
    return f"{words('buddies')['days'][hours.which]}, {hours.span}"


def _story(kept: PeersKept, one: CrewTold, when: Callable[[int], str]) -> dict[str, str]:
    key, story = words("stories")["export"], Story.load(one.body)
    told = {
        key["crew"]: kept.names.get(one.crew_id, ""),
        key["state"]: key["states"][one.state],
        key["when"]: story.when,
        key["helped"]: story.helped,
        key["written"]: when(one.created_ms),
        key["until"]: when(one.expires_ms),
    }
    return {name: part for name, part in told.items() if part}
