"""Socket Mode, and the watchman beside it: a socket can be dead or frozen and look fine."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient

from bot.doors import Line
from bot.log import Log

_PING = 2.0  # seconds; a frozen socket is noticed after about two of these
_LOOK = 0.5
_ENOUGH = 6.0  # down for that long, and the address that Slack gave is thought to be stale, too


class Socket:
    """`start` returns at once: while Slack is away it is tried again, and the page works meanwhile.
    `back` is called whenever it is up again, with the seconds that it was down; first with None."""

    def __init__(
        self, bolt: AsyncApp, token: str, web: AsyncWebClient, back: Callable[[float | None], None],
        log: Log,
    ) -> None:  # fmt: skip
        self._bolt = bolt
        self._token = token
        self._web = web
        self._back = back
        self._log = log
        self._client: SocketModeClient | None = None
        self._work: list[asyncio.Task[None]] = []
        self._session: aiohttp.ClientWebSocketResponse | None = None
        self._connections = 0
        self._down_since: float | None = time.monotonic()

    def start(self) -> None:
        """Connect, stay connected, and watch."""
        handler = AsyncSocketModeHandler(
            self._bolt, self._token, logger=self._bolt.logger, web_client=self._web,
            ping_interval=_PING,
        )  # fmt: skip
        self._client = handler.client
        self._work = [
            asyncio.create_task(self._connect(handler.client)),
            asyncio.create_task(self._watch(handler.client)),
        ]

    async def stop(self) -> None:
        """Close it; what came in before is finished."""
        for work in self._work:
            work.cancel()
        if self._client is not None:
            with contextlib.suppress(Exception):
                await asyncio.wait_for(self._client.close(), 3)  # type: ignore[no-untyped-call]

    def line(self) -> Line:
        """Up, or down since when."""
        down = 0.0 if self._down_since is None else time.monotonic() - self._down_since
        return Line(self._down_since is None, round(down, 1), max(0, self._connections - 1))

    # --- inside

    async def _connect(self, client: SocketModeClient) -> None:
        await client.connect()  # type: ignore[no-untyped-call]

    async def _watch(self, client: SocketModeClient) -> None:
        told = renewed = time.monotonic()
        told_up = False
        while True:
            await asyncio.sleep(_LOOK)
            now = time.monotonic()
            if client.current_session is not self._session:
                self._session = client.current_session
                self._connections += 1
            if await client.is_connected():
                if self._down_since is not None:
                    self._log.info("slack connected", connections=self._connections)
                    self._back(now - self._down_since if told_up else None)
                    told_up = True
                self._down_since = None
                continue
            if self._down_since is None:
                self._down_since = told = renewed = now
                self._log.warning("slack socket down")
            if now - renewed > _ENOUGH:
                renewed = now
                self._renew(client)
            if now - told > 60:
                told = now
                self._log.error("slack still unreachable", seconds=int(now - self._down_since))

    def _renew(self, client: SocketModeClient) -> None:
        """The client tries the same address for ever once it has one, and gives up when its own watch
        dies: ask for a new address, and see to it that somebody does the asking."""
        client.wss_uri = None
        monitor = client.current_session_monitor
        connecting = any(not work.done() for work in self._work[:1])
        if (monitor is None or monitor.done()) and not connecting:
            self._work[0] = asyncio.create_task(self._connect(client))
