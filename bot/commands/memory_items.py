"""The list behind /memory: what is kept, in words, with the buttons that change or delete it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from bot.commands.context import Context
from bot.commands.peers_export import PeersKept, hours_of, peers_kept
from bot.commands.words import count, words
from bot.crew.words import words as crew_words
from bot.messages import Choice
from memory import passages
from memory.clock import to_ms
from memory.conversations import Said
from memory.feedback import Opinion

EVERYTHING = 100_000  # rows that one person can have
_LOOPS_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of /memory."""

    text: str
    choices: tuple[Choice, ...]


async def items(context: Context) -> list[Item]:
    """Everything kept about this person."""
    store, person, text = context.services.store, context.person, words("memory")
    async with store.database.read() as tx:
        facts = await store.facts.all(tx, person.id)
        opinions = await store.feedback.all(tx, person.id, EVERYTHING)
        said = await store.conversations.recent(tx, person.id, 0, EVERYTHING)
        checkins = await store.checkins.since(tx, person.id, 0)
        practices = await store.practices.all(tx, person.id)
        exercises = await store.exercises.all(tx, person.id)
        ratings = await store.ratings.all(tx, person.id)
        peers = await peers_kept(context, tx)
    found: list[Item] = []
    if called := person.profile.get("name"):
        found.append(Item(text["name"].format(name=called), _both("name")))
    found += [Item(text["fact"].format(fact=f.text), _both("fact", f.id)) for f in facts]
    for target, verdict in verdicts(opinions).items():
        said_so = text[verdict].format(what=title(target))
        found.append(Item(said_so, (_delete("opinion", target),)))
    for item in open_loops(said, to_ms(context.now - _LOOPS_FOR)):
        what = text["loop"].format(what=item.open_loop)
        found.append(Item(what, _both("loop", item.event_id)))
    if checkins:
        found.append(Item(count(text["checkins"], len(checkins)), (_all("checkins"),)))
    if practices:
        found.append(Item(count(text["practices"], len(practices)), (_all("practice"),)))
    if exercises:
        found.append(Item(count(text["exercises"], len(exercises)), (_all("exercises"),)))
    if ratings:
        found.append(Item(count(text["ratings"], len(ratings)), (_all("ratings"),)))
    found += _peers(peers)
    if mine := sum(item.role == "user" for item in said):
        found.append(Item(count(text["chats"], mine), (_all("chats"),)))
    return found


def _peers(kept: PeersKept) -> list[Item]:
    """What they left for a crew, when they are up for a chat, and whom they won't meet."""
    text, found = words("memory"), list[Item]()
    if kept.told:
        one_by_one = Choice("story", text["change"])
        found.append(Item(count(crew_words("stories")["memory"], len(kept.told)), (one_by_one,)))
    buddy = crew_words("buddies")
    if hours := hours_of(kept.buddy):
        both = (Choice("buddy_on", text["change"]), Choice("buddy_off", text["delete"]))
        found.append(Item(buddy["memory"]["on"].format(hours=hours), both))
    if kept.blocked:
        clear = Choice("buddy_unblock", text["delete_all"])
        found.append(Item(count(buddy["memory"]["blocked"], kept.blocked), (clear,)))
    return found


def verdicts(opinions: list[Opinion]) -> dict[str, str]:
    """The latest verdict on each target; `opinions` come newest first."""
    latest: dict[str, str] = {}
    for opinion in opinions:
        for target in opinion.targets:
            latest.setdefault(target, opinion.verdict)
    return latest


def open_loops(said: list[Said], since_ms: int) -> list[Said]:
    """What the person left open lately."""
    return [item for item in said if item.open_loop and item.event_id and item.at_ms >= since_ms]


def title(target: str) -> str:
    """A library id or a move in words that a person knows."""
    moves: dict[str, str] = words("memory")["moves"]
    if target.startswith("story-"):
        return moves["story"]
    return _titles().get(target) or moves.get(target) or moves["other"]


@cache
def _titles() -> dict[str, str]:
    return {passage.id: passage.title for passage in passages.load()}


def _both(kind: str, value: str = "") -> tuple[Choice, ...]:
    change = Choice(f"{kind}_change", words("memory")["change"], value)
    return (change, _delete(kind, value))


def _delete(kind: str, value: str) -> Choice:
    return Choice(f"{kind}_delete", words("memory")["delete"], value)


def _all(kind: str) -> Choice:
    return Choice(f"{kind}_wipe", words("memory")["delete_all"], style="danger")
