"""Every event is delivered four times: retry marks, another connection, and after a restart.

python -m tests.soak.slack_again
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.fakes.slack import FakeSlack
from tests.soak.slack_bot import MANIFEST, Bot

_PEOPLE = 12


async def run() -> bool:
    with tempfile.TemporaryDirectory() as place:
        async with FakeSlack(manifest=MANIFEST, retry_after=(0.0, 0.5, 1.0)) as slack:
            async with Bot(Path(place), slack) as bot:
                await slack.connected()
                people = [slack.person(f"p{n}") for n in range(_PEOPLE)]
                slack.deliveries.copies = 3
                for person in people:
                    await person.say("They put me on three queues today.")
                for person in people:
                    await person.hears(1, seconds=300)
                await slack.sockets.refresh()  # the next copies come over another connection
                await asyncio.sleep(1)
                events = list(slack.deliveries.sent)
                for payload in events:
                    slack.deliveries.again(payload, attempt=2)
                await asyncio.sleep(2)
                bot.kill()
                await bot.start()
                await slack.connected()
                for payload in events:
                    slack.deliveries.again(payload, attempt=3)
                await asyncio.sleep(5)
                answers = [len(p.seen()) for p in people]
    print(f"{len(events)} events, each five times or more: answers per message {answers}")
    return answers == [1] * _PEOPLE


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(run()) else 1)
