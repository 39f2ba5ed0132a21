"""The second listener: Slack's own paths and nothing else, on SHOULDER_EVENTS_PORT."""

from __future__ import annotations

from collections.abc import Sequence

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

from bot.log import Log
from bot.settings import Settings
from handlers.slack.install import Install
from handlers.slack.unreadable import Unreadable, reads
from memory.errors import StorageError

EVENTS = "/slack/events"
_MOST_BYTES = 1_000_000
_PROOF = ("X-Slack-Request-Timestamp", "X-Slack-Signature")


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
        try:
            body = (
                await request.read()
            )  # unpacked, if it came packed: the signature is of the words
        except web.RequestPayloadError:
            return web.Response(status=400)
        if not self._from_slack(body, request):
            self._log.warning("unsigned slack request refused")
            return web.Response(status=401)
        try:
            bolt_request = _bolt_request(body, request)
        except Unreadable:
            self._log.warning("slack payload ignored", why="Unreadable")
            return web.Response(status=400)
        return await to_aiohttp_response(await self._bolt.async_dispatch(bolt_request))

    def _from_slack(self, body: bytes, request: web.Request) -> bool:
        """bolt looks, too, but takes a header that is no number for its own mistake, and the first of
        several for the only one."""
        stamps, signatures = (request.headers.getall(name, []) for name in _PROOF)
        if len(stamps) != 1 or len(signatures) != 1:
            return False
        try:
            return self._verifier.is_valid(body.decode(), stamps[0], signatures[0])
        except (ValueError, TypeError):
            return False


@reads
def _bolt_request(body: bytes, request: web.Request) -> AsyncBoltRequest:
    """What bolt makes of it. Signed or not, it may be no JSON, or JSON of something else."""
    headers: dict[str, str | Sequence[str]] = {
        name: request.headers.getall(name) for name in request.headers
    }
    made = AsyncBoltRequest(body=body.decode(), query=request.query_string, headers=headers)
    if not isinstance(made.body, dict):
        raise ValueError("no object")
    return made
