"""One endpoint, on a good day and on all the bad ones."""

from __future__ import annotations

import asyncio
import gc
import sys
import time
from contextlib import aclosing
from types import AsyncGeneratorType, SimpleNamespace

import pytest
from pydantic import BaseModel

from bot.model.breaker import Breaker
from bot.model.engine import Kind, Line, ModelError
from bot.model.spending import Rates
from memory.errors import DatabaseAway
from memory.spending import Spent
from tests.bot.model.conftest import Make
from tests.fakes.model_server import Cut, Garbage, Hang, ModelServer, Refuse, Reply, Script, Status
from tests.fakes.model_server.scripts import WORDS

LINES = [Line("system", "Be kind."), Line("user", "he shouted at me")]


class Score(BaseModel):
    score: int
    why: str = ""


async def heard(engine: object, tokens: int = 200) -> tuple[str, Kind | None]:
    """What came, and how it ended."""
    said = ""
    try:
        async for piece in engine.stream(LINES, tokens=tokens):  # type: ignore[attr-defined]
            said += piece
    except ModelError as error:
        return said, error.kind
    return said, None


async def test_an_answer_comes_piece_by_piece_in_one_call(server: ModelServer, make: Make) -> None:
    engine = make()
    pieces = [piece async for piece in engine.stream(LINES, tokens=120)]
    assert "".join(pieces) == WORDS and len(pieces) > 10
    (asked,) = server.asked
    assert asked.body["messages"] == [
        {"role": "system", "content": "Be kind."}, {"role": "user", "content": "he shouted at me"},
    ]  # fmt: skip
    assert asked.body["max_tokens"] == 120 and asked.body["temperature"] == 0.7
    assert engine.name == "server:test-model"


async def test_the_next_message_finds_the_connection_open(
    server: ModelServer, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, later = make(), [0.0]
    engine.load()
    clock = SimpleNamespace(monotonic=lambda: time.monotonic() + later[-1])
    for name in [n for n in sys.modules if n.endswith("._async.http11")]:
        monkeypatch.setattr(sys.modules[name], "time", clock)
    for seconds in (0.0, 60.0, 600.0):
        later.append(seconds)
        assert await heard(engine) == (WORDS, None)
    first, after_a_minute, much_later = (asked.port for asked in server.asked)
    assert first == after_a_minute != much_later


@pytest.mark.parametrize(
    ("script", "kind", "calls"),
    [
        (Status(500), "unavailable", 2),
        (Status(429), "unavailable", 2),
        (Status(429, retry_after="30"), "unavailable", 1),
        (Status(401), "unavailable", 1),
        (Status(404), "unavailable", 1),
        (Status(503, body="<html>"), "unavailable", 2),
        (Cut(0), "unavailable", 2),
        (Cut(0, politely=True), "malformed", 1),
        (Hang(0), "slow", 1),
        (Garbage("json"), "malformed", 1),
        (Garbage("empty"), "malformed", 1),
        (Garbage("html"), "malformed", 1),
        (Garbage("shape"), "malformed", 1),
        (Garbage("error"), "unavailable", 2),
        (Refuse("field"), "malformed", 1),  # LangChain drops that field of a stream
        (Refuse("filter"), "refused", 1),
    ],
    ids=repr,
)
async def test_every_bad_day_is_an_error_of_ours_before_a_word(
    server: ModelServer, make: Make, script: Script, kind: Kind, calls: int
) -> None:
    server.usual = script
    first = 0.3 if isinstance(script, Hang) else 30
    assert await heard(make(first, total=40)) == ("", kind)
    assert len(server.asked) == calls


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        (Cut(6), "unavailable"),
        (Cut(6, politely=True), "unavailable"),
        (Hang(6), "slow"),
        (Garbage("json", 6), "malformed"),
        (Garbage("error", 6), "unavailable"),
    ],
    ids=repr,
)
async def test_what_breaks_midway_is_not_asked_again(
    server: ModelServer, make: Make, script: Script, kind: Kind
) -> None:
    server.play(script)
    said, ended = await heard(make(first=2 if isinstance(script, Hang) else 30, total=40))
    assert said and WORDS.startswith(said) and ended == kind
    assert len(server.asked) == 1


async def test_a_hiccup_is_tried_again(server: ModelServer, make: Make) -> None:
    server.play(Status(503), Reply("Well again."))
    assert await heard(make()) == ("Well again.", None)


async def test_nothing_that_went_wrong_is_quoted(server: ModelServer, make: Make) -> None:
    server.usual = Status(500)
    with pytest.raises(ModelError) as caught:
        await make().ask(LINES, Score, tokens=10)
    assert str(caught.value) == "unavailable" and caught.value.__cause__ is None


async def test_the_whole_answer_has_a_time_too(server: ModelServer, make: Make) -> None:
    server.usual = Reply(gap=0.5)
    said, ended = await heard(make(first=30, total=3))
    assert said and ended == "slow"


async def test_hanging_up_stops_the_server_and_is_paid(server: ModelServer, make: Make) -> None:
    engine = make()
    server.usual = Reply(gap=0.02)
    async with aclosing(engine.stream(LINES, tokens=200)) as pieces:
        async for _ in pieces:
            break
    async with asyncio.timeout(5):
        while not server.asked[0].hung_up:
            await asyncio.sleep(0.01)
    assert engine.purse.today.calls == 1 and engine.purse.today.tokens > 0


async def test_after_three_failures_it_is_left_alone(server: ModelServer, make: Make) -> None:
    now = 0.0
    server.usual = Status(401)
    engine = make(breaker=Breaker(now=lambda: now))
    for _ in range(5):
        assert await heard(engine) == ("", "unavailable")
    assert len(server.asked) == 3
    now, server.usual = 21.0, Reply("Back.")
    assert await heard(engine) == ("Back.", None)
    assert await heard(engine) == ("Back.", None)


