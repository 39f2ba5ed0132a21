"""The page's HTTP server: every route and everything a request passes, in one place."""

from __future__ import annotations

from aiohttp import web

from bot.app import App
from bot.log import Log
from handlers.web.api import Api
from handlers.web.assets import Assets
from handlers.web.body import MOST_BYTES
from handlers.web.gate import Gate, safe_headers
from handlers.web.handout import Handout
from handlers.web.history import History
from handlers.web.join import Join
from handlers.web.metrics import Metrics
from handlers.web.shift import ShiftApi
from handlers.web.stream import Stream
from handlers.web.streams import Streams
from memory.errors import StorageError


class PortTaken(StorageError):
    """Somebody else listens there."""


def build(app: App, streams: Streams, log: Log) -> web.Application:
    """The application, not yet listening."""
    gate = Gate(app.settings.web_host, app.settings.web_name, log)
    metrics = Metrics(app, streams)
    site = web.Application(
        client_max_size=MOST_BYTES,
        middlewares=[metrics.measure, gate.errors, gate.same_site],
    )
    api = Api(app, streams)
    stream = Stream(api, History(app), streams)
    site.add_routes(api.routes())
    site.add_routes(ShiftApi(app, api).routes())
    site.add_routes(Handout(app).routes())
    site.add_routes(Join(app, api).routes())
    site.add_routes(Assets().routes())
    site.router.add_get("/api/stream", stream.get, allow_head=False)
    site.router.add_get("/healthz", metrics.healthz)
    site.router.add_get("/metrics", metrics.metrics)
    site.on_response_prepare.append(safe_headers)

    async def end_streams(_: web.Application) -> None:
        streams.close()

    site.on_shutdown.append(end_streams)
    return site


class Server:
    """Listens until it is stopped."""

    def __init__(self, app: App, streams: Streams, log: Log) -> None:
        self._settings = app.settings
        self._runner = web.AppRunner(build(app, streams, log), access_log=None, shutdown_timeout=2)

    async def start(self) -> int:
        """Listen; returns the port. Raises PortTaken."""
        host, port = self._settings.web_host, self._settings.web_port
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as error:
            await self._runner.cleanup()
            raise PortTaken(
                f"The page can't listen on {host} port {port}: it is taken or not allowed. "
                "Set SHOULDER_WEB_PORT (or SHOULDER_WEB_HOST) to one that is free."
            ) from error
        return int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """End the streams, finish what is under way, and close."""
        await self._runner.cleanup()
