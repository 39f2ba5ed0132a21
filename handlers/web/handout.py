"""The page behind a one-time link: shows a button, and hands the person's copy out once."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from aiohttp import web

from bot.app import App
from bot.messages import File
from handlers.web.gate import say

_CSP = "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; style-src 'self'"


class Handout:
    """Looking does nothing, since chat apps look at every link by themselves; the button does."""

    def __init__(self, app: App) -> None:
        self._app = app

    def routes(self) -> list[web.RouteDef]:
        """For the router."""
        where = "/export/{token:[\\w-]{16,64}}"
        return [
            web.get(where, self.look, allow_head=False),
            web.post(where, self.take),
        ]

    async def look(self, request: web.Request) -> web.StreamResponse:
        """What this is, and a button."""
        now = self._app.services.clock.now()
        if not self._app.services.links.good(request.match_info["token"], now):
            return small_page("handout_gone", 410)
        return small_page("handout_here", 200, button="handout_button")

    async def take(self, request: web.Request) -> web.StreamResponse:
        """The copy, once."""
        services = self._app.services
        owner = services.links.take(request.match_info["token"], services.clock.now())
        if owner is None:
            return small_page("handout_gone", 410)
        replies = await self._app.glance.at(owner, "export", "export_file")
        file = next(reply for reply in replies if isinstance(reply, File))
        name = f"attachment; filename*=UTF-8''{quote(file.name)}"
        headers = {"Content-Disposition": name, "Cache-Control": "no-store"}
        return web.Response(body=file.content, content_type=file.mime, headers=headers)


def small_page(words: str, status: int, *, button: str = "") -> web.Response:
    """One sentence of `prompts/page.yaml`, and a button that posts to the same address."""
    form = f'<form method="post"><button>{escape(say(button))}</button></form>' if button else ""
    body = (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        '<meta name="color-scheme" content="light dark">'
        '<link rel="stylesheet" href="/static/css/colours.css">'
        '<link rel="stylesheet" href="/static/css/small.css">'
        f"<title>Shoulder</title><main><h1>Shoulder</h1><p>{escape(say(words))}</p>"
        f"{form}</main></html>"
    )
    # without a referrer a browser's form names no origin, and the gate would refuse it
    headers = {"Content-Security-Policy": _CSP, "Referrer-Policy": "same-origin"}
    return web.Response(text=body, status=status, content_type="text/html", headers=headers)