async def test_a_refusal_is_no_failure_of_the_endpoint(server: ModelServer, make: Make) -> None:
    server.usual, engine = Refuse("filter"), make()
    for _ in range(5):
        assert await heard(engine) == ("", "refused")
    assert len(server.asked) == 5


async def test_a_shape_is_asked_for_and_checked(server: ModelServer, make: Make) -> None:
    server.play(Reply('{"score": 4, "why": "kind"}'))
    assert await make().ask(LINES, Score, tokens=50) == Score(score=4, why="kind")
    assert server.asked[0].body["response_format"]["json_schema"]["name"] == "Score"
    assert server.asked[0].body["temperature"] == 0.0


@pytest.mark.parametrize(
    "script",
    [Reply('{"score": "many"}'), Reply('{"sc'), Reply("Four, I think."), Reply("[4]"),
     Garbage("json"), Garbage("shape"), Garbage("html"), Garbage("empty"), Refuse()],
    ids=repr,
)  # fmt: skip
async def test_another_shape_is_malformed_in_one_try(
    server: ModelServer, make: Make, script: Script
) -> None:
    server.usual = script
    with pytest.raises(ModelError) as caught:
        await make().ask(LINES, Score, tokens=50)
    assert caught.value.kind == "malformed" and len(server.asked) == 1


async def test_a_server_without_schemas_gets_it_in_words(server: ModelServer, make: Make) -> None:
    server.knows_schemas = False
    server.usual, engine = Reply('Sure:\n```json\n{"score": 2}\n```'), make()
    for _ in range(2):
        assert await engine.ask(LINES, Score, tokens=50) == Score(score=2)
    assert [asked.structured for asked in server.asked] == [True, False, False]
    assert '"score"' in server.asked[1].body["messages"][0]["content"]
    assert [m["role"] for m in server.asked[1].body["messages"]] == ["system", "user"]


async def test_thoughts_are_not_for_the_person(server: ModelServer, make: Make) -> None:
    server.play(Reply("<think>\nThey are upset. <b>Hm.</b>\n</think>\n\nThat was cruel."))
    assert await heard(make()) == ("That was cruel.", None)


async def test_the_days_cap_holds_even_for_many_at_once(server: ModelServer, make: Make) -> None:
    server.usual = Reply("One two three.", first=0.1)
    engine = make(rates=Rates(price_in=1, price_out=2, daily_cost=0.00052))  # two calls' worth
    ended = await asyncio.gather(*(heard(engine, tokens=100) for _ in range(6)))
    assert sorted(str(kind) for _, kind in ended).count("spent") == 4
    assert len(server.asked) == 2
    assert engine.purse.today.cost <= 520


async def test_a_ledger_that_is_away_costs_nobody_an_answer(
    server: ModelServer, make: Make
) -> None:
    class Away:
        written: Spent = Spent()
        away = True

        async def day(self, day: str) -> Spent:
            raise DatabaseAway("gone")

        async def add(self, day: str, spent: Spent) -> None:
            if self.away:
                raise DatabaseAway("gone")
            self.written = self.written + spent

    ledger = Away()
    engine = make(ledger=ledger)
    assert (await heard(engine))[1] is None
    ledger.away = False
    assert (await heard(engine))[1] is None
    assert ledger.written == engine.purse.today and ledger.written.calls == 2


async def test_no_word_goes_to_a_tracing_service(
    server: ModelServer, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """LangChain sends everything to LangSmith when a variable of its own says so."""
    async with ModelServer() as spy:
        for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
            monkeypatch.setenv(name, "true")
        monkeypatch.setenv("LANGSMITH_ENDPOINT", f"http://127.0.0.1:{spy.port}/v1")
        engine = make()
        engine.load()
        from langsmith.utils import tracing_is_enabled

        assert not tracing_is_enabled()
        assert (await heard(engine))[1] is None and not spy.asked


@pytest.mark.parametrize("pieces", [1, 8])
async def test_hanging_up_leaves_nothing_open_behind_it(
    server: ModelServer, make: Make, pieces: int
) -> None:
    """Otherwise whatever closes the loop next closes a provider's generators all at once, which quarrel on stderr."""
    server.usual = Reply(gap=0.02)
    engine = make()
    before = suspended()
    async with aclosing(engine.stream(LINES, tokens=200)) as stream:
        for _ in range(pieces):
            await anext(stream)
    assert suspended() == before


@pytest.mark.parametrize("steps", [0, 2, 5, 9, 13])
async def test_a_task_that_is_ended_ends_at_once_and_leaves_nothing_open(
    server: ModelServer, make: Make, steps: int
) -> None:
    """Also at the very moment when a piece arrives: there LangChain's own waiting loses a cancelling."""
    server.usual = Hang(after=3)
    engine, before = make(), suspended()
    engine.load()
    task = asyncio.create_task(heard(engine))
    while not server.asked or not server.asked[-1].last_token_at:
        await asyncio.sleep(0)
    for _ in range(steps):
        await asyncio.sleep(0)
    task.cancel()
    async with asyncio.timeout(8):  # thirty, the patience with the endpoint, if it were lost
        with pytest.raises(asyncio.CancelledError):
            await task
    assert suspended() == before


def suspended() -> int:
    """Generators of libraries that wait in the middle of their work."""
    alive = [g for g in gc.get_objects() if isinstance(g, AsyncGeneratorType) and g.ag_frame]
    return sum("site-packages" in g.ag_code.co_filename for g in alive)
