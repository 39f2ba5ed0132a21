"""One socket between Slack and the app."""

from __future__ import annotations

import asyncio
import contextlib
import json
from typing import Any

from aiohttp import web

from tests.fakes.slack.errors import NotAcked


class Connection:
    """One socket to the app."""

    def __init__(self, ws: web.WebSocketResponse, request: web.Request) -> None:
        self.ws = ws
        self.request = request
        self.thawed = asyncio.Event()
        self.thawed.set()
        self.retired = False  # about to be refreshed: nothing new is sent
        self.pending: dict[str, asyncio.Future[Any]] = {}
        self.echoes: set[str] = set()  # envelopes that only bring the app its own words

    @property
    def frozen(self) -> bool:
        return not self.thawed.is_set()

    async def send(self, body: dict[str, Any]) -> None:
        if not self.frozen:  # a frozen peer swallows everything
            with contextlib.suppress(ConnectionError):  # gone: nobody acks, so it is sent again
                await self.ws.send_str(json.dumps(body))

    def drop(self, reason: str) -> None:
        """Nobody will ack here any more."""
        for future in self.pending.values():
            if not future.done():
                future.set_exception(NotAcked(reason))
