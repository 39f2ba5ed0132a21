"""Many people at once on a running page: errors, lost and doubled answers, times.

python -m tests.soak.page_load --url http://127.0.0.1:8080 --people 100 --seconds 60
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import time
import uuid
from dataclasses import dataclass, field

import aiohttp

VENTS = (
    "A customer called me useless four times over a refund I can't speed up.",
    "31 calls since eight and no break, my hands are shaking.",
    "My lead listened in and said my tone was off, in front of everyone.",
    "She cried on the phone because her husband died and I had to ask for the contract number.",
    "Someone thanked me today, out of the blue. That was nice.",
    "ugh",
)
_PATIENCE = 30.0


@dataclass
class Count:
    """What happened, summed over everybody."""

    sent: int = 0
    answered: int = 0
    lost: int = 0
    doubled: int = 0
    errors: list[str] = field(default_factory=list)
    accepted_ms: list[float] = field(default_factory=list)
    answered_ms: list[float] = field(default_factory=list)


class Person:
    """Writes, waits for the answer, thinks for a while, writes again."""

    def __init__(self, url: str, count: Count, pace: float) -> None:
        self._url = url
        self._count = count
        self._pace = pace
        self._answers: dict[str, int] = {}
        self._arrived = asyncio.Event()
        self._ready = asyncio.Event()

    async def live(self, until: float) -> None:
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(cookie_jar=jar) as session:
            async with session.get(f"{self._url}/api/me") as me:
                me.raise_for_status()
            listening = asyncio.create_task(self._listen(session))
            await asyncio.wait_for(self._ready.wait(), _PATIENCE)
            await asyncio.sleep(random.uniform(0, self._pace))
            while time.monotonic() < until:
                await self._say(session)
                await asyncio.sleep(self._pace * random.uniform(0.8, 1.2))
            await asyncio.sleep(1)
            listening.cancel()
            self._count.doubled += sum(n - 1 for n in self._answers.values())
            # each message waited for its own answer, so more answers than messages are doubled ones
            self._count.doubled += max(0, len(self._answers) - self._mine)

    _mine = 0

    async def _say(self, session: aiohttp.ClientSession) -> None:
        before = len(self._answers)
        body = {"id": str(uuid.uuid4()), "text": random.choice(VENTS)}
        began = time.perf_counter()
        self._count.sent += 1
        self._mine += 1
        async with session.post(f"{self._url}/api/messages", json=body) as response:
            if response.status != 202:
                self._count.errors.append(f"status {response.status}")
                self._mine -= 1
                return
        self._count.accepted_ms.append((time.perf_counter() - began) * 1000)
        if random.random() < 0.2:  # the acknowledgement got lost on the way: the page sends again
            async with session.post(f"{self._url}/api/messages", json=body) as response:
                if response.status != 202:
                    self._count.errors.append(f"retry {response.status}")
        try:
            async with asyncio.timeout(_PATIENCE):
                while len(self._answers) <= before:
                    self._arrived.clear()
                    await self._arrived.wait()
        except TimeoutError:
            self._count.lost += 1
            return
        self._count.answered += 1
        self._count.answered_ms.append((time.perf_counter() - began) * 1000)

    async def _listen(self, session: aiohttp.ClientSession) -> None:
        timeout = aiohttp.ClientTimeout(total=None)
        async with session.get(f"{self._url}/api/stream", timeout=timeout) as response:
            name = ""
            while line := await response.content.readline():
                if line.startswith(b"event: "):
                    name = line[7:].strip().decode()
                    if name == "ready":
                        self._ready.set()
                elif line.startswith(b"data: ") and name == "answer":
                    id = json.loads(line[6:])["id"]
                    self._answers[id] = self._answers.get(id, 0) + 1
                    self._arrived.set()


async def load(url: str, people: int, seconds: float, pace: float) -> Count:
    """Everybody at once."""
    count = Count()
    until = time.monotonic() + seconds
    everybody = [Person(url, count, pace).live(until) for _ in range(people)]
    for result in await asyncio.gather(*everybody, return_exceptions=True):
        if isinstance(result, BaseException):
            count.errors.append(type(result).__name__)
    return count


def at(values: list[float], share: float) -> float:
    """A percentile, 0 without values."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8080")
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pace", type=float, default=5, help="seconds to think between messages")
    given = parser.parse_args()
    count = asyncio.run(load(given.url, given.people, given.seconds, given.pace))
    print(
        f"people {given.people}, seconds {given.seconds:g}: sent {count.sent}, answered {count.answered}, "
        f"errors {len(count.errors)}, lost {count.lost}, doubled {count.doubled}"
    )
    for what, values in (("accepted", count.accepted_ms), ("answered", count.answered_ms)):
        print(f"{what}: p50 {at(values, 0.5):.0f} ms, p99 {at(values, 0.99):.0f} ms")
    if count.errors:
        print("errors:", ", ".join(sorted(set(count.errors))))
    sys.exit(bool(count.errors or count.lost or count.doubled))


if __name__ == "__main__":
    main()
