"""The real Slack door in this process, with a fake Slack on the other side of real sockets."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.lifetime import running
from bot.log import start_log
from bot.queue.delivery import Patience
from bot.settings import Settings
from handlers.slack import door as slack_door
from handlers.slack import pace
from tests.conftest import Furnish, TurnedClock
from tests.fakes.mind import FakeSupporter, fake_mind
from tests.fakes.slack import FakeSlack, Person
from tests.fakes.slack.transcript import mentions
from tests.soak.slack_bot import MANIFEST, free_port


@dataclass
class SlackHouse:
    """A running app whose only door is Slack's."""

    app: App
    door: Any
    slack: FakeSlack
    supporter: FakeSupporter
    clock: TurnedClock
    log: io.StringIO
    events_url: str


SlackOpener = Callable[..., AbstractAsyncContextManager[SlackHouse]]


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    pauses = (0.0, 0.3, 0.6, 1.2, 2.4)
    async with FakeSlack(retry_after=pauses, manifest=MANIFEST) as running_slack:
        yield running_slack


@pytest.fixture
def open_slack(slack: FakeSlack, data_dir: Path, furnish: Furnish) -> SlackOpener:
    """Start the app on the test's data directory, as often as the test likes.

    `http=True`: signed HTTP instead of Socket Mode.
    """

    @asynccontextmanager
    async def opened(
        http: bool = False,
        supporter: FakeSupporter | None = None,
        clock: TurnedClock | None = None,
        **settings: Any,
    ) -> AsyncIterator[SlackHouse]:
        lines, clock = io.StringIO(), clock or TurnedClock()
        log = start_log("DEBUG", lines)
        port = free_port()
        url = f"http://127.0.0.1:{port}/slack/events"
        if http:
            slack.app.request_url = url
        given = {name.lower(): value for name, value in slack.env.items()}
        wanted = {
            "data_dir": data_dir,
            "lane_poll_seconds": 0.02,
            "settle_seconds": 0,
            "events_port": port,
        }
        conf = Settings(_env_file=None, **{**wanted, **given, **settings})
        door = slack_door(conf, log)
        assert door is not None
        supporter = supporter or FakeSupporter()
        patience = Patience(tries=5, first=0.02, send_timeout=10)
        furnish(conf)
        share(slack, clock)
        async with running(conf, fake_mind(supporter), log, (door,), clock, patience) as app:
            await door.open(app)
            try:
                if not http:
                    await slack.connected()
                yield SlackHouse(app, door, slack, supporter, clock, lines, url)
            finally:
                await door.close()
        _check_silence(slack, lines.getvalue())

    return opened


def share(slack: FakeSlack, clock: TurnedClock) -> None:
    """One time for both sides. Whoever heard something reads it before they write again."""

    def read() -> None:
        clock.read()
        now = int(slack.hub.now() * 1_000_000)
        for space in slack.hub.workspaces.values():
            for channel in space.channels.values():
                channel.last_us = max(channel.last_us, now)

    slack.hub.now = lambda: clock.now().timestamp()
    slack.hub.read = read


def _check_silence(slack: FakeSlack, log: str) -> None:
    """Whatever a test does: no words of a person in the log, no live mention in an answer."""
    for space in slack.hub.workspaces.values():
        for channel in space.channels.values():
            for message in channel.messages:
                if message.bot:
                    live = [m for m in mentions(message) if m[:2] in ("<@", "<!", "<#")]
                    assert not live, live
                elif len(message.text) > 7:
                    assert message.text not in log


@pytest.fixture
async def house(open_slack: SlackOpener) -> AsyncIterator[SlackHouse]:
    async with open_slack() as opened:
        yield opened


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody counts seconds between posts here; the proofs do."""
    monkeypatch.setattr(pace, "APART", 0.01)


@pytest.fixture
def ann(house: SlackHouse) -> Person:
    """Somebody who has not said anything yet."""
    return house.slack.person("ann")
