"""What the house adds to the endpoint's own first word, and what a prompt costs."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

from bot.messages import Message
from tests.bench.heldout import rows
from tests.bench.model_house import ModelHouse, good, model_house
from tests.fakes.model_server import Asked, ModelServer, Reply

_FIRST, _GAP = 0.25, 0.012  # a quick hosted model


def run() -> Iterator[str]:
    """Added: from the beginning of the turn to the arrival of its request, and from the last token of the
    first sentence to its words on screen. The endpoint's own time is what lies between. What every
    answer waits for before its turn (danger screen, inbox, lane) is told beside it."""
    yield from asyncio.run(_run())


async def _run() -> list[str]:
    vents = [r["text"] for r in rows("vents") if 15 < len(r["text"].split()) <= 80]
    async with ModelServer() as server:
        server.usual = lambda asked: Reply(good(len(server.asked)), _FIRST, _GAP)
        async with model_house(server) as house:
            screen = house.screen  # danger is never sent, nor anything else that day
            vents = [text for text in vents if screen(text).level == "none"][:60]
            house.unread()
            await house.agree("ann")
            turns_at = _watched(house)
            waited: list[float] = []
            before: list[float] = []
            after: list[float] = []
            for text in vents:
                took = await _one(house, text, turns_at)
                if took:
                    waited.append(took[0])
                    before.append(took[1])
                    after.append(took[2])
            added = sorted(b + a for b, a in zip(before, after, strict=True))
            turns, calls = len(added), len(server.asked)
            lines = [
                f"n {turns} answers of {len(vents)}, {calls} calls for {turns} generated answers",
                f"added to first words: p50 {_at(added, 0.5):.0f} ms, p95 {_at(added, 0.95):.0f} ms",
                f"  before the request: p50 {_at(before, 0.5):.0f}, p95 {_at(before, 0.95):.0f} ms; "
                f"after the sentence: p50 {_at(after, 0.5):.0f}, p95 {_at(after, 0.95):.0f} ms",
                f"  before the turn, as for any answer: p50 {_at(waited, 0.5):.0f}, p95 {_at(waited, 0.95):.0f} ms",
            ]
            return [*lines, *await _tokens(house, server, vents)]


def _watched(house: ModelHouse) -> list[float]:
    """When each turn begins from here on."""
    begun: list[float] = []
    turn = house.app.lanes._work.__self__._turn  # type: ignore[attr-defined]
    take = turn.take

    async def noted(breath: object) -> object:
        begun.append(time.monotonic())
        return await take(breath)

    turn.take = noted
    return begun


async def _one(
    house: ModelHouse, text: str, turns_at: list[float]
) -> tuple[float, float, float] | None:
    await asyncio.sleep(1.0)  # people take longer than that to read and write
    house.turn(60)
    shown, calls = len(house.door.history), len(house.server.asked)
    event = Message(house._id("ann"), house.address("ann"), text, house.clock.now())
    began, delivered = time.monotonic(), len(house.door.delivered)
    await house.app.intake.accept(event)
    first = 0.0
    while len(house.door.delivered) == delivered:
        if not first and len(house.door.history) > shown:
            first = time.monotonic()
        await asyncio.sleep(0.004)
    if not first or len(house.server.asked) == calls:
        return None
    asked: Asked = house.server.asked[-1]
    script = Reply(good(len(house.server.asked)))
    sentence = script.text.index(". ") + 2
    length = count = 0
    for count, token in enumerate(script.tokens()):  # noqa: B007 - the token that ends it
        length += len(token)
        if length >= sentence:
            break
    ended = asked.first_token_at + (asked.last_token_at - asked.first_token_at) * count / (
        len(script.tokens()) - 1
    )
    turn = turns_at[-1]
    return (turn - began) * 1000, (asked.at - turn) * 1000, max(0.0, first - ended) * 1000


async def _tokens(house: ModelHouse, server: ModelServer, vents: list[str]) -> list[str]:
    """A talk of ten turns with five confirmed memories, by two counts."""
    await house.agree("bob")
    person = house.app.store.vault.person("fake", "acme", "bob")
    from memory.facts import Fact

    facts = ("Tuesdays are your late shift", "you have a son in second grade", "your lead is new",
             "you moved to the billing line in May", "you want to be told straight")  # fmt: skip
    async with house.app.store.database.write() as tx:
        for number, text in enumerate(facts):
            await house.app.store.facts.propose(tx, person, Fact(f"f{number}", text, 1))
            await house.app.store.facts.confirm(tx, person, f"f{number}")
    counts: list[tuple[int, int]] = []
    for text in vents[:10]:
        house.turn(60)
        await house.say("bob", text)
        whole = server.asked[-1].text
        counts.append((len(whole) // 4, _pieces(whole)))
    last = counts[-1]
    return [
        f"prompt of the tenth turn: {last[0]} tokens at four characters each, {last[1]} WordPiece tokens; "
        f"most in the talk {max(c[0] for c in counts)} and {max(c[1] for c in counts)}"
    ]


def _pieces(text: str) -> int:
    from memory.embedder import Encoder

    return len(Encoder().tokenizer.encode(text).ids)


def _at(values: list[float], share: float) -> float:
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))]
