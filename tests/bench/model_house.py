"""A running app on the scripted endpoint, for measuring: the real mind, a door that shows words as they come."""

from __future__ import annotations

import asyncio
import io
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot.app import App
from bot.lifetime import running
from bot.log import start_log
from bot.messages import Action, Address, Answer, Message, Text
from bot.mind import Mind
from bot.safety.crisis import Danger
from bot.settings import Settings
from tests.conftest import TurnedClock
from tests.fakes.door import GrowingDoor
from tests.fakes.model_server import ModelServer

_BEGINNINGS = (
    "Ten minutes of shouting over a fee you didn't set.", "You took a lot in one go today.",
    "A fee you didn't set, and ten minutes of shouting.", "Nobody earns ten minutes of that.",
    "Shouting like that stays in your ears.", "All that, over a fee.",
)  # fmt: skip


def good(number: int) -> str:
    """A model's answer that keeps to the rules, and begins otherwise than the one before."""
    return (
        f"{_BEGINNINGS[number % len(_BEGINNINGS)]} You stayed on the line through all of it, and you "
        "kept your voice down. Nobody should talk to you that way. What stuck with you the most?"
    )


@dataclass
class ModelHouse:
    """`say` waits for the answer, with everybody at once if you like."""

    app: App
    door: GrowingDoor
    server: ModelServer
    clock: TurnedClock
    log: io.StringIO
    screen: Callable[[str], Danger]
    mind: Mind
    sent: int = field(default=0)

    def address(self, user: str) -> Address:
        return Address("fake", "acme", user, f"dm-{user}")

    async def agree(self, user: str) -> None:
        """Say hello, be remembered, and say yes to the model."""
        await self.say(user, "hello")
        for name, value in (("memory_yes", ""), ("deal_yes", self.app.services.models.mark)):
            await self._answered(
                Action(self._id(user), self.address(user), name, value, self.clock.now())
            )

    async def say(self, user: str, text: str) -> Answer:
        return await self._answered(
            Message(self._id(user), self.address(user), text, self.clock.now())
        )

    def unread(self) -> None:
        """Nothing was read before: the door reads each message as it comes, and its turn finds it read."""
        if self.mind.opinion is not None and self.mind.opinion._read is not None:
            self.mind.opinion._read._found.clear()

    def turn(self, seconds: float = 10) -> None:
        """Time goes by, so that the next message is a new breath."""
        self.clock.offset += timedelta(seconds=seconds)

    def _id(self, user: str) -> str:
        self.sent += 1
        return f"{user}-{self.sent:06}"

    async def _answered(self, event: Message | Action) -> Answer:
        user = event.sender.user
        seen = len(self.door.delivered)
        await self.app.intake.accept(event)
        async with asyncio.timeout(120):
            while True:
                for address, _, answer in self.door.delivered[seen:]:
                    if address.user == user:
                        return answer
                seen = len(self.door.delivered)
                await asyncio.sleep(0.02)


def words(answer: Answer) -> str:
    """The first text of an answer."""
    return next((r.text for r in answer.replies if isinstance(r, Text)), "")


@asynccontextmanager
async def model_house(server: ModelServer, **settings: object) -> AsyncIterator[ModelHouse]:
    """Everything warm."""
    with tempfile.TemporaryDirectory() as folder:
        given = {
            "data_dir": Path(folder), "lane_poll_seconds": 0.02, "model_base_url": server.url,
            "model": "test-model", "model_person_hourly": 100_000, **settings,
        }  # fmt: skip
        conf = Settings(_env_file=None, **given)  # type: ignore[arg-type]
        log, clock, door = io.StringIO(), TurnedClock(), GrowingDoor()
        mind = Mind.load(conf, index_dir=Path("data") if Path("data/library").exists() else None)
        async with running(conf, mind, start_log("INFO", log), (door,), clock) as app:
            await asyncio.to_thread(mind.warm)
            assert app.endpoint is not None
            app.endpoint.load()
            yield ModelHouse(app, door, server, clock, log, mind.screen.screen, mind)
