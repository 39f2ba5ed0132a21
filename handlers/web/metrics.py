"""Numbers for the operator: how busy and how quick. Nothing about anyone, nor about what was said."""

from __future__ import annotations

import time
from dataclasses import asdict

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.app import App
from bot.health import check
from bot.model.spending import MILLION
from handlers.web.gate import Handler
from handlers.web.streams import Streams

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
_PARTS = {"/api/stream": "stream", "/healthz": "operator", "/metrics": "operator"}


class Metrics:
    """A registry of its own, so that two servers in one process do not mix."""

    def __init__(self, app: App, streams: Streams) -> None:
        self._app = app
        self._streams = streams
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "shoulder_page_requests",
            "Requests to the page.",
            ("part", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "shoulder_page_seconds", "Time to a response, streams excluded.", ("part",),
            buckets=_BUCKETS, registry=self.registry,
        )  # fmt: skip
        self._tabs = Gauge("shoulder_page_tabs", "Open streams.", registry=self.registry)
        self._ready = Gauge(
            "shoulder_ready", "1 when messages are taken in.", registry=self.registry
        )
        self._waiting = Gauge("shoulder_inbox_waiting", "Events to answer.", registry=self.registry)
        self._unsent = Gauge("shoulder_outbox_unsent", "Answers to send.", registry=self.registry)
        self._given_up = Gauge(
            "shoulder_outbox_given_up", "Answers that could not be sent.", registry=self.registry
        )
        self._expired = Gauge(
            "shoulder_outbox_expired", "Messages nobody asked for whose time was over before the "
            "platform took them.", registry=self.registry,
        )  # fmt: skip
        self._left_out = Gauge(
            "shoulder_reminders_left_out", "Reminders since the start whose minute was over before "
            "they could be sent.", registry=self.registry,
        )  # fmt: skip
        self._line = Gauge(
            "shoulder_line_up", "1 while the platform is connected.", ("platform",),
            registry=self.registry,
        )  # fmt: skip
        self._down = Gauge(
            "shoulder_line_down_seconds", "How long it has been gone.", ("platform",),
            registry=self.registry,
        )  # fmt: skip
        self._reconnects = Gauge(
            "shoulder_line_reconnects", "Connections after the first one, since the start.",
            ("platform",), registry=self.registry,
        )  # fmt: skip
        self._calls = Gauge(
            "shoulder_model_calls_today", "Calls of the language model since midnight UTC.",
            registry=self.registry,
        )  # fmt: skip
        self._tokens = Gauge(
            "shoulder_model_tokens_today",
            "Its tokens since then.",
            ("way",),
            registry=self.registry,
        )
        self._cost = Gauge(
            "shoulder_model_cost_today", "What they cost, in the currency of your prices.",
            registry=self.registry,
        )  # fmt: skip

    @web.middleware
    async def measure(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Around every request."""
        part = _PARTS.get(request.path, "api" if request.path.startswith("/api/") else "page")
        began = time.perf_counter()
        response = await handler(request)
        self._requests.labels(part, f"{response.status // 100}xx").inc()
        if part != "stream":
            self._seconds.labels(part).observe(time.perf_counter() - began)
        return response

    async def healthz(self, request: web.Request) -> web.StreamResponse:
        """200 when messages are taken in, kept and answered."""
        health = await check(self._app)
        body = {
            "status": "ok" if health.ready else "not ready",
            "database": health.database,
            "platforms": list(health.platforms),
            "waiting": health.waiting,
            "unsent": health.unsent,
            "given_up": health.given_up,
            "lines": {name: asdict(line) for name, line in health.lines.items()},
        }
        return web.json_response(body, status=200 if health.ready else 503)

    async def metrics(self, request: web.Request) -> web.StreamResponse:
        """In Prometheus' text format."""
        health = await check(self._app)
        self._tabs.set(self._streams.open_tabs)
        self._ready.set(health.ready)
        self._waiting.set(health.waiting)
        self._unsent.set(health.unsent)
        self._given_up.set(health.given_up)
        self._expired.set(health.expired)
        self._left_out.set(self._app.reminders.left_out)
        for name, line in health.lines.items():
            self._line.labels(name).set(line.up)
            self._down.labels(name).set(line.down_seconds)
            self._reconnects.labels(name).set(line.reconnects)
        if self._app.endpoint is not None:
            spent = await self._app.endpoint.purse.read()
            self._calls.set(spent.calls)
            self._tokens.labels("in").set(spent.tokens_in)
            self._tokens.labels("out").set(spent.tokens_out)
            self._cost.set(spent.cost / MILLION)
        return web.Response(
            body=generate_latest(self.registry),
            headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"},
        )
