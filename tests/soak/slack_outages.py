"""Socket Mode goes wrong in every known way: how soon is the bot back, and is anything lost?

python -m tests.soak.slack_outages            all, `refused` for 60 s
python -m tests.soak.slack_outages frozen reset
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.fakes.slack import Broken, FakeSlack, Person
from tests.soak.slack_bot import MANIFEST, Bot

_BACK_WITHIN = 10.0
Trouble = Callable[[FakeSlack], Awaitable[float]]  # returns when Slack was in order again


async def frozen(slack: FakeSlack) -> float:
    """The connections stay open and say nothing; new ones work."""
    slack.sockets.freeze()
    return time.monotonic()


async def reset(slack: FakeSlack) -> float:
    slack.sockets.reset()
    return time.monotonic()


async def refreshed(slack: FakeSlack) -> float:
    """What happens every few hours: a warning, then the request to reconnect."""
    await slack.sockets.refresh(warning=1.0)
    return time.monotonic()


async def refused(slack: FakeSlack, seconds: float = 60.0) -> float:
    """Nothing listens for a minute."""
    await slack.away()
    await asyncio.sleep(seconds)
    await slack.back()
    return time.monotonic()


async def no_tickets(slack: FakeSlack, seconds: float = 20.0) -> float:
    """The connections are cut, and apps.connections.open fails for a while."""
    slack.faults.next("apps.connections.open", Broken(503), times=10_000)
    slack.sockets.reset()
    await asyncio.sleep(seconds)
    slack.faults.clear()
    return time.monotonic()


TROUBLES: dict[str, Trouble] = {
    f.__name__: f for f in (frozen, reset, refreshed, refused, no_tickets)
}


async def one(name: str, slack: FakeSlack, bot: Bot) -> bool:
    """People write before, during and after the trouble."""
    before = slack.sockets.accepted
    people = [slack.person(f"{name}{n}") for n in range(6)]
    writing = asyncio.create_task(_write(people, 6.0))
    await asyncio.sleep(0.5)
    noticed = asyncio.create_task(_until_told(bot))
    restored = await TROUBLES[name](slack)
    back = await _until_back(slack, before, restored)
    await writing
    lost = 0
    for person in people:
        try:
            await person.hears(1, seconds=90)
        except AssertionError as error:
            lost += 1
            print(error)
    last = max(p.seen()[0].seen for p in people if p.seen()) if lost < len(people) else 0.0
    await asyncio.sleep(2)
    doubled = sum(len(p.seen()) > 1 for p in people)
    await slack.deliveries.settled(120)
    healthy = await bot.healthy()
    told = f"after {noticed.result():.1f} s" if noticed.done() else "never"
    noticed.cancel()
    good = back <= _BACK_WITHIN and not lost and not doubled and healthy
    print(
        f"{name}: back after {back:.1f} s, lost {lost}, doubled {doubled}, last answer "
        f"{last - restored:.1f} s after the end, events given up {_given_up(slack)}, "
        f"/healthz said so {told}, healthy again: {healthy}",
        flush=True,
    )
    return good


def _given_up(slack: FakeSlack) -> list[str]:
    """Whose messages Slack stopped trying to hand over; the bot's own ones do not matter."""
    found = [payload["event"] for payload in slack.deliveries.lost]
    return ["own" if "bot_id" in e else e.get("user", e["type"]) for e in found]


async def _write(people: list[Person], seconds: float) -> None:
    for person in people:
        await person.say("My headset broke and nobody cared.")
        await asyncio.sleep(seconds / len(people))


async def _until_back(slack: FakeSlack, before: int, restored: float) -> float:
    while slack.sockets.accepted == before or not [
        c for c in slack.sockets.open if not (c.frozen or c.retired)
    ]:
        if time.monotonic() - restored > 120:
            return 120.0
        await asyncio.sleep(0.02)
    return max(0.0, time.monotonic() - restored)


async def _until_told(bot: Bot) -> float:
    """How long until /healthz says that the line is down."""
    began = time.monotonic()
    while await bot.line_up():
        await asyncio.sleep(0.1)
    return time.monotonic() - began


async def run(names: list[str]) -> bool:
    good = True
    with tempfile.TemporaryDirectory() as place:
        async with FakeSlack(manifest=MANIFEST, retry_after=(0.0, 5.0, 15.0, 60.0)) as slack:
            async with Bot(Path(place), slack) as bot:
                await slack.connected()
                for name in names:
                    good = await one(name, slack, bot) and good
    return good


if __name__ == "__main__":
    chosen = sys.argv[1:] or list(TROUBLES)
    sys.exit(0 if asyncio.run(run(chosen)) else 1)
