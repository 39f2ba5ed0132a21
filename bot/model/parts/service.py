"""The parts as the house uses them: the model's words where a person agreed to it and all holds, else the local
version's. No call for danger at any level, for grave incidents, or for text that gives orders."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from typing import TypeVar

from bot.assist.talk import CardSet, ClientLine, Line, Setting
from bot.model.access import Models
from bot.model.engine import Engine, ModelError
from bot.model.hostile import hostile
from bot.model.parts import cards, client, coach, seeker
from bot.ports import Screen
from bot.practice.coach import Feedback
from bot.practice.scenario import Scenario
from bot.practice.seeker import Said
from bot.practice.turns import Turn
from memory.people import Person

T = TypeVar("T")


class Parts:
    """One per process. What is handed in was redacted for the transcript; what leaves is masked once more."""

    def __init__(self, models: Models, screen: Screen) -> None:
        self._models = models
        self._screen = screen

    async def partner(
        self, person: Person, story: Scenario, turns: Sequence[Turn], local: Said
    ) -> Said:
        """The partner's next line. Hard exercises are played by their own lines."""
        if story.hard or not local.text:
            return local
        engine = await self._for(person, [turns[-1].text], [t.text for t in turns])
        if engine is None:
            return local
        said = await _or(local, seeker.say(engine, story, turns, local))
        return said if await self._calm([said.text]) else local

    async def feedback(
        self, person: Person, story: Scenario | None, turns: Sequence[Turn], local: Feedback
    ) -> Feedback:
        """What the coach says."""
        if story is None or story.hard or local.miss.kind == "insult":
            return local
        mine = [t.text for t in turns if t.role == "supporter"]
        engine = await self._for(person, mine, [t.text for t in turns])
        return local if engine is None else await _or(local, coach.feedback(engine, turns, local))

    async def answer(
        self, person: Person, question: str, turns: Sequence[Turn], feedback: str, local: str
    ) -> str:
        """What the coach answers in the question box."""
        mine = [question, *(t.text for t in turns if t.role == "supporter")]
        engine = await self._for(person, mine, [question, *(t.text for t in turns)])
        if engine is None:
            return local
        return await _or(local, coach.answer(engine, question, turns, feedback, local))

    async def client(
        self, person: Person, setting: Setting, turns: Sequence[Line], local: ClientLine
    ) -> ClientLine:
        """What the simulated client says."""
        rep = [t.text for t in turns if t.role == "rep"]
        engine = await self._for(person, rep[-1:], rep) if rep else None
        if engine is None:
            return local
        said = await _or(local, client.say(engine, setting, turns, local))
        return said if await self._calm([said.text]) else local

    async def cards(
        self, person: Person, turns: Sequence[Line], domain: str, category: str, local: CardSet
    ) -> CardSet:
        """The cards to a client's last line."""
        if local.boundary or local.danger.level != "none":
            return local
        said = [t.text for t in turns]
        engine = await self._for(person, said, said)
        if engine is None:
            return local
        return await _or(local, cards.cards(engine, turns, domain, category, local))

    # --- inside

    async def _for(
        self, person: Person, screened: Sequence[str], shown: Sequence[str]
    ) -> Engine | None:
        """The person's engine, None when there is none or when this is not for a model."""
        engine = self._models.for_person(person)
        if engine is None or not await self._calm(screened):
            return None
        return None if await asyncio.to_thread(lambda: any(map(hostile, shown))) else engine

    async def _calm(self, texts: Sequence[str]) -> bool:
        def read() -> bool:
            return all(self._screen.screen(text).level == "none" for text in texts)

        return await asyncio.to_thread(read)


async def _or(local: T, made: Awaitable[T]) -> T:
    try:
        return await made
    except ModelError:
        return local
