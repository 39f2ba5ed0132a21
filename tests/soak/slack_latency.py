"""How long until a person sees that they were heard, and until the answer stands.

python -m tests.soak.slack_latency --messages 60
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from tests.fakes.slack import FakeSlack, Person
from tests.soak.page_load import VENTS
from tests.soak.slack_bot import MANIFEST, Bot, share

_MOST_SIGN, _MOST_ANSWER = 60.0, 250.0
_SETTLE = 1200.0  # a few words without an end are waited for, see bot/queue/pauses.py
_LINES = ("my lead just", "so this guy calls in", "they moved my break again")


async def measure(person: Person, text: str) -> tuple[float, float]:
    """(first visible sign, answer) in milliseconds after the message was posted."""
    message = await person.say(text)
    await person.hears(1, seconds=30)
    answer = person.seen()[-1].seen
    signs = [s.seen for s in person.dm.statuses if s.text and s.seen >= message.seen]
    first = min([*signs, answer])
    return (first - message.seen) * 1000, (answer - message.seen) * 1000


async def run(messages: int) -> bool:
    with tempfile.TemporaryDirectory() as place:
        async with FakeSlack(manifest=MANIFEST) as slack:
            async with Bot(Path(place), slack):
                for n in range(5):
                    await measure(slack.person(f"warm{n}"), VENTS[n % len(VENTS)])
                times = []
                for n in range(messages):
                    times.append(await measure(slack.person(f"p{n}"), VENTS[n % len(VENTS)]))
                    await asyncio.sleep(0.1)
                again = []
                for n in range(max(5, messages // 6)):  # the same people, later
                    person = slack.person(f"p{n}")
                    again.append(await measure(person, VENTS[(n + 1) % len(VENTS)]))
                    await asyncio.sleep(0.1)
                short = []
                for n in range(max(5, messages // 6)):
                    text = _LINES[n % len(_LINES)]
                    short.append(await measure(slack.person(f"short{n}"), text))
                    await asyncio.sleep(0.1)
    good = True
    measured = (
        ("first message", times, _MOST_ANSWER),
        ("later message", again, _MOST_ANSWER),
        ("a few words without an end", short, _SETTLE + _MOST_ANSWER),
    )
    for name, found, most_answer in measured:
        for what, column, most in (("sign", 0, _MOST_SIGN), ("answer", 1, most_answer)):
            values = [pair[column] for pair in found]
            p50, p95 = share(values, 0.5), share(values, 0.95)
            print(f"{name}, {what}: p50 {p50:.0f} ms, p95 {p95:.0f} ms, n {len(values)}")
            good = good and p50 <= most
    return good


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=60)
    sys.exit(0 if asyncio.run(run(parser.parse_args().messages)) else 1)
