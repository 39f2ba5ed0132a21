"""`shoulder chat` while the bot runs already: one more client of its page, with a cookie of its own."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator
from pathlib import Path
from types import TracebackType
from typing import Any
from uuid import uuid4

import aiohttp
from yarl import URL

from bot.messages import Answer
from bot.queue.wire import load_parcel
from handlers.screen import Screen, Typed

_COOKIE = "shoulder"
_AGAIN = (0.2, 0.5, 1.0, 2.0)  # seconds until the next try, the last one for ever
_QUIET = 40.0  # the server says something every fifteen seconds
_NOBODY = {"platform": "", "workspace": "", "user": "", "channel": ""}
_LOST = (aiohttp.ClientError, OSError, TimeoutError)


class NotThere(Exception):
    """Nothing of ours answers at that address."""


def page_of(host: str, port: int) -> URL:
    """Where to reach a page that listens on `host`: on loopback, unless it listens elsewhere only."""
    if host in ("", "0.0.0.0"):  # noqa: S104 - where it listens, not where we go
        host = "127.0.0.1"
    return URL.build(scheme="http", host="::1" if host == "::" else host, port=port)


class Guest:
    """One person at one keyboard, and the bot in another process. Use as a context manager; entering raises NotThere."""

    def __init__(self, page: URL, cookies: Path, screen: Screen | None = None) -> None:
        """`cookies`: the file that the cookie is kept in, for the next time."""
        self._page = page
        self._file = cookies
        self._screen = screen or Screen()
        self._answered = asyncio.Event()
        self._wanted = asyncio.Event()  # cleared while this window rests
        self._ready = asyncio.Event()
        self._shown: set[str] = set()
        self._last = ""

    async def __aenter__(self) -> Guest:
        jar = aiohttp.CookieJar(unsafe=True)  # loopback is an address, not a name
        if kept := _read(self._file):
            jar.update_cookies({_COOKIE: kept}, self._page)
        self._session = aiohttp.ClientSession(
            cookie_jar=jar, timeout=aiohttp.ClientTimeout(total=20)
        )
        try:
            await self._introduce()
        except (*_LOST, ValueError) as error:
            await self._session.close()
            raise NotThere from error
        self._wanted.set()
        self._listening = asyncio.create_task(self._listen())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._listening.cancel()
        await asyncio.wait({self._listening})
        await self._session.close()

    async def talk(self) -> None:
        """Read lines until the person leaves."""
        self._screen.hello("joined")
        while (typed := await self._screen.read()) is not None:
            self._answered.clear()
            self._wanted.set()
            if not await self._send(typed):
                continue
            try:
                await asyncio.wait_for(self._answered.wait(), 60)
            except TimeoutError:
                self._screen.note("late")

    # --- inside

    async def _introduce(self) -> None:
        """Get a cookie, or have the kept one confirmed. Raises ValueError if it is not Shoulder that answers."""
        async with self._session.get(self._page / "api/me") as response:
            if response.status != 200 or response.headers.get("Server") != "Shoulder":
                raise ValueError("not Shoulder")
            await response.read()
            cookie = response.cookies.get(_COOKIE)
        if cookie is not None:
            _write(self._file, cookie.value)

    async def _send(self, typed: Typed) -> bool:
        """Whether it was taken in; if not, the person has been told."""
        body: dict[str, Any] = {"id": str(uuid4())}
        match typed.kind:
            case "message":
                body |= {"text": typed.text}
            case "command":
                body |= {"name": typed.name, "args": typed.text}
            case "action":
                body |= {"name": typed.name, "value": typed.text, "values": dict(typed.values)}
        try:
            await asyncio.wait_for(self._ready.wait(), 2)
            async with self._session.post(self._page / f"api/{typed.kind}s", json=body) as response:
                if response.status == 202:
                    return True
                said = (await response.json()).get("text", "")
        except (*_LOST, ValueError):
            self._screen.note("unreached")
            return False
        self._screen.say(str(said))
        return False

    async def _listen(self) -> None:
        """Follow the live line for as long as we are here; it may come and go."""
        tries = 0
        while True:
            await self._wanted.wait()
            try:
                async for name, data in self._heard():
                    if tries > 1:
                        self._screen.note("back")
                    tries = 0
                    self._take(name, data)
            except (*_LOST, ValueError):
                pass
            self._ready.clear()
            if not self._wanted.is_set():
                continue
            tries += 1
            if (
                tries == 2
            ):  # the second one in a row: not a line that broke, but a server that is away
                self._screen.note("gone")
            await asyncio.sleep(_AGAIN[min(tries, len(_AGAIN)) - 1])

    async def _heard(self) -> AsyncIterator[tuple[str, Any]]:
        headers = {"Last-Event-ID": self._last} if self._last else {}
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=5, sock_read=_QUIET)
        url = self._page / "api/stream"
        async with self._session.get(url, headers=headers, timeout=timeout) as response:
            if response.status == 401:
                await self._introduce()  # the server has forgotten whom it gave the cookie to
            if response.status != 200:
                raise ValueError("no stream")
            name = data = ""
            async for raw in response.content:
                line = raw.decode().rstrip("\n")
                if line.startswith("event: "):
                    name = line[7:]
                elif line.startswith("data: "):
                    data = line[6:]
                elif line.startswith("id: "):
                    self._last = line[4:]
                elif not line and name:
                    yield name, json.loads(data)
                    name = data = ""

    def _take(self, name: str, data: Any) -> None:
        match name:
            case "ready":
                self._ready.set()
            case "answer" if data["id"] not in self._shown:
                self._shown.add(data["id"])
                self._screen.show(_answer(data))
                self._answered.set()
            case "parked":
                self._wanted.clear()
                self._screen.note("parked")


def _answer(item: dict[str, Any]) -> Answer:
    return load_parcel(json.dumps({"to": _NOBODY, "replies": item["replies"]}))[1]


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _write(file: Path, cookie: str) -> None:
    """For its owner's eyes only. Where that can't be, the next chat begins as a stranger."""
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            out.write(cookie)
    except OSError:
        return
