"""A scripted endpoint and an engine that talks to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from random import Random
from typing import Any

import pytest
from pydantic import SecretStr

from bot.model.breaker import Breaker
from bot.model.chat import ChatEngine, Patience
from bot.model.provider import Chat
from bot.model.served import Served
from bot.model.spending import NoLedger, Purse, Rates
from memory.clock import SystemClock
from tests.fakes.model_server import ModelServer

Make = Callable[..., ChatEngine]


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    async with ModelServer() as running:
        yield running


@pytest.fixture
async def make(server: ModelServer) -> AsyncIterator[Make]:
    """Engines on the server; closed at the end."""
    made: list[ChatEngine] = []

    async def no_sleep(seconds: float) -> None:
        return None

    def build(
        first: float = 2.0, total: float = 4.0, rates: Rates | None = None, **more: Any
    ) -> ChatEngine:
        chat = Chat(Served("openai", "test-model", server.url), SecretStr(""), total)
        purse = Purse(rates or Rates(), more.pop("ledger", NoLedger()), SystemClock())
        breaker = more.pop("breaker", Breaker())
        engine = ChatEngine(chat, Patience(first, total), breaker, purse, Random(1), no_sleep)
        made.append(engine)
        return engine

    yield build
    for engine in made:
        await engine.close()
