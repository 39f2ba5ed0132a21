"""One person writes a dozen quick messages while Slack's real rate limits hold.

python -m tests.soak.slack_burst
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.fakes.slack import FakeSlack
from tests.soak.slack_bot import MANIFEST, Bot, replies

_QUIET = 1.2  # a pause as long as this ends a breath, see bot/breaths.py
_MADE_IN = 0.2  # an answer is given up for a longer one if more comes in while it is made


async def burst(slack: FakeSlack, bot: Bot, name: str, pauses: list[float]) -> bool:
    """Write with these pauses; every message must be covered, in order, once."""
    ann = slack.person(name)
    known = len(bot.inbox())
    for number, pause in enumerate(pauses):
        await ann.say(f"And another thing, number {number}: the caller wanted call {number} again.")
        await asyncio.sleep(pause)
    async with asyncio.timeout(120):
        while True:
            rows = bot.inbox()[known:]
            if len(rows) == len(pauses) and all(state == "answered" for state, _ in rows):
                break
            await asyncio.sleep(0.2)
        while not {reply for _, reply in rows} <= set(replies(slack)):
            await asyncio.sleep(0.2)
    await asyncio.sleep(3)
    mine = [
        next(iter((m.metadata or {}).get("event_payload", {"": ""}).values())) for m in ann.seen()
    ]
    covering = [reply for _, reply in rows]
    order = [reply for n, reply in enumerate(covering) if reply not in covering[:n]]
    breaths = 1 + sum(pause >= _QUIET for pause in pauses[:-1])
    once = all(n == 1 for n in Counter(mine).values())
    # the very first message does not wait for what may follow, so it may have an answer of its own
    spare = pauses[0] >= _MADE_IN
    good = once and mine == order and len(mine) <= breaths + spare
    print(
        f"{name}: {len(pauses)} messages, {len(mine)} answers, {breaths} breaths, in order "
        f"{mine == order}, each once {once}, refused by limits {slack.limits.refused}",
        flush=True,
    )
    if not good:
        print(ann.transcript)
    return good


async def run() -> bool:
    with tempfile.TemporaryDirectory() as place:
        async with FakeSlack(manifest=MANIFEST) as slack:
            slack.limits.real = True
            async with Bot(Path(place), slack) as bot:
                good = await burst(slack, bot, "at-once", [0.0] * 12)
                good = await burst(slack, bot, "quickly", [0.4] * 12) and good
                good = await burst(slack, bot, "in-breaths", [0.3, 0.3, 2.5] * 4) and good
    return good


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(run()) else 1)
