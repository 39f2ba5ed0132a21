"""FakeSlack: the server that a bot, its tests and its reviewers talk to."""

from __future__ import annotations

import asyncio
import uuid
from pathlib import Path
from types import TracebackType
from typing import Any

from aiohttp import web

from tests.fakes.slack.api import Api
from tests.fakes.slack.delivery import RETRY_AFTER, Delivery
from tests.fakes.slack.faults import Faults
from tests.fakes.slack.filebytes import FileBytes
from tests.fakes.slack.hub import Hub
from tests.fakes.slack.limits import Limits
from tests.fakes.slack.manifest import apply
from tests.fakes.slack.people import uninstall
from tests.fakes.slack.person import Person
from tests.fakes.slack.responses import Responses
from tests.fakes.slack.signed import Signed
from tests.fakes.slack.sockets import Sockets
from tests.fakes.slack.transcript import posted
from tests.fakes.slack.wire import cut
from tests.fakes.slack.world import AppRecord, Channel, User, Workspace, new_id


class FakeSlack:
    """`async with FakeSlack() as slack:`. Give the bot `slack.api_url` and the tokens.

    With `request_url` set, events go there by signed HTTP, else over Socket Mode. `retry_after` are
    Slack's pauses before a redelivery. `manifest` narrows scopes, events and commands to a manifest.
    """

    def __init__(
        self, *, port: int = 0, retry_after: tuple[float, ...] = RETRY_AFTER,
        request_url: str = "", manifest: Path | None = None, app: AppRecord | None = None,
    ) -> None:  # fmt: skip
        self.app = app or AppRecord()
        if manifest is not None:
            apply(self.app, manifest)
        self.app.request_url = request_url or self.app.request_url
        self.hub = Hub(self.app)
        self.sockets, self.signed = Sockets(self.hub), Signed(self.hub)
        self.deliveries = Delivery(self, retry_after)
        self.hub.deliveries = self.deliveries
        self.port = port
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None
        self._people: dict[tuple[str, str], Person] = {}
        self._first: Workspace | None = None

    # --- running

    async def __aenter__(self) -> FakeSlack:
        site = web.Application(client_max_size=100 * 2**20)
        site.add_routes(Api(self.hub, self.sockets).routes())
        site.add_routes(Responses(self.hub).routes())
        site.router.add_get("/link/", self.sockets.handle)
        site.add_routes(FileBytes(self.hub).routes())
        self._runner = web.AppRunner(site, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await self.back()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        at: TracebackType | None,
    ) -> None:  # fmt: skip
        await self.deliveries.close()
        await self.sockets.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def away(self) -> None:
        """Slack is unreachable: connections are cut and new ones refused, until `back`."""
        assert self._runner is not None and self._runner.server is not None
        if self._site is not None:
            await self._site.stop()
            self._site = None
        for handler in list(self._runner.server.connections):
            cut(handler.transport)

    async def back(self) -> None:
        """Listen (again), on the same port as before."""
        assert self._runner is not None
        self._site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await self._site.start()
        self.port = int(self._runner.addresses[0][1])
        self.hub.base = f"http://127.0.0.1:{self.port}"

    @property
    def api_url(self) -> str:
        """What goes into SLACK_API_URL."""
        return f"{self.hub.base}/api/"

    @property
    def env(self) -> dict[str, str]:
        """The bot's environment for the first workspace."""
        given = {"SLACK_API_URL": self.api_url, "SLACK_BOT_TOKEN": self.workspace().bot_token}
        if self.app.request_url:
            return given | {"SLACK_SIGNING_SECRET": self.app.signing_secret}
        return given | {"SLACK_APP_TOKEN": self.app.app_token}

    # --- who is there

    def workspace(self, domain: str = "", *, installed: bool = True) -> Workspace:
        """A workspace by its name, made when new; without a name the first one."""
        if not domain and self._first is not None:
            return self._first
        for space in self.hub.workspaces.values():
            if space.domain == domain:
                return space
        space = self.hub.add_workspace(domain or "acme", installed=installed)
        self._first = self._first or space
        return space

    def person(self, name: str = "ann", workspace: str = "", **more: Any) -> Person:
        """Somebody by name; the same name in a workspace is the same person."""
        space = self.workspace(workspace)
        if (space.id, name) not in self._people:
            user = User(new_id("U"), space.id, name, **more)
            space.users[user.id] = user
            self._people[space.id, name] = Person(self.hub, space, user)
        return self._people[space.id, name]

    def channel(self, name: str = "general", workspace: str = "", *, bot: bool = True) -> Channel:
        """A public channel, with the bot in it or not."""
        space = self.workspace(workspace)
        for channel in space.channels.values():
            if channel.name == name:
                return channel
        channel = Channel(new_id("C"), space.id, name, {space.bot.id} if bot else set())
        space.channels[channel.id] = channel
        return channel

    def posted(self, where: Channel | Person, statuses: bool = False) -> str:
        """The transcript of a channel, or of somebody's direct message with the bot."""
        channel = where.dm if isinstance(where, Person) else where
        return posted(self.hub.workspaces[channel.team], channel, statuses)

    # --- trouble and settings

    @property
    def faults(self) -> Faults:
        return self.hub.faults

    @property
    def limits(self) -> Limits:
        return self.hub.limits

    def uninstall(self, workspace: str = "") -> None:
        """Remove the app from a workspace."""
        uninstall(self.hub, self.workspace(workspace))

    def install_code(self, workspace: str) -> str:
        """Somebody clicked "Allow": the code for oauth.v2.access."""
        code = uuid.uuid4().hex
        self.hub.codes[code] = self.workspace(workspace, installed=False).id
        return code

    async def connected(self, count: int = 1, seconds: float = 10) -> None:
        """Until the bot holds that many sockets."""
        async with asyncio.timeout(seconds):
            while len([c for c in self.sockets.open if not c.retired and not c.frozen]) < count:
                await asyncio.sleep(0.01)

    async def send(self, kind: str, payload: dict[str, Any], attempt: int, reason: str) -> Any:
        """One delivery by the transport that is set. Raises NotAcked."""
        if self.app.request_url:
            return await self.signed.send(kind, payload, attempt, reason)
        return await self.sockets.send(kind, payload, attempt, reason)
