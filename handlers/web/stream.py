"""The page's live line: server-sent events, one per tab, with what was missed first."""

from __future__ import annotations

import asyncio

from aiohttp import web

from handlers.web.api import Api
from handlers.web.body import Refused
from handlers.web.history import History
from handlers.web.identity import Visitor
from handlers.web.streams import Shown, Streams, Tab, now_ms
from memory.errors import StorageError

_HEARTBEAT = 15.0
_OVERLAP_MS = 60_000  # shown again rather than lost: the page knows what it has
_STORE_SECONDS = 2.0
_FRESH_MS = 4_000  # as long as writing down a card may take


class Stream:
    """GET /api/stream."""

    def __init__(self, api: Api, history: History, streams: Streams) -> None:
        self._api = api
        self._history = history
        self._streams = streams

    async def get(self, request: web.Request) -> web.StreamResponse:
        """Until the tab closes."""
        visitor = self._api.visitor(request)
        if visitor is None:
            raise Refused(401, "who")
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"}
        )
        tab = self._streams.join(visitor.user)  # first: what comes from now on is in the queue
        try:
            await response.prepare(request)
            hello = Shown("ready", "", now_ms(), {"you": visitor.user[:12]})
            await response.write(b"retry: 1500\n" + hello.encode())
            for shown in await self._missed(visitor, _since(request)):
                await response.write(shown.encode())
            await self._pass_on(tab, response)
        except ConnectionError:
            pass  # the tab is gone
        finally:
            self._streams.leave(tab)
        return response

    async def _pass_on(self, tab: Tab, response: web.StreamResponse) -> None:
        while True:
            try:
                shown = await asyncio.wait_for(tab.queue.get(), _HEARTBEAT)
            except TimeoutError:
                await response.write(b": still here\n\n")
                continue
            if shown is None:
                return
            await response.write(shown.encode())

    async def _missed(self, visitor: Visitor, since_ms: int) -> list[Shown]:
        """From the outbox, and what is too fresh to be there. A new page asks for its history itself;
        while the store is away, it and everybody else gets what is still in memory."""
        fresh = now_ms() - _FRESH_MS
        try:
            async with asyncio.timeout(_STORE_SECONDS):
                items = await self._history.items(visitor.address, since_ms or fresh)
        except (StorageError, TimeoutError):
            return self._streams.lately(visitor.user, since_ms)
        answers = [item for item in items if item["kind"] == "answer"]
        kept = [Shown("answer", item["id"], item["at"], item) for item in answers if since_ms]
        lately = self._streams.lately(visitor.user, since_ms or fresh)
        return sorted(kept + lately, key=lambda shown: shown.at_ms)


def _since(request: web.Request) -> int:
    """What the browser saw last, a little earlier; 0 for a page that has just been opened."""
    last = request.headers.get("Last-Event-ID") or request.query.get("after", "")
    return max(1, int(last) - _OVERLAP_MS) if last.isdecimal() and len(last) < 16 else 0
