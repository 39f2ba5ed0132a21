"""What reaches the endpoint of 500 messages with other people's data planted in them."""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from random import Random

from bot.safety.crisis import Danger
from tests.bench.heldout import rate, rows
from tests.bench.model_house import model_house
from tests.fakes.model_server import Asked, ModelServer

_NAMES = "person"
_VENTS = 12  # tried for each sentence


def run() -> Iterator[str]:
    """Messages are the held-out redaction sentences that have spans, each inside a vent of its own author;
    a span has leaked when it stands in any request, whole for structured data, any of its words for names.
    Danger is never sent, nor anything else that day, so a vent is taken in which, with the sentence, the screen sees
    none: else most of the messages would prove nothing."""
    yield from asyncio.run(_run())


async def _run() -> list[str]:
    rng = Random(11)
    planted = [row for row in rows("redact") if row["spans"]]
    rng.shuffle(planted)
    planted = planted[:500]
    vents = [r["text"] for r in rows("vents3") if len(r["text"].split()) < 60]
    leaked: Counter[str] = Counter()
    total: Counter[str] = Counter()
    own: list[str] = []
    async with ModelServer(_answer) as server:
        async with model_house(server, model_first_seconds=30, model_total_seconds=60) as house:
            told = [_calm(house.screen, vents, at, row["text"]) for at, row in enumerate(planted)]
            people = [f"p{n}" for n in range(10)]
            for person in people:
                await house.agree(person)
            asked = 0
            for at in range(0, len(planted), len(people)):
                house.turn()
                batch = planted[at : at + len(people)]
                await asyncio.gather(
                    *(
                        house.say(p, text)
                        for p, text in zip(people, told[at : at + len(people)], strict=False)
                    )
                )
                sent = "\n".join(
                    json.dumps(a.body, ensure_ascii=False) for a in server.asked[asked:]
                )
                asked = len(server.asked)
                own.append(sent)
                for row in batch:
                    for span in row["spans"]:
                        words = row["text"][span["start"] : span["end"]]
                        total[span["type"]] += 1
                        leaked[span["type"]] += _stands_in(words, span["type"], sent, row["text"])
            calls = len(server.asked)
            reasons = Counter(re.findall(r'"reason": "(\w+)"', house.log.getvalue()))
    structured = [t for t in total if t != _NAMES]
    return [
        f"{len(planted)} messages, {calls} went to the model; composed instead: {dict(reasons)}",
        f"structured: {rate(sum(leaked[t] for t in structured), sum(total[t] for t in structured))}",
        f"names: {rate(leaked[_NAMES], total[_NAMES])}",
        "  " + ", ".join(f"{t} {leaked[t]}/{total[t]}" for t in sorted(total)),
    ]


def _calm(screen: Callable[[str], Danger], vents: list[str], at: int, text: str) -> str:
    """The sentence in the first vent from `at` on with which it is no danger; alone if there is none."""
    tries = (f"{vents[(at + n) % len(vents)]} {text}" for n in range(_VENTS))
    return next((told for told in tries if screen(told).level == "none"), text)


def _answer(asked: Asked) -> str:
    marks = re.findall(r"\[[a-z]+-\d\]", asked.last)
    about = f" {marks[0]} had no right to that." if marks else ""
    return (
        f"You stayed calm on a call that went on and on.{about} What part of it is still with you?"
    )


def _stands_in(words: str, kind: str, sent: str, text: str) -> bool:
    if kind != _NAMES:
        return words in sent or json.dumps(words, ensure_ascii=False)[1:-1] in sent
    parts = [part for part in re.findall(r"[^\W\d_]{3,}", words)]
    return any(
        re.search(rf"(?<![\w-]){re.escape(part)}(?![\w-])", _messages(sent)) for part in parts
    )


def _messages(sent: str) -> str:
    """What people said in these requests, without the instructions in front."""
    found: list[str] = []
    for line in sent.splitlines():
        for message in json.loads(line)["messages"]:
            text = str(message["content"])
            found.append(text if message["role"] != "system" else text.partition("<data>")[2])
    return "\n".join(found)
