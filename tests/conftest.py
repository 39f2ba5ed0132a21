"""What most tests need: a data directory, a clock that can be turned, a running app with a fake door."""

from __future__ import annotations

import asyncio
import io
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from bot.app import App
from bot.health import check
from bot.lifetime import running
from bot.log import Log, start_log
from bot.messages import Action, Address, Command, Lifecycle, Message
from bot.queue import sweeper
from bot.queue.delivery import Patience
from bot.settings import Settings
from tests.fakes.door import FakeDoor
from tests.fakes.mind import FakeSupporter, fake_mind
from tests.require_all import (  # noqa: F401 - hooks
    pytest_make_collect_report,
    pytest_runtest_makereport,
)

SERVER = "postgresql://postgres@127.0.0.1:5432"


@dataclass
class TurnedClock:
    """Real time plus an offset that tests move."""

    offset: timedelta = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def turn(self, **by: float) -> None:
        self.offset += timedelta(**by)

    def read(self) -> None:
        """Whoever got an answer reads it before they write again. In no time at all, what they write next
        would be of the same breath, which is listened to for more than a second."""
        self.turn(seconds=5)


@dataclass
class StoodClock(TurnedClock):
    """Goes on only when it is turned: how slow the machine is changes nothing."""

    began: datetime = field(default_factory=lambda: datetime.now(UTC))

    def now(self) -> datetime:
        return self.began + self.offset

    def read(self) -> None:
        """Only by `turn`."""


@dataclass
class House:
    """A running app and everything a test wants to reach."""

    app: App
    door: FakeDoor
    supporter: FakeSupporter
    clock: TurnedClock
    log: io.StringIO
    _count: int = field(default=0)

    def address(self, user: str = "ann") -> Address:
        return Address("fake", "acme", user, f"dm-{user}")

    def message(self, text: str, user: str = "ann", id: str = "", **ago: float) -> Message:
        self._count += 1
        at = self.clock.now() - timedelta(**ago)
        return Message(id or f"{user}-{self._count:06}", self.address(user), text, at)

    def action(self, name: str, value: str = "", user: str = "ann", **values: str) -> Action:
        self._count += 1
        return Action(
            f"{user}-a{self._count}", self.address(user), name, value, self.clock.now(),
            tuple(values.items()),
        )  # fmt: skip

    def command(self, name: str, args: str = "", user: str = "ann") -> Command:
        self._count += 1
        return Command(f"{user}-c{self._count}", self.address(user), name, args, self.clock.now())

    def lifecycle(
        self, name: Any, user: str = "ann", target: str = "", text: str = ""
    ) -> Lifecycle:
        self._count += 1
        return Lifecycle(
            f"{user}-l{self._count}", self.address(user), name, self.clock.now(), target, text
        )

    async def say(self, text: str, user: str = "ann") -> list[str]:
        """Send a message and wait for its answer: all texts of the answer."""
        return await self.do(self.message(text, user))

    async def do(self, event: Any) -> list[str]:
        before = len(self.door.delivered)
        await self.app.intake.accept(event)
        await self.door.wait_for(before + 1)
        self.clock.read()
        return [getattr(r, "text", "") for r in self.door.delivered[-1][2].replies]

    async def settle(self, seconds: float = 10) -> None:
        """Until nothing waits and nothing is unsent."""
        async with asyncio.timeout(seconds):
            while True:
                health = await check(self.app)
                if health.database and health.waiting == health.unsent == 0:
                    return
                await asyncio.sleep(0.02)

    def person(self, user: str = "ann") -> str:
        return self.app.store.vault.person("fake", "acme", user)


Opener = Callable[..., AbstractAsyncContextManager[House]]


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def database_url() -> Iterator[str]:
    """A PostgreSQL database of this test's own."""
    name = f"shoulder_{uuid4().hex[:12]}"
    try:
        with psycopg.connect(f"{SERVER}/postgres", autocommit=True, connect_timeout=2) as server:
            server.execute(f'CREATE DATABASE "{name}"')
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL on 127.0.0.1:5432 ({type(error).__name__})")
    yield f"{SERVER}/{name}"
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(autouse=True)
def quick_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody wakes a lane for waits for the sweeper: no need to wait as long here."""
    monkeypatch.setattr(sweeper, "_EVERY", 0.2)


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory as the first start leaves it: most of a start is making the tables."""
    made = tmp_path_factory.mktemp("furnished") / "data"

    async def start() -> None:
        given = Settings(_env_file=None, data_dir=made)
        async with running(given, fake_mind(), start_log("ERROR", io.StringIO())):
            pass

    with ThreadPoolExecutor(1) as elsewhere:  # this thread's loops are the tests'
        elsewhere.submit(asyncio.run, start()).result()
    return made


Furnish = Callable[[Settings], None]


@pytest.fixture
def furnish(furnished: Path) -> Furnish:
    """Make a start on a data directory that is not there yet a second one. The first ones are in
    `tests/memory/test_vault.py`, `tests/bot/queue/test_lanes.py` and `tests/bot/test_app_cli.py`."""

    def put(settings: Settings) -> None:
        own = settings.database_url.get_secret_value() or settings.master_key.get_secret_value()
        if not own and not settings.data_dir.exists():
            shutil.copytree(furnished, settings.data_dir)

    return put


@pytest.fixture
def open_house(data_dir: Path, furnish: Furnish) -> Iterator[Opener]:
    """Start an app on the test's data directory, as often as the test likes."""
    from contextlib import asynccontextmanager

    @asynccontextmanager
    async def opened(
        door: FakeDoor | None = None,
        supporter: FakeSupporter | None = None,
        clock: TurnedClock | None = None,
        patience: Patience | None = None,
        **settings: Any,
    ) -> AsyncIterator[House]:
        log_lines = io.StringIO()
        log: Log = start_log("DEBUG", log_lines)
        door, supporter = door or FakeDoor(), supporter or FakeSupporter()
        clock = clock or TurnedClock()
        patience = patience or Patience(tries=3, first=0.02, send_timeout=5)
        given = Settings(
            _env_file=None,
            **{"data_dir": data_dir, "lane_poll_seconds": 0.02, "settle_seconds": 0, **settings},
        )
        furnish(given)
        async with running(given, fake_mind(supporter), log, (door,), clock, patience) as app:
            yield House(app, door, supporter, clock, log_lines)

    yield opened


@pytest.fixture
async def house(open_house: Opener) -> AsyncIterator[House]:
    async with open_house() as opened:
        yield opened
