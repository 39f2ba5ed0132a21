"""Socket Mode: one-time tickets, hello, envelopes, acks, pings, disconnects; several connections."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import uuid
from typing import Any

from aiohttp import WSMsgType, web

from tests.fakes.slack.call import Call
from tests.fakes.slack.connection import Connection
from tests.fakes.slack.errors import NotAcked, SlackError
from tests.fakes.slack.hub import Hub
from tests.fakes.slack.wire import cut

ACK_SECONDS = 3.0
_MOST = 10
_PING_SECONDS = 5.0


class Sockets:
    """All connections of the app. `lose_acks` (the next so many acks, those of the app's own messages
    aside) and `delay` (seconds before each envelope) are faults to order."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._tickets: set[str] = set()
        self.open: list[Connection] = []
        self.accepted = 0
        self.acked: list[str] = []  # event ids and kinds in the order of their acks
        self._last: dict[str, Connection] = {}  # event id -> where it was sent last
        self.lose_acks = 0
        self.delay = 0.0
        self.ack_seconds = ACK_SECONDS
        self.disabled = False

    def apps_connections_open(self, call: Call) -> dict[str, Any]:
        if self.disabled:
            raise SlackError("not_allowed")
        ticket = uuid.uuid4().hex
        self._tickets.add(ticket)
        url = self._hub.base.replace("http://", "ws://")
        return {"url": f"{url}/link/?ticket={ticket}&app_id={self._hub.app.id}"}

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """The socket itself. A ticket opens one connection."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=404)
        self._tickets.discard(ticket)
        ws = web.WebSocketResponse(autoping=False, max_msg_size=0)
        await ws.prepare(request)
        here = Connection(ws, request)
        if len(self.open) >= _MOST:
            await here.send(_goodbye("too_many_websockets"))
            await ws.close()
            return ws
        self.open.append(here)
        self.accepted += 1
        pinging = asyncio.create_task(self._ping(here))
        try:
            await here.send(self._hello())
            await self._listen(here)
        finally:
            pinging.cancel()
            if here in self.open:
                self.open.remove(here)
            here.drop("connection_closed")
        return ws

    async def send(self, kind: str, payload: dict[str, Any], attempt: int, reason: str) -> Any:
        """Send on one of the connections, for a retry on another one; what was acked.
        Raises NotAcked."""
        here = self._choose(payload)
        envelope: dict[str, Any] = {
            "envelope_id": str(uuid.uuid4()),
            "payload": payload,
            "type": kind,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        here.pending[envelope["envelope_id"]] = future
        if "bot_id" in (payload.get("event") or ()):
            here.echoes.add(envelope["envelope_id"])
        if self.delay:
            await asyncio.sleep(self.delay)
        try:
            await here.send(envelope)
            async with asyncio.timeout(self.ack_seconds):
                answer = await future
        except (TimeoutError, ConnectionError) as error:
            raise NotAcked("timeout") from error
        finally:
            here.pending.pop(envelope["envelope_id"], None)
        self.acked.append(str(payload.get("event_id") or kind))
        return answer

    # --- faults

    def freeze(self) -> None:
        """The present connections neither hear nor say anything any more, but stay open."""
        for here in self.open:
            here.thawed.clear()

    def thaw(self) -> None:
        for here in self.open:
            here.thawed.set()

    def reset(self) -> None:
        """Cut every connection with a RST."""
        for here in list(self.open):
            cut(here.request.transport)

    async def refresh(self, warning: float = 0.0) -> None:
        """Announce and do what Slack does every few hours: the connections are replaced."""
        old = list(self.open)
        for here in old:
            await here.send(_goodbye("warning"))
        await asyncio.sleep(warning)
        for here in old:
            here.retired = True
            await here.send(_goodbye("refresh_requested"))

    async def warn(self) -> None:
        """Say that the connections will be replaced, and leave them as they are for now."""
        for here in list(self.open):
            await here.send(_goodbye("warning"))

    async def disable(self) -> None:
        """Somebody turns Socket Mode off in the app's settings: every connection is ended, and there are
        no tickets until `enable`."""
        self.disabled = True
        for here in list(self.open):
            here.retired = True
            await here.send(_goodbye("link_disabled"))
            await here.ws.close()

    def enable(self) -> None:
        self.disabled = False

    async def close(self) -> None:
        for here in list(self.open):
            here.thawed.set()
            cut(here.request.transport)
        self.open.clear()

    # --- inside

    def _choose(self, payload: dict[str, Any]) -> Connection:
        usable = [c for c in self.open if not c.retired and not c.ws.closed]
        if not usable:
            raise NotAcked("no_connection")
        event = str(payload.get("event_id", ""))
        here = random.choice([c for c in usable if c is not self._last.get(event)] or usable)
        if event:
            self._last[event] = here
        return here

    def _hello(self) -> dict[str, Any]:
        info = {"app_id": self._hub.app.id}
        debug = {"host": "applink-fake", "build_number": 1, "approximate_connection_time": 18060}
        return {
            "type": "hello",
            "num_connections": len(self.open),
            "debug_info": debug,
            "connection_info": info,
        }

    async def _listen(self, here: Connection) -> None:
        while True:
            message = await here.ws.receive()
            await here.thawed.wait()
            if message.type is WSMsgType.PING:
                with contextlib.suppress(ConnectionError):
                    await here.ws.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                self._ack(here, json.loads(message.data))
            elif message.type is not WSMsgType.PONG:
                return

    def _ack(self, here: Connection, body: dict[str, Any]) -> None:
        future = here.pending.get(body.get("envelope_id", ""))
        if future is None or future.done():
            return
        if self.lose_acks > 0 and body["envelope_id"] not in here.echoes:
            self.lose_acks -= 1
            return
        future.set_result(body.get("payload"))

    async def _ping(self, here: Connection) -> None:
        while True:
            await asyncio.sleep(_PING_SECONDS)
            if not here.frozen:
                await here.ws.ping(b"Ping from applink-fake")


def _goodbye(reason: str) -> dict[str, Any]:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-fake"}}
