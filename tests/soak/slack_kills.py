"""kill -9 of the real bot at the worst moments; every message must get exactly one answer.

python -m tests.soak.slack_kills 30           or with some of the moments: … 30 received posted

Moments: `received` (the event was acknowledged, or a random moment up to the post), `arrived` (the
post reached Slack, which has not shown it), `posted` (it stands in Slack, the bot has not heard so).
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.fakes.slack import FakeSlack, Person, Then
from tests.soak.slack_bot import MANIFEST, Bot, replies, share

_TOGETHER = 3
_WAIT = 300.0
_RETRIES = (0.0, 1.0, 2.0, 4.0, 8.0, *[10.0] * 20)  # a start may take long on a busy machine


class Killing:
    """One moment, many kills."""

    def __init__(self, slack: FakeSlack, bot: Bot, moment: str, dice: random.Random) -> None:
        self.slack, self.bot, self.moment, self.dice = slack, bot, moment, dice
        self.people: list[Person] = []
        self.lost: list[str] = []
        self.doubled: list[str] = []
        self.restarts: list[float] = []
        self.healed: list[float] = []  # seconds from ready to the last answer

    async def round(self, number: int) -> None:
        """A few people write at once, the bot dies, starts again; everybody is answered."""
        people = [self.slack.person(f"{self.moment}{number}x{n}") for n in range(_TOGETHER)]
        self.people += people
        await self._die(people)
        self.restarts.append(await self.bot.start())
        ready = time.monotonic()
        for person in people:
            try:
                await person.hears(1, seconds=_WAIT)
            except AssertionError as error:
                self.lost.append(str(error))
        self.healed.append(time.monotonic() - ready)

    async def _die(self, people: list[Person]) -> None:
        if self.moment == "received":
            before = len(self.slack.sockets.acked)
            if self.dice.random() < 0.5:  # at the very acknowledgement
                await asyncio.gather(*(p.say("He shouted for ten minutes.") for p in people))
                while len(self.slack.sockets.acked) == before:
                    await asyncio.sleep(0)
            else:
                await asyncio.gather(*(p.say("He shouted for ten minutes.") for p in people))
                await asyncio.sleep(self.dice.random() * 0.3)
            self.bot.kill()
            return
        killed = asyncio.Event()

        async def kill() -> None:
            if not killed.is_set():
                killed.set()
                self.bot.kill()

        order = Then(kill, after=self.moment == "posted", drop=True)
        self.slack.faults.next("chat.postMessage", order)
        await asyncio.gather(*(p.say("She hung up on me twice.") for p in people))
        await asyncio.wait_for(killed.wait(), 30)
        self.slack.faults.clear()

    def count(self) -> None:
        """More than one answer in a direct message is one too many."""
        for person in self.people:
            if len(person.seen()) > 1:
                self.doubled.append(person.transcript)


async def run(kills: int, seed: int, moments: list[str]) -> bool:
    dice, good = random.Random(seed), True
    for moment in moments:
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as place:
            async with FakeSlack(manifest=MANIFEST, retry_after=_RETRIES) as slack:
                async with Bot(Path(place), slack) as bot:
                    killing = Killing(slack, bot, moment, dice)
                    for number in range(kills):
                        await killing.round(number)
                    await asyncio.sleep(5)  # doubles would come from the sweep or a redelivery
                    killing.count()
                states = Counter(state for state, _ in bot.inbox())
                twice = [r for r, n in Counter(replies(slack)).items() if n > 1]
                errors = [e for e in slack.hub.errors if e[1] != "thread_not_found"]
        people = len(killing.people)
        print(
            f"{moment}: {kills} kills, {people} messages, lost {len(killing.lost)}, "
            f"doubled {len(killing.doubled)}, reply ids twice {len(twice)}, inbox {dict(states)}, "
            f"Slack's refusals {dict(Counter(errors))}, restart p50 "
            f"{share(killing.restarts, 0.5):.1f} s, all answered after another "
            f"{share(killing.healed, 0.5):.1f} s (p50) {max(killing.healed):.1f} s (most), "
            f"{time.monotonic() - began:.0f} s",
            flush=True,
        )
        for text in (*killing.lost, *killing.doubled):
            print(text)
        good = good and not (killing.lost or killing.doubled or twice)
    return good


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    chosen = sys.argv[2:] or ["received", "arrived", "posted"]
    sys.exit(0 if asyncio.run(run(wanted, int(time.time()), chosen)) else 1)
