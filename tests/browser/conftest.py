"""A real browser on a running page. Skipped, with the reason, where there is none."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from tests.conftest import TurnedClock
from tests.handlers.web.conftest import Site, Sites, open_site

__all__ = ["Site", "Sites", "open_site"]

ONE_LOOP = pytest.mark.asyncio(loop_scope="session")

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One for all tests, on a loop that they share (`ONE_LOOP`): its start is most of a test. What a test
    does in it is in a context of its own."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        await opened.close()


class Window:
    """One tab, and what a person does in it."""

    def __init__(self, page: Page, url: str, problems: list[str], clock: TurnedClock) -> None:
        self._clock = clock
        self.page = page
        self.url = url
        self.problems = problems  # errors in the console, page errors

    async def say(self, text: str) -> None:
        before = await self.page.locator(".item.bot").count()
        await self.page.fill("#words", text)
        await self.page.keyboard.press("Enter")
        await self.page.locator(".item.bot").nth(before).wait_for(timeout=15_000)
        self._clock.read()

    async def texts(self, selector: str) -> list[str]:
        return [t.strip() for t in await self.page.locator(selector).all_text_contents()]


Windows = Callable[..., AbstractAsyncContextManager[Window]]


@pytest_asyncio.fixture(loop_scope="session")
async def site(open_site: Sites) -> AsyncIterator[Site]:
    async with open_site() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def open_window(browser: Browser, site: Site) -> Windows:
    @asynccontextmanager
    async def opened(
        context: BrowserContext | None = None, **options: Any
    ) -> AsyncIterator[Window]:
        given = {"reduced_motion": "reduce", **options}
        own = context or await browser.new_context(**given)
        page = await own.new_page()
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
        url = f"http://127.0.0.1:{site.door.port}/"
        await page.goto(url)
        await page.locator("#start, .item").first.wait_for()
        yield Window(page, url, problems, site.house.clock)
        await (page.close() if context else own.close())

    return opened
