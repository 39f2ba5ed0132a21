"""A scripted endpoint and an engine that talks to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from random import Random
from typing import Any

import pytest
from pydantic import SecretStr

from bot.model.breaker import Breaker
from bot.model.call import Patience
from bot.model.chat import ChatEngine
from bot.model.provider import Chat
from bot.model.served import Served
from bot.model.spending import NoLedger, Purse, Rates
from memory.clock import SystemClock
from tests.bot.commands.helpers import met
from tests.conftest import House, Opener
from tests.fakes.model_server import ModelServer

Make = Callable[..., ChatEngine]
Modelled = Callable[..., AbstractAsyncContextManager[House]]


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
        first: float = 30.0, total: float = 40.0, rates: Rates | None = None, **more: Any
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


@pytest.fixture
def with_model(open_house: Opener, server: ModelServer) -> Modelled:
    """A house on the scripted endpoint."""

    @asynccontextmanager
    async def opened(**settings: Any) -> AsyncIterator[House]:
        given = {
            "model_base_url": server.url, "model": "test-model", "model_retention": "for a week", "model_first_seconds": 30,
            "model_total_seconds": 40, **settings,
        }  # fmt: skip
        async with open_house(**given) as house:
            assert house.app.endpoint is not None
            house.app.endpoint.load()
            yield house

    return opened


async def agreed(house: House, user: str = "ann") -> None:
    """Somebody who said yes to being remembered, and to the model."""
    await met(house, user)
    await house.do(house.action("deal_yes", house.app.services.models.mark, user=user))
    house.clock.turn(seconds=10)
