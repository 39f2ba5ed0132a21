"""Many people in several workspaces of one organisation: nobody reads anybody else's words."""

from __future__ import annotations

import asyncio
import re
from urllib.parse import urlsplit

from tests.fakes.slack import FakeSlack
from tests.fakes.slack.transcript import words
from tests.handlers.slack.conftest import SlackOpener
from tests.soak.slack_crowd import install


async def test_no_cross_talk(open_slack: SlackOpener, slack: FakeSlack) -> None:
    keys = {
        "slack_bot_token": "",
        "slack_client_id": slack.app.client_id,
        "slack_client_secret": slack.app.client_secret,
    }
    slack.app.rotates = True
    async with open_slack(http=True, **keys) as house:
        port = urlsplit(house.events_url).port or 0
        for domain in ("north", "south", "west"):
            await install(slack, port, domain)
        crowd = [slack.person(f"p{n}", ("north", "south", "west")[n % 3]) for n in range(24)]
        await asyncio.gather(*(p.say(f"#{n}# hung up on me") for n, p in enumerate(crowd)))
        for number, person in enumerate(crowd):
            await person.hears(1, seconds=20)
            said = " ".join(words(m) for m in person.seen())
            assert set(re.findall(r"#(\d+)#", said)) == {str(number)}
        for person in crowd:
            await person.quiet(0.01)
        assert slack.hub.errors == []
        assert "#1#" not in house.log.getvalue()
