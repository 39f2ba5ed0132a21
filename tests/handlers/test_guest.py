"""`shoulder chat` beside a bot that runs: what is typed, what comes back, and what is said when the bot goes away."""

from __future__ import annotations

import asyncio
import io
import queue
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from bot.settings import Settings
from handlers import conversing
from handlers.guest import Guest, NotThere, page_of
from handlers.screen import Screen
from tests.fakes.proxy import Relay
from tests.handlers.web.conftest import Site, Sites, open_site

__all__ = ["open_site"]


class Keyboard(Console):
    """A terminal without a person: lines go in with `type`, `seen` waits for words to come out."""

    def __init__(self) -> None:
        self.out = io.StringIO()
        super().__init__(file=self.out, width=300, highlight=False)
        self._lines: queue.Queue[str] = queue.Queue()

    def input(self, *args: Any, **kwargs: Any) -> str:
        return self._lines.get(timeout=60)

    def type(self, line: str) -> None:
        self._lines.put(line)

    async def seen(self, words: str, times: int = 1) -> None:
        async with asyncio.timeout(30):
            while self.out.getvalue().count(words) < times:
                await asyncio.sleep(0.02)


@pytest.fixture
async def site(open_site: Sites) -> AsyncIterator[Site]:
    async with open_site() as opened:
        yield opened


@asynccontextmanager
async def chatting(port: int, cookies: Path) -> AsyncIterator[Keyboard]:
    """A chat that has begun, and ends when the person leaves."""
    keyboard = Keyboard()
    async with Guest(page_of("127.0.0.1", port), cookies, Screen(keyboard)) as guest:
        talking = asyncio.create_task(guest.talk())
        await keyboard.seen("on the one that runs here already")
        yield keyboard
        keyboard.type("/quit")
        await asyncio.wait_for(talking, 10)


async def test_what_is_typed_is_answered_once(site: Site, tmp_path: Path) -> None:
    async with chatting(site.door.port, tmp_path / "cookie") as keyboard:
        keyboard.type("he yelled at me")
        await keyboard.seen("re: he yelled at me")
        keyboard.type("and then he hung up")
        await keyboard.seen("re: and then he hung up")
    assert keyboard.out.getvalue().count("re: ") == 2
    assert [r.text for r in site.supporter.requests] == ["he yelled at me", "and then he hung up"]


async def test_commands_and_buttons_reach_it(site: Site, tmp_path: Path) -> None:
    async with chatting(site.door.port, tmp_path / "cookie") as keyboard:
        keyboard.type("/forget")
        await keyboard.seen("[1]")
        before = keyboard.out.getvalue()
        keyboard.type("1")
        async with asyncio.timeout(30):
            while keyboard.out.getvalue() == before:
                await asyncio.sleep(0.02)
    assert site.supporter.requests == []


async def test_the_next_chat_is_the_same_person(site: Site, tmp_path: Path) -> None:
    cookies = tmp_path / "cookie"
    async with chatting(site.door.port, cookies):
        first = cookies.read_text()
    async with chatting(site.door.port, cookies) as keyboard:
        keyboard.type("it's me again")
        await keyboard.seen("re: it's me again")
    assert cookies.read_text() == first != ""
    assert stat.S_IMODE(cookies.stat().st_mode) == 0o600


async def test_it_says_so_when_the_bot_goes_away_and_when_it_is_back(
    site: Site, tmp_path: Path
) -> None:
    relay = Relay(site.door.port)
    relay.open()
    try:
        async with chatting(relay.port, tmp_path / "cookie") as keyboard:
            keyboard.type("before")
            await keyboard.seen("re: before")
            relay.cut()
            await keyboard.seen("Shoulder has stopped, or is starting again.")
            keyboard.type("meanwhile")
            await keyboard.seen("that wasn't taken in")
            relay.open()
            await keyboard.seen("It's back.")
            keyboard.type("after")
            await keyboard.seen("re: after")
    finally:
        relay.cut()
    assert [r.text for r in site.supporter.requests] == ["before", "after"]
    assert keyboard.out.getvalue().count("re: before") == 1


async def test_what_cannot_be_taken_is_said_in_our_words(site: Site, tmp_path: Path) -> None:
    async with chatting(site.door.port, tmp_path / "cookie") as keyboard:
        keyboard.type("x" * 20_001)
        await keyboard.seen("That's longer than I can take in one go.")
    assert site.supporter.requests == []


async def test_nothing_listens_there(tmp_path: Path) -> None:
    with pytest.raises(NotThere):
        async with Guest(page_of("127.0.0.1", 9), tmp_path / "cookie", Screen(Keyboard())):
            pass


def test_chat_joins_the_bot_that_owns_the_directory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    joined: list[Settings] = []

    async def join(settings: Settings, first: str = "") -> None:
        joined.append(settings)

    from memory.errors import DataDirBusy

    def busy(*args: object) -> None:
        raise DataDirBusy("taken")

    monkeypatch.setattr(conversing, "_join", join)
    monkeypatch.setattr("bot.lifetime.running", busy)
    monkeypatch.setattr("bot.mind.Mind.load", lambda settings: None)
    asyncio.run(conversing.chat(Settings(_env_file=None, data_dir=tmp_path)))
    assert len(joined) == 1


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8080"),
        ("0.0.0.0", "http://127.0.0.1:8080"),  # noqa: S104
        ("::", "http://[::1]:8080"),
        ("localhost", "http://localhost:8080"),
    ],
)
def test_where_the_page_is(host: str, url: str) -> None:
    assert str(page_of(host, 8080)) == url
