"""500 turns against a model that is down, slow, cut, malformed or refusing: who got no answer, two, or an error."""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from bot.messages import Answer, Text
from bot.model.breaker import Breaker
from tests.bench.model_house import ModelHouse, good, model_house, words
from tests.fakes.model_server import Cut, Garbage, Hang, ModelServer, Refuse, Reply, Script, Status

_PEOPLE, _ROUNDS = 20, 25
_VENTS = Path(__file__).parents[2] / "training/examples/vents_a.jsonl"
_ERROR = re.compile(
    r"traceback|exception|(?:server|internal|unknown) error|\bstatus\b|https?:|json|undefined|\bnull\b|[{}<>]|something broke", re.I
)  # fmt: skip


def run() -> Iterator[str]:
    """All five kinds of bad days in turn, each with the circuit breaker held closed so that every turn
    meets the endpoint; then 100 turns with the breaker as it ships."""
    yield from asyncio.run(_run())


async def _run() -> list[str]:
    async with ModelServer() as server:
        async with model_house(server, model_first_seconds=1.5, model_total_seconds=6) as house:
            people = [f"p{n}" for n in range(_PEOPLE)]
            for person in people:
                await house.agree(person)
            assert house.app.endpoint is not None
            shipped = house.app.endpoint._breaker
            house.app.endpoint._breaker = Breaker(failures=10**9)
            first = await _turns(house, people, _ROUNDS)
            house.app.endpoint._breaker = shipped
            calls = len(server.asked)
            second = await _turns(house, people, 5)
            return [
                *first,
                f"with the breaker as it ships: {len(server.asked) - calls} calls for 100 turns",
                *second,
            ]


async def _turns(house: ModelHouse, people: list[str], rounds: int) -> list[str]:
    rng = Random(7)
    # Danger is never sent, nor anything else that day: every text here has to reach the endpoint.
    # Development vents, so that an answer that went wrong may be looked at.
    texts_of = (json.loads(line)["text"] for line in _VENTS.read_text("utf-8").splitlines()[:1200])
    vents = [text for text in texts_of if house.screen(text).level == "none"]
    rng.shuffle(vents)
    made: list[tuple[str, Script]] = []

    def usual(asked: object) -> Script:
        made.append(_bad(rng, good(len(made))))
        return made[-1][1]

    house.server.usual = usual
    before, calls = len(house.door.delivered), len(house.server.asked)
    wrong: Counter[str] = Counter()
    answers = 0
    looked_at: list[str] = []
    for number in range(rounds):
        house.turn()
        texts = [vents[(number * len(people) + n) % len(vents)] for n in range(len(people))]
        got = await asyncio.gather(
            *(house.say(p, t) for p, t in zip(people, texts, strict=True)), return_exceptions=True
        )
        for place, answer in enumerate(got):
            if isinstance(answer, BaseException):
                wrong[f"no answer ({type(answer).__name__})"] += 1
                continue
            answers += 1
            text = words(answer)
            if _is_card(
                answer
            ):  # whoever had one is answered without a model all day: somebody new
                people[place] = f"p{len(house.door.delivered)}"
                await house.agree(people[place])
                continue
            ends = text.partition("\n\n•")[0]  # steps stand below the words
            wrong["error text"] += bool(_ERROR.search(text))
            wrong["empty"] += not text.strip()
            wrong["unfinished"] += not re.search(r"[.?!\"']\s*$", ends)
            wrong["said twice"] += _twice(text)
            odd = _ERROR.search(text) or _twice(text) or not re.search(r"[.?!\"']\s*$", ends)
            if odd:
                looked_at.append(text)
    await asyncio.sleep(0.5)
    delivered = house.door.delivered[before:]
    ids = [reply for _, reply, _ in delivered]
    shown = Counter(f"platform-{reply}" for reply in ids)
    wrong["doubled"] += (
        len(delivered) - len(set(ids)) + max(0, len(delivered) - rounds * len(people))
    )
    left = set(house.door.screen) - {f"platform-{r}" for _, r, _ in house.door.delivered}
    wrong["half answers left"] += len(left)
    for _, reply, answer in delivered:
        wrong["screen differs"] += house.door.screen[f"platform-{reply}"] != words(answer)
    cards = sum(_is_card(answer) for _, _, answer in delivered)
    kinds = Counter(kind for kind, _ in made)
    reasons = Counter(re.findall(r'"reason": "(\w+)"', house.log.getvalue()))
    turns = rounds * len(people)
    bad = {name: n for name, n in wrong.items() if n}
    return [
        f"{turns} turns, {answers} answered, {len(shown)} shown; {len(house.server.asked) - calls} calls",
        f"  danger cards: {cards}; endpoint: {dict(kinds.most_common())}",
        f"  composed instead so far, by reason: {dict(reasons.most_common())}",
        f"  no answer, doubled, error text or half an answer: {sum(bad.values())} {bad or ''}",
        *(f"    {text!r}" for text in looked_at[:12]),
    ]


def _bad(rng: Random, text: str) -> tuple[str, Script]:
    after = rng.choice((0, 3, 8, 15, 25, 40))
    kind = rng.choice(("down", "slow", "cut", "malformed", "refusing", "well"))
    match kind:
        case "down":
            return kind, rng.choice((Status(500), Status(503), Status(429), Status(401), Cut(0)))
        case "slow":
            return kind, rng.choice((Hang(0), Hang(after, text), Reply(text, gap=0.3)))
        case "cut":
            return kind, Cut(after, text, politely=rng.random() < 0.5)
        case "malformed":
            return kind, Garbage(
                rng.choice(("json", "empty", "html", "error", "shape")), after, text
            )
        case "refusing":
            return kind, rng.choice((Refuse("words"), Refuse("field"), Refuse("filter")))
    return kind, Reply(text, gap=0.005)


def _is_card(answer: Answer) -> bool:
    return any(isinstance(r, Text) and r.tone == "care" for r in answer.replies)


def _twice(text: str) -> bool:
    """A whole sentence that comes again, or far more words than any answer has."""
    parts = [s for s in re.split(r"(?<=[.?!])\s+", text) if len(s.split()) > 3]
    return len(parts) != len(set(parts)) or len(text.split()) > 170
