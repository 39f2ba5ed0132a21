"""Everything that comes in: the bolt app, its listeners, and the transports that feed it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.request.internals import extract_enterprise_id

from bot.app import App
from bot.doors import Line
from bot.log import Log
from handlers.slack.api import Http
from handlers.slack.catchup import CatchUp
from handlers.slack.config import Way
from handlers.slack.install import Install
from handlers.slack.listeners import Listeners
from handlers.slack.native import team
from handlers.slack.pictures import Files
from handlers.slack.signed import SignedListener
from handlers.slack.socket import Socket
from handlers.slack.unreadable import MISSHAPEN, Unreadable, shaped
from handlers.slack.workspaces import Workspaces, whole

if TYPE_CHECKING:
    from handlers.slack.door import SlackDoor


class _Bolt(AsyncApp):
    """bolt looks for a listener's arguments before anybody can look whether they are there. What a
    listener raises never gets this far: it goes to `Listeners.failed`."""

    def __init__(self, log: Log, **given: Any) -> None:
        super().__init__(**given)
        self._log = log

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        """See AsyncApp."""
        try:
            if shaped(req.body):
                return await super().async_dispatch(req)
        except MISSHAPEN:
            pass
        self._log.warning("slack payload ignored", why="misshapen")
        return BoltResponse(status=200)


class Inlet:
    """bolt answers Slack only after our listener has returned: the acknowledgement follows the
    durable write (`process_before_response`)."""

    def __init__(
        self, door: SlackDoor, app: App, spaces: Workspaces, http: Http, way: Way, log: Log
    ) -> None:
        self._spaces = spaces
        self._log = log
        settings = app.settings
        quiet = logging.getLogger("shoulder.bolt")
        quiet.setLevel(logging.ERROR)  # below that it quotes bodies

        async def authorize(context: AsyncBoltContext) -> AuthorizeResult | None:
            whole = context.is_enterprise_install  # bolt would hand a method its own `self`
            return await self._authorize(context.enterprise_id if whole else context.team_id)

        bolt = _Bolt(
            log,
            name=quiet.name,  # bolt sets the level of the logger that is called so
            logger=quiet,
            process_before_response=True,
            raise_error_for_unhandled_request=True,  # to the listeners' `failed`
            signing_secret=settings.slack_signing_secret.get_secret_value(),
            client=http.client(),
            before_authorize=self._ours,
            authorize=authorize,  # None is "not installed"
            ssl_check_enabled=False,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )
        self.listeners = Listeners(door, app, Files(http.session), log)
        self.listeners.register(bolt)
        self._catchup = CatchUp(app, spaces, self.listeners, log)
        self._socket: Socket | None = None
        self._listener: SignedListener | None = None
        if way.socket:
            token = settings.slack_app_token.get_secret_value()
            self._socket = Socket(bolt, token, http.client(), self._catchup.after, log)
        if way.http:
            install = Install(settings, spaces, app.services.clock, http) if way.installs else None
            self._listener = SignedListener(bolt, settings, install, log)

    async def open(self) -> None:
        """Listen."""
        if self._listener is not None:
            port = await self._listener.start()
            self._log.info("slack events open", port=port)
        if self._socket is not None:
            self._socket.start()
        else:
            self._catchup.after(None)

    async def close(self) -> None:
        """Stop taking events in, then finish those that are."""
        await self._catchup.close()
        if self._socket is not None:
            await self._socket.stop()
        if self._listener is not None:
            await self._listener.stop()
        await self.listeners.finish()

    def line(self) -> Line:
        """A listener is always there; a socket may break."""
        return self._socket.line() if self._socket is not None else Line(True)

    # --- inside

    async def _ours(
        self, body: dict[str, Any], next: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse | None:
        """Events of another app or of a workspace that never installed us are nobody's business."""
        app = body.get("api_app_id", "")
        if body.get("type") == "url_verification":
            return await next()
        try:
            where = team(body)
        except Unreadable:
            self._log.warning("slack payload ignored", why="Unreadable")
            return BoltResponse(status=200)
        if self._spaces.app and app and app != self._spaces.app:
            self._log.warning("event of another app ignored")
            return BoltResponse(status=200)
        if await self._spaces.get(where) is None and not await self._of_org(body):
            self._log.warning("event of an unknown workspace ignored")
            return BoltResponse(status=200)
        return await next()

    async def _of_org(self, body: dict[str, Any]) -> bool:
        """Some events of an organization, such as its leaving, don't say that it installed us."""
        org = extract_enterprise_id(body)
        if not org or body.get("authorizations") or await self._spaces.get(org) is None:
            return False
        body |= {"is_enterprise_install": True, "enterprise_id": org}
        return True

    async def _authorize(self, team_id: str | None) -> AuthorizeResult | None:
        space = await self._spaces.get(team_id or "")
        if space is None:
            return None
        return AuthorizeResult(
            enterprise_id=space.team if whole(space.team) else None,
            team_id=None if whole(space.team) else space.team,
            bot_user_id=space.bot_user,
            bot_id=space.bot_id,
            bot_token=space.client.token,
        )
