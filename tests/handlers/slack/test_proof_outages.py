"""Socket Mode goes wrong, the bot comes back, nothing is lost."""

from __future__ import annotations

import pytest

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
