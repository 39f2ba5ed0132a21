"""What a turn may know of a person: this conversation, and what they let Shoulder remember."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from bot.display_name import display_name
from bot.safety.crisis import Danger
from bot.shift.load import load, load_of
from bot.support.guard import opening
from bot.support.talk import ABOUT, Profile, Utterance
from memory.clock import from_ms, to_ms
from memory.conversations import Said
from memory.feedback import Opinion
from memory.people import Person
from memory.store import Store

_LOOPS_FOR = timedelta(days=14)
_IN_VIEW = 40
DANGER_MOVE = "danger"
CLEARED_MOVE = "danger_cleared"
EXERCISE_MOVE = "exercise"  # said to a made-up client: nothing that happened
HERE_MOVE = "kept_here"  # answered without a model, and never told to one later


def danger_moves(danger: Danger) -> tuple[str, ...]:
    """The moves of a danger text, with what it is about: a question after it is answered by that."""
    return DANGER_MOVE, f"{ABOUT}{danger.kind}:{danger.who}"


@dataclass(frozen=True, slots=True)
class Recalled:
    """The past, as the supporter takes it."""

    history: tuple[Utterance, ...]
    profile: Profile
    first_today: bool
    after_danger: bool
    last_words: str  # the person's latest message in this conversation, "" if none
    last_stays: bool  # these were said in danger, however low: no model is given them


async def recall(store: Store, person: Person, now: datetime, zone: str = "UTC") -> Recalled:
    """Read it all in one view of the database."""
    async with store.database.read() as tx:
        kept = await store.conversations.recent(tx, person.id, to_ms(now - _LOOPS_FOR))
        facts = await store.facts.all(tx, person.id)
        opinions = await store.feedback.all(tx, person.id)
        signs = await store.loads.get(tx, person.id)

    said = [item for item in kept if EXERCISE_MOVE not in item.moves]
    here = person.zone(zone)

    def day(item: Said) -> date:
        return from_ms(item.at_ms).astimezone(here).date()

    today = now.astimezone(here).date()
    todays = [item for item in said if day(item) == today]
    current = _current(said, now)
    remembered = person.allows("memory")
    first_today = not any(item.role == "user" for item in todays)
    history = tuple(Utterance(_role(s), s.text, s.moves, s.sources) for s in current[-_IN_VIEW:])
    mine = [utterance for utterance in history if utterance.role == "user"]
    profile = Profile(
        name=display_name(person.profile.get("name", "")),
        facts=tuple(fact.text for fact in facts),
        helped=_targets(opinions, "helped"),
        not_for_me=_targets(opinions, "not_for_me"),
        open_loops=_open_loops(said, todays, day) if first_today and remembered else (),
        used_openings=tuple(opening(s.text) for s in reversed(said) if s.role == "bot")[:10],
        load=load_of(load(signs), to_ms(now)).state if signs else "",
    )
    return Recalled(
        history=history,
        profile=profile,
        first_today=first_today,
        after_danger=_after_danger(current) or _after_danger(todays),
        last_words=mine[-1].text if mine else "",
        last_stays=bool(mine) and not any(told is mine[-1] for told in tellable(history)),
    )


def tellable(history: Sequence[Utterance]) -> list[Utterance]:
    """The history without what was said in danger, and without what answered it."""
    kept: list[Utterance] = []
    for said in history:
        if said.role == "bot" and {DANGER_MOVE, HERE_MOVE} & set(said.moves):
            while kept and kept[-1].role == "user":
                kept.pop()
            continue
        kept.append(said)
    return kept


def _current(said: list[Said], now: datetime) -> list[Said]:
    if not said or said[-1].at_ms < to_ms(now - timedelta(hours=6)):
        return []
    return [item for item in said if item.conversation == said[-1].conversation]


def _after_danger(said: list[Said]) -> bool:
    """Today's and this conversation's: a talk that began yesterday goes on after midnight."""
    for item in reversed(said):
        if CLEARED_MOVE in item.moves:
            return False
        if DANGER_MOVE in item.moves:
            return True
    return False


def _open_loops(
    said: list[Said], todays: list[Said], day: Callable[[Said], date]
) -> tuple[str, ...]:
    earlier = said[: len(said) - len(todays)]
    if not earlier:
        return ()
    last_day = day(earlier[-1])
    return tuple(item.open_loop for item in earlier if item.open_loop and day(item) == last_day)


def _targets(opinions: list[Opinion], verdict: str) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    for opinion in opinions:  # newest first: the latest verdict on a target counts
        for target in opinion.targets:
            seen.setdefault(target, opinion.verdict)
    return tuple(target for target, latest in seen.items() if latest == verdict)


def _role(said: Said) -> Literal["user", "bot"]:
    return "user" if said.role == "user" else "bot"
