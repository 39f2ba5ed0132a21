"""200 people in 20 workspaces for a minute over signed HTTP: nobody reads anybody else's words.

python -m tests.soak.slack_crowd --people 200 --workspaces 20 --seconds 60
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import aiohttp

from tests.fakes.slack import FakeSlack, Person
from tests.fakes.slack.transcript import words
from tests.soak.page_load import at
from tests.soak.slack_bot import MANIFEST, Bot, free_port


@dataclass
class Tally:
    sent: int = 0
    lost: list[str] = field(default_factory=list)
    answered_ms: list[float] = field(default_factory=list)


def token(number: int) -> str:
    """Words that nobody else uses and that an answer likes to say back."""
    return f"{1001 + number} calls"


async def live(person: Person, word: str, until: float, pace: float, tally: Tally) -> None:
    """Write, wait for the answer, think, write again."""
    await asyncio.sleep(random.random() * pace)
    while time.monotonic() < until:
        tally.sent += 1
        began = time.monotonic()
        await person.say(f"{word} since eight and no break, my hands are shaking.")
        try:
            await person.hears(1, seconds=120)
        except AssertionError as error:
            tally.lost.append(str(error))
            return
        tally.answered_ms.append((time.monotonic() - began) * 1000)
        await asyncio.sleep(pace * random.uniform(0.8, 1.2))


async def install(slack: FakeSlack, events_port: int, domain: str) -> None:
    """Click "Add to Slack" in a workspace of the organisation."""
    base = f"http://127.0.0.1:{events_port}"
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as session:
        async with session.get(f"{base}/slack/install", allow_redirects=False) as page:
            link = page.headers.get("Location", "")
            text = await page.text()
            cookies = {name: morsel.value for name, morsel in page.cookies.items()}
        if not link:
            start = text.index("/oauth/v2/authorize")
            link = text[start : text.index('"', start)].replace("&amp;", "&")
        state = parse_qs(urlsplit(link).query)["state"][0]
        query = {"code": slack.install_code(domain), "state": state}
        # the cookie is for https only in the real world; here it is handed over as it came
        header = {"Cookie": "; ".join(f"{n}={v}" for n, v in cookies.items())}
        async with session.get(
            f"{base}/slack/oauth_redirect", params=query, headers=header
        ) as done:
            if done.status != 200:
                raise RuntimeError(f"install: {done.status} {await done.text()}")


async def run(people: int, workspaces: int, seconds: float, pace: float) -> bool:
    with tempfile.TemporaryDirectory() as place:
        events_port = free_port()
        url = f"http://127.0.0.1:{events_port}/slack/events"
        async with FakeSlack(
            manifest=MANIFEST, request_url=url, retry_after=(0.0, 1.0, 5.0)
        ) as slack:
            keys = {
                "SLACK_BOT_TOKEN": "",
                "SLACK_CLIENT_ID": slack.app.client_id,
                "SLACK_CLIENT_SECRET": slack.app.client_secret,
                "SHOULDER_EVENTS_PORT": str(events_port),
            }
            async with Bot(Path(place), slack, **keys) as bot:
                domains = [f"space{n}" for n in range(workspaces)]
                for domain in domains:
                    await install(slack, events_port, domain)
                crowd = [slack.person(f"p{n}", domains[n % workspaces]) for n in range(people)]
                for person in crowd:
                    person.poll = 0.05
                tally, end = Tally(), time.monotonic() + seconds
                await asyncio.gather(
                    *(live(p, token(n), end, pace, tally) for n, p in enumerate(crowd))
                )
                await asyncio.sleep(3)
                healthy = await bot.healthy()
            crossed, extra, echoed = check(crowd)
            errors = Counter(slack.hub.errors)
            said = bot.errors()
            failed = len(said)
            given_up = len(slack.deliveries.lost)
    print(
        f"{people} people, {workspaces} workspaces, {seconds:g} s: sent {tally.sent}, answered "
        f"{len(tally.answered_ms)}, lost {len(tally.lost)}, extra {extra}, cross-talk {crossed}, "
        f"own words echoed {echoed}, answer p50 {at(tally.answered_ms, 0.5):.0f} ms p99 "
        f"{at(tally.answered_ms, 0.99):.0f} ms, Slack's refusals {dict(errors)}, bot errors "
        f"{failed}, deliveries given up {given_up}, healthy {healthy}"
    )
    for text in [*tally.lost[:3], *said[:3]]:
        print(text)
    clean = not (tally.lost or crossed or extra or errors or failed or given_up)
    return clean and healthy


def check(crowd: list[Person]) -> tuple[int, int, int]:
    """(messages with another person's word, answers too many, messages with the own word)."""
    everyone = {token(n) for n in range(len(crowd))}
    crossed = extra = echoed = 0
    for number, person in enumerate(crowd):
        mine, written = token(number), [m for m in person.dm.messages if not m.bot]
        extra += max(0, len(person.seen()) - len(written))
        for message in person.seen():
            said = words(message)
            crossed += any(word in said for word in everyone - {mine})
            echoed += mine in said
    return crossed, extra, echoed


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--workspaces", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pace", type=float, default=12)
    given = parser.parse_args()
    result = run(given.people, given.workspaces, given.seconds, given.pace)
    sys.exit(0 if asyncio.run(result) else 1)
