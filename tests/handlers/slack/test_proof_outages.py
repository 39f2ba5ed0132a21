"""Socket Mode goes wrong, the bot comes back, nothing is lost."""

from __future__ import annotations

import aiohttp
import pytest

from handlers.web import door as web_door
from tests.fakes.slack import Broken, FakeSlack
from tests.handlers.slack.conftest import SlackHouse


async def _fewer_tickets(slack: FakeSlack) -> None:
    slack.faults.next("apps.connections.open", Broken(503), times=2)
    slack.sockets.reset()


async def _frozen(slack: FakeSlack) -> None:
    slack.sockets.ack_seconds = 1.0
    slack.sockets.freeze()


async def _reset(slack: FakeSlack) -> None:
    slack.sockets.reset()


async def _away(slack: FakeSlack) -> None:
    await slack.away()
    await slack.back()


async def _refreshed(slack: FakeSlack) -> None:
    await slack.sockets.refresh()


@pytest.mark.parametrize("trouble", [_reset, _refreshed, _away, _fewer_tickets, _frozen])
async def test_it_comes_back_and_answers(house: SlackHouse, trouble: object) -> None:
    slack, ann = house.slack, house.slack.person("ann")
    slack.deliveries.retry_after = (0.0, 1.0, 1.0, 2.0, 4.0, 4.0)
    before = slack.sockets.accepted
    await trouble(slack)  # type: ignore[operator]
    await ann.say("They moved my break again")
    await ann.until(lambda: slack.sockets.accepted > before, 10, "new connection")
    await ann.hears(1, seconds=12, quiet=0.3)


async def test_health_and_metrics_say_that_the_line_is_down(
    house: SlackHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At once, and not ready any more once that lasts longer than coming back takes."""
    ann = house.slack.person("ann")
    web = web_door(house.app.settings.model_copy(update={"web_port": 0}), house.door._log)
    await web.open(house.app)
    async with aiohttp.ClientSession() as session:

        async def looked() -> tuple[int, str, str]:
            base = f"http://127.0.0.1:{web.port}"
            async with (
                session.get(f"{base}/healthz") as health,
                session.get(f"{base}/metrics") as m,
            ):
                return health.status, await health.text(), await m.text()

        try:
            await ann.until(lambda: house.door.line().up)
            status, health, metrics = await looked()
            assert status == 200 and '"up": true' in health
            assert 'shoulder_line_up{platform="slack"} 1.0' in metrics
            await house.slack.away()
            await ann.until(lambda: not house.door.line().up, 10, "notice that the line is down")
            status, health, metrics = await looked()
            assert status == 200 and '"up": false' in health
            assert 'shoulder_line_up{platform="slack"} 0.0' in metrics
            monkeypatch.setattr("bot.health._RECONNECTS_IN", 0.0)
            assert (await looked())[0] == 503
            await house.slack.back()
            await ann.until(lambda: house.door.line().up, 20, "line")
            assert (await looked())[0] == 200
        finally:
            await web.close()
