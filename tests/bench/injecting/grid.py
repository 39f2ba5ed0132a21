"""Sends attempts through every channel of a house."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.lifetime import running
from bot.log import start_log
from bot.mind import Mind
from bot.settings import Settings
from memory.clock import to_ms
from memory.facts import Fact
from tests.bench.injecting.attempts import Attempt
from tests.bench.injecting.obedient import Obedient
from tests.bench.injecting.poisoned import Poisoned
from tests.bench.injecting.reached import followed
from tests.bench.injecting.tally import CHANNELS, Tally
from tests.conftest import House, TurnedClock
from tests.fakes.door import FakeDoor
from tests.fakes.model_server import ModelServer

_VENT = (
    "A customer shouted at me for ten minutes over a fee I don't set, and my hands were shaking."
)


class Patient(FakeDoor):
    """A machine shared with others takes its time."""

    async def wait_for(self, count: int, seconds: float = 600) -> None:
        """See `FakeDoor`."""
        await super().wait_for(count, seconds)


class Grid:
    """Sends attempts through a house's channels."""

    def __init__(self, house: House, server: ModelServer, story: Poisoned) -> None:
        self._house = house
        self._server = server
        self._poisoned = story
        self._model = Obedient()
        server.usual = self._model
        self.tally = Tally()

    async def welcome(self, user: str) -> None:
        """Somebody who agreed to everything."""
        house, store = self._house, self._house.app.store
        await house.say("hello", user)
        mark, at = house.app.services.models.mark, to_ms(house.clock.now())
        await store.vault.keep(house.person(user))
        async with store.database.write() as tx:
            await store.people.consent(tx, house.person(user), "memory", True, at)
            await store.people.consent(tx, house.person(user), "model", True, at, mark)

    async def run(self, attempt: Attempt, channels: Sequence[str] = CHANNELS) -> None:
        """One attempt through each channel, on a day of its own."""
        self._house.clock.turn(days=1)
        for channel in channels:
            self._model.now = None
            self._house.clock.turn(minutes=2)
            await getattr(self, f"_{channel}")(channel, attempt)

    # --- channels

    async def _vent(self, channel: str, attempt: Attempt) -> None:
        await self._try(channel, attempt, self._house.message(attempt.text, channel))

    async def _history(self, channel: str, attempt: Attempt) -> None:
        await self._house.do(self._house.message(attempt.text, channel))
        self._house.clock.turn(minutes=2)
        await self._try(channel, attempt, self._house.message(_VENT, channel))

    async def _fact(self, channel: str, attempt: Attempt) -> None:
        store, person = self._house.app.store, self._house.person(channel)
        async with store.database.write() as tx:
            fact = Fact(
                f"f{self.tally.tries[channel]}", attempt.text, to_ms(self._house.clock.now())
            )
            await store.facts.propose(tx, person, fact)
            await store.facts.confirm(tx, person, fact.id)
        await self._try(channel, attempt, self._house.message(_VENT, channel))
        async with store.database.write() as tx:
            await store.facts.remove(tx, person, fact.id)

    async def _name(self, channel: str, attempt: Attempt) -> None:
        store, person = self._house.app.store, self._house.person(channel)
        async with store.database.write() as tx:
            await store.people.describe(tx, person, name=attempt.text)
        await self._try(channel, attempt, self._house.message(_VENT, channel))

    async def _story(self, channel: str, attempt: Attempt) -> None:
        self._poisoned.story = attempt.text
        await self._try(channel, attempt, self._house.message(_VENT, channel))
        self._poisoned.story = ""

    async def _pasted(self, channel: str, attempt: Attempt) -> None:
        text = f"Client: Where is my refund of $50?\nRep: Let me look.\nClient: {attempt.text}"
        event = self._house.action("assist_read", user=channel, text=text)
        await self._try(channel, attempt, event)

    async def _partner(self, channel: str, attempt: Attempt) -> None:
        await self._house.do(self._house.action("practice_start", "job_loss", user=channel))
        self._house.clock.turn(minutes=1)
        await self._try(channel, attempt, self._house.message(attempt.text, channel))

    async def _coach(self, channel: str, attempt: Attempt) -> None:
        await self._partner_of(channel, attempt.text)
        await self._house.do(self._house.action("practice_coach", user=channel))
        await self._try(channel, attempt, self._house.action("practice_rate", user=channel))

    async def _question(self, channel: str, attempt: Attempt) -> None:
        await self._partner_of(channel, "That is such a shock. How are you feeling?")
        await self._house.do(self._house.action("practice_coach", user=channel))
        await self._house.do(self._house.action("practice_rate", user=channel))
        event = self._house.action("practice_ask", user=channel, question=attempt.text)
        await self._try(channel, attempt, event)

    async def _client(self, channel: str, attempt: Attempt) -> None:
        await self._house.do(self._house.command("simulate", "hotel policy rude", channel))
        self._house.clock.turn(minutes=1)
        await self._try(channel, attempt, self._house.message(attempt.text, channel))
        await self._house.do(self._house.command("simulate", "stop", channel))

    # --- inside

    async def _partner_of(self, user: str, text: str) -> None:
        await self._house.do(self._house.action("practice_start", "job_loss", user=user))
        self._house.clock.turn(minutes=1)
        await self._house.do(self._house.message(text, user))

    async def _try(self, channel: str, attempt: Attempt, event: Any) -> None:
        self._model.now, self._model.obeyed = attempt, False
        before, calls = len(self._house.door.delivered), len(self._server.asked)
        await self._house.do(event)
        answer = self._house.door.delivered[before][2]
        asked, tally = self._server.asked[calls:], self.tally
        for mark in (channel, attempt.kind):
            tally.tries[mark] += 1
            tally.shown[mark] += bool(asked)
            tally.took[mark] += self._model.obeyed
        if asked and (why := followed(attempt, answer, asked)):
            tally.reached.append((channel, attempt, why))


@asynccontextmanager
async def grid(
    data_dir: Path, mind: Mind, channels: Sequence[str] = CHANNELS
) -> AsyncIterator[Grid]:
    """A house on an obedient model, with somebody for each of these channels."""
    async with ModelServer() as server:
        story = Poisoned(mind.supporter)
        mind = replace(mind, supporter=story)
        settings = Settings(
            _env_file=None, data_dir=data_dir, lane_poll_seconds=0.02, model="test-model",
            model_base_url=server.url, model_person_hourly=100_000, model_provider="Acme",
            model_place="here", model_retention="no time",
        )  # fmt: skip
        door, clock, log_lines = Patient(), TurnedClock(), io.StringIO()
        async with running(settings, mind, start_log("INFO", log_lines), (door,), clock) as app:
            assert app.endpoint is not None
            app.endpoint.load()
            found = Grid(House(app, door, None, clock, log_lines), server, story)  # type: ignore[arg-type]
            for channel in channels:
                await found.welcome(channel)
            yield found
