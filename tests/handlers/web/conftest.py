"""A running app with the page open on a free port."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from bot.app import App
from bot.log import start_log
from bot.settings import Settings
from handlers.web import WebDoor, door
from tests.conftest import House, Opener
from tests.fakes.mind import FakeSupporter
from tests.fakes.page import Page


@dataclass
class Site:
    house: House
    door: WebDoor

    @property
    def app(self) -> App:
        return self.house.app

    @property
    def supporter(self) -> FakeSupporter:
        return self.house.supporter

    @property
    def log(self) -> io.StringIO:
        return self.house.log

    def tab(self, other: Page | None = None) -> Page:
        """A tab in a browser of its own, or in the same one as another tab."""
        page = Page(self.door.port, other.jar) if other else Page(self.door.port)
        page.read = self.house.clock.read
        return page


Sites = Callable[..., AbstractAsyncContextManager[Site]]


@pytest.fixture
def open_site(open_house: Opener) -> Sites:
    @asynccontextmanager
    async def opened(**settings: Any) -> AsyncIterator[Site]:
        own = door(Settings(_env_file=None), start_log("ERROR", io.StringIO()))
        async with open_house(door=own, web_port=0, **settings) as house:
            await own.open(house.app)
            try:
                yield Site(house, own)
            finally:
                await own.close()

    return opened


@pytest.fixture
async def site(open_site: Sites) -> AsyncIterator[Site]:
    async with open_site() as opened:
        yield opened
