"""One person writes a dozen quick messages while Slack's real rate limits hold.

python -m tests.soak.slack_burst

Counts the answers that stand in the end, and beside them those that were taken back: a whole sentence is
answered at once, and if its writer goes on within the breath, that answer goes (`bot/queue/retakes.py`).
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.fakes.slack import FakeSlack
from tests.soak.slack_bot import MANIFEST, Bot, replies

_QUIET = 1.2  # a pause as long as this ends a breath, see bot/queue/breaths.py
_PAUSES = {"at-once": [0.0] * 12, "quickly": [0.4] * 12, "in-breaths": [0.3, 0.3, 2.5] * 4}
# As people write who send a line at a time: no ends to the sentences. Twelve lines.
_LINES = (
    "ok this caller today", "she starts in on me", "before I say hello", "about a box",
    "that I never packed", "and I look it up", "it was signed for", "by her own neighbor",
    "so I tell her", "and she laughs", "says I made it up", "then she hangs up",
)  # fmt: skip
_SENTENCES = tuple(
    f"And another thing, number {n}: the caller wanted call {n} again." for n in range(12)
)


async def burst(
    slack: FakeSlack, bot: Bot, name: str, pauses: list[float],
    texts: tuple[str, ...] = _SENTENCES, *, first_waits: bool = False,
) -> bool:  # fmt: skip
    """Write with these pauses; every message must be covered, in order, once. `first_waits`: the very
    first one is waited for, by how it looks or by what this person did before, so that no answer comes
    too early; else one may, and is taken back."""
    ann = slack.person(name)
    known, looked = len(bot.inbox()), len(ann.seen())
    for text, pause in zip(texts, pauses, strict=True):
        await ann.say(text)
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
    posted = ann.seen()[looked:]
    mine = [
        next(iter((m.metadata or {}).get("event_payload", {"": ""}).values()))
        for m in posted
        if not m.deleted
    ]
    back = len(posted) - len(mine)
    covering = [reply for _, reply in rows]
    order = [reply for n, reply in enumerate(covering) if reply not in covering[:n]]
    breaths = 1 + sum(pause >= _QUIET for pause in pauses[:-1])
    once = all(n == 1 for n in Counter(mine).values())
    good = once and mine == order and len(mine) <= breaths and back <= (not first_waits)
    print(
        f"{name}: {len(pauses)} messages, {len(mine)} answers, {breaths} breaths, in order "
        f"{mine == order}, each once {once}, taken back {back}, "
        f"refused by limits {slack.limits.refused}",
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
                good = True
                for name, pauses in _PAUSES.items():
                    lines = f"{name}-lines"
                    good &= await burst(slack, bot, lines, pauses, _LINES, first_waits=True)
                for name, pauses in _PAUSES.items():
                    good &= await burst(slack, bot, name, pauses)
                await asyncio.sleep(5)  # a breath of its own
                good &= await burst(slack, bot, "quickly", _PAUSES["quickly"], first_waits=True)
    return good


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(run()) else 1)
