"""Installing by one's own: slack.com asks, we keep the token. Only with a client id and its secret."""

from __future__ import annotations

import logging
import secrets
import time
from typing import Any

from aiohttp import web
from slack_bolt import BoltResponse
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.oauth.installation_store import Installation as Granted
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from bot.settings import Settings
from handlers.slack.api import Http
from handlers.slack.manifest import SCOPES
from handlers.slack.native import PLATFORM
from handlers.slack.workspaces import Workspaces
from memory.clock import Clock
from memory.installations import Installation

_STATE_SECONDS = 600
_MOST_STATES = 1000


class Install:
    """Two pages: one sends to Slack, the other takes in what Slack sends back."""

    START = "/slack/install"
    BACK = "/slack/oauth_redirect"

    def __init__(self, settings: Settings, spaces: Workspaces, clock: Clock, http: Http) -> None:
        quiet = logging.getLogger("shoulder.bolt")
        self._flow = AsyncOAuthFlow(
            client=http.client(),
            logger=quiet,
            settings=AsyncOAuthSettings(
                client_id=settings.slack_client_id,
                client_secret=settings.slack_client_secret.get_secret_value(),
                scopes=list(SCOPES),
                install_path=self.START,
                redirect_uri_path=self.BACK,
                install_page_rendering_enabled=False,
                installation_store=_Store(spaces, clock),
                state_store=_States(),
                logger=quiet,
            ),
        )

    async def start(self, request: web.Request) -> web.StreamResponse:
        """Off to Slack's own page."""
        return await _answer(await self._flow.handle_installation(await to_bolt_request(request)))

    async def back(self, request: web.Request) -> web.StreamResponse:
        """Back from it, with a code that works once."""
        return await _answer(await self._flow.handle_callback(await to_bolt_request(request)))


async def _answer(response: BoltResponse) -> web.Response:
    return await to_aiohttp_response(response)


def _where(installation: Granted) -> str:
    """The workspace, or the organization that installed us for all of its own."""
    org = installation.is_enterprise_install and installation.enterprise_id
    return str(org or installation.team_id)


class _Store(AsyncInstallationStore):
    """What bolt's flow hands over goes to where all workspaces are kept."""

    def __init__(self, spaces: Workspaces, clock: Clock) -> None:
        self._spaces = spaces
        self._clock = clock

    async def async_save(self, installation: Granted) -> None:
        """Keep it, sealed."""
        lives = installation.bot_token_expires_at
        await self._spaces.add(
            Installation(
                platform=PLATFORM,
                workspace=_where(installation),
                token=str(installation.bot_token),
                bot_user=str(installation.bot_user_id or ""),
                bot_id=str(installation.bot_id or ""),
                app=str(installation.app_id or ""),
                refresh=str(installation.bot_refresh_token or ""),
                expires_ms=int(lives * 1000) if lives else 0,
            )
        )


class _States(AsyncOAuthStateStore):
    """In memory: whoever was on Slack's page while we were restarted begins again."""

    def __init__(self) -> None:
        self._issued: dict[str, float] = {}

    async def async_issue(self, *args: Any, **kwargs: Any) -> str:
        """A new one, good for ten minutes and once."""
        now = time.monotonic()
        self._issued = {s: at for s, at in self._issued.items() if now - at < _STATE_SECONDS}
        while len(self._issued) >= _MOST_STATES:
            self._issued.pop(next(iter(self._issued)))
        state = secrets.token_urlsafe(24)
        self._issued[state] = now
        return state

    async def async_consume(self, state: str) -> bool:
        """Whether it was ours, and still good."""
        at = self._issued.pop(state, None)
        return at is not None and time.monotonic() - at < _STATE_SECONDS
