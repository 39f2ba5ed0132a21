"""One exercise under way: what is kept of it, and how it goes on. Pure but for reading the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.practice.judges import SIX, Scores
from bot.practice.practising import IDLE
from bot.practice.scenario import Scenario, scenario
from bot.practice.turns import Turn
from memory.clock import to_ms
from memory.practices import Practice, Result, Words
from memory.store import Store

AVOIDED = 4  # exercises back whose stock sentences are not used again


@dataclass(frozen=True, slots=True)
class Session:
    """A run with its exercise. `story` is None when that does not ship any more."""

    run: Practice
    story: Scenario | None

    @property
    def turns(self) -> list[Turn]:
        """The transcript."""
        return [
            Turn("seeker" if role == "seeker" else "supporter", text)
            for role, text in self.run.words.turns
        ]

    @property
    def answered(self) -> int:
        """How many messages the person wrote."""
        return sum(role == "supporter" for role, _ in self.run.words.turns)

    def played_in(self, place: str) -> bool:
        """Whether what is said there is said to the partner."""
        return self.run.words.place in ("", place)

    def at(self, place: str) -> Session:
        """The same, played there and nowhere else, unless that is known already."""
        words = replace(self.run.words, place=self.run.words.place or place)
        return replace(self, run=replace(self.run, words=words))

    def with_turns(self, *turns: Turn, now: datetime) -> Session:
        """The same with more said."""
        more = tuple((t.role, t.text) for t in turns)
        words = replace(self.run.words, turns=(*self.run.words.turns, *more), held="")
        return replace(self, run=replace(self.run, words=words, last_ms=to_ms(now)))

    def holding(self, text: str) -> Session:
        """The same with a message of which the person is asked whose it is."""
        return replace(self, run=replace(self.run, words=replace(self.run.words, held=text)))

    def rated(
        self, own: dict[str, int], scores: Scores, feedback: str, used: Sequence[str]
    ) -> Session:
        """The same with feedback."""
        result = replace(
            self.run.result,
            own=own,
            scores={name: round(float(getattr(scores, name)), 2) for name in SIX},
        )
        words = replace(self.run.words, feedback=feedback, used=tuple(used))
        return replace(self, run=replace(self.run, state="done", result=result, words=words))


def begun(id: str, story: Scenario, now: datetime) -> Session:
    """A fresh one, with the opener said."""
    at = to_ms(now)
    words = Words(turns=(("seeker", story.opener.tell),))
    return Session(Practice(id, at, at, "playing", Result(story.id), words), story)


def of(run: Practice) -> Session:
    """A kept one."""
    try:
        return Session(run, scenario(run.result.scenario))
    except KeyError:
        return Session(run, None)


async def active(store: Store, person_id: str, now: datetime) -> Session | None:
    """The exercise this person is in the middle of."""
    async with store.database.read() as tx:
        run = await store.practices.latest(tx, person_id)
    if run is None or run.state != "playing" or run.last_ms < to_ms(now - IDLE):
        return None
    found = of(run)
    return found if found.story is not None and run.words.turns else None


async def latest(store: Store, person_id: str) -> Session | None:
    """The last exercise, over or not, as long as its words are kept."""
    async with store.database.read() as tx:
        run = await store.practices.latest(tx, person_id)
    return of(run) if run is not None and run.words.turns else None
