"""The page behind a crew link: shows a button, and with it this browser counts as a platform account."""

from __future__ import annotations

from uuid import uuid4

from aiohttp import web

from bot.app import App
from bot.messages import Command
from handlers.web.api import Api
from handlers.web.handout import small_page
from handlers.web.identity import give

_NAME = "shoulder-team"


class Join:
    """Looking does nothing, since chat apps look at every link by themselves; the button does."""

    def __init__(self, app: App, api: Api) -> None:
        self._app = app
        self._api = api

    def routes(self) -> list[web.RouteDef]:
        """For the router."""
        where = "/join/{token:[\\w-]{16,64}}"
        return [web.get(where, self.look, allow_head=False), web.post(where, self.take)]

    async def look(self, request: web.Request) -> web.StreamResponse:
        """What this is, and a button."""
        services = self._app.services
        if not services.codes.good(request.match_info["token"], services.clock.now()):
            return small_page("join_gone", 410)
        return small_page("join_here", 200, button="join_button")

    async def take(self, request: web.Request) -> web.StreamResponse:
        """The code is typed for them; what comes of it stands in their conversation on the page."""
        services, token = self._app.services, request.match_info["token"]
        if not services.codes.good(token, services.clock.now()):
            return small_page("join_gone", 410)
        visitor = self._api.visitor(request) or self._api.fresh()
        now = services.clock.now()
        event = Command(f"{uuid4()}:{visitor.user}", visitor.address, _NAME, f"code {token}", now)
        await self._app.intake.accept(event)
        response = web.Response(status=303, headers={"Location": "/"})
        give(response, visitor, secure=request.secure or self._proxied(request))
        return response

    def _proxied(self, request: web.Request) -> bool:
        return request.headers.get("X-Forwarded-Proto", "") == "https"
