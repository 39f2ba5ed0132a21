"""A browser without a screen: a cookie jar, the page's calls, and a stream that is read in the background."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

import aiohttp


@dataclass(frozen=True)
class Heard:
    """One server-sent event."""

    name: str
    data: dict[str, Any]
    id: str


@dataclass
class Page:
    """One tab. `jar` may be shared by tabs of the same browser."""

    port: int
    jar: aiohttp.CookieJar = field(default_factory=lambda: aiohttp.CookieJar(unsafe=True))
    heard: list[Heard] = field(default_factory=list)
    read: Callable[[], None] = lambda: None  # an answer has been read

    async def __aenter__(self) -> Page:
        timeout = aiohttp.ClientTimeout(total=30)
        self.session = aiohttp.ClientSession(cookie_jar=self.jar, timeout=timeout)
        self._reading: asyncio.Task[None] | None = None
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self.close_stream()
        await self.session.close()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    async def get(self, path: str, **headers: str) -> tuple[int, Any]:
        async with self.session.get(self.url(path), headers=_dashed(headers)) as response:
            return response.status, await response.json()

    async def post(self, kind: str, id: str = "", **fields: Any) -> tuple[int, Any]:
        body = {"id": id or str(uuid.uuid4()), **fields}
        async with self.session.post(self.url(f"/api/{kind}"), json=body) as response:
            return response.status, await response.json()

    async def raw(self, path: str, data: bytes, **headers: str) -> tuple[int, Any]:
        given = {"Content-Type": "application/json", **_dashed(headers)}
        async with self.session.post(self.url(path), data=data, headers=given) as response:
            return response.status, await response.json()

    async def open_stream(self, last: str = "") -> Page:
        headers = {"Last-Event-ID": last} if last else {}
        timeout = aiohttp.ClientTimeout(total=None, sock_read=30)
        response = await self.session.get(self.url("/api/stream"), headers=headers, timeout=timeout)
        assert response.status == 200, response.status
        self._reading = asyncio.create_task(self._read(response))
        await self.wait("ready")
        return self

    async def close_stream(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.wait({self._reading})
            self._reading = None

    async def wait(self, name: str, count: int = 1, seconds: float = 10) -> list[Heard]:
        async with asyncio.timeout(seconds):
            while len(found := [h for h in self.heard if h.name == name]) < count:
                await asyncio.sleep(0.01)
        if name == "answer":
            self.read()
        return found

    def answers(self) -> list[str]:
        """The first text of each answer."""
        return [h.data["replies"][0].get("text", "") for h in self.heard if h.name == "answer"]

    @property
    def last(self) -> str:
        return max((h.id for h in self.heard if h.id), default="")

    async def _read(self, response: aiohttp.ClientResponse) -> None:
        name, data, id = "", "", ""
        async with response:
            async for raw in response.content:
                line = raw.decode().rstrip("\n")
                if not line and name:
                    self.heard.append(Heard(name, json.loads(data), id))
                    name, data, id = "", "", ""
                elif line.startswith("event: "):
                    name = line[7:]
                elif line.startswith("data: "):
                    data = line[6:]
                elif line.startswith("id: "):
                    id = line[4:]


def _dashed(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
