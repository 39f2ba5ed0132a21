"""The second listener: Slack's own paths and nothing else, on SHOULDER_EVENTS_PORT."""

from __future__ import annotations

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier

from bot.log import Log
from bot.settings import Settings
from handlers.slack.install import Install
from memory.errors import StorageError

EVENTS = "/slack/events"
_MOST_BYTES = 1_000_000


class EventsPortTaken(StorageError):
    """Somebody else listens there."""


class SignedListener:
    """A body that Slack did not sign, or signed more than five minutes ago, gets 401."""

    def __init__(
        self, bolt: AsyncApp, settings: Settings, install: Install | None, log: Log
    ) -> None:
        secret = settings.slack_signing_secret.get_secret_value()
        self._bolt = bolt
        self._log = log
        self._verifier = SignatureVerifier(secret)
        self._host = settings.events_host
        self._port = settings.events_port
        site = web.Application(client_max_size=_MOST_BYTES)
        if secret:
            site.router.add_post(EVENTS, self._events)
        if install is not None:
            site.router.add_get(install.START, install.start)
            site.router.add_get(install.BACK, install.back)
        self._runner = web.AppRunner(site, access_log=None, shutdown_timeout=3)

    async def start(self) -> int:
        """Listen; returns the port. Raises EventsPortTaken."""
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError as error:
            await self._runner.cleanup()
            raise EventsPortTaken(
                f"Slack's events can't be taken in on {self._host} port {self._port}: it is taken or "
                "not allowed. Set SHOULDER_EVENTS_PORT to one that is free."
            ) from error
        return int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Finish what is under way, and close."""
        await self._runner.cleanup()

    async def _events(self, request: web.Request) -> web.StreamResponse:
        if not self._from_slack(await request.read(), request):
            self._log.warning("unsigned slack request refused")
            return web.Response(status=401)
        bolt_request = await to_bolt_request(request)
        return await to_aiohttp_response(await self._bolt.async_dispatch(bolt_request))

    def _from_slack(self, body: bytes, request: web.Request) -> bool:
        """bolt looks, too, but takes a header that is no number for its own mistake."""
        given = request.headers
        try:
            return self._verifier.is_valid(
                body.decode(),
                given.get("X-Slack-Request-Timestamp", ""),
                given.get("X-Slack-Signature", ""),
            )
        except (ValueError, TypeError):
            return False
