"""The page's own files, read once, served from memory."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

_FOLDER = Path(__file__).parent / "static"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file. `etag` changes with its content, so that an update is seen at once."""

    content: bytes
    type: str
    etag: str


class Assets:
    """GET /, /shift and everything the page loads. A fixed list: no path from outside reaches the disk."""

    def __init__(self, folder: Path = _FOLDER) -> None:
        self._files = {
            f"/static/{path.relative_to(folder).as_posix()}": _load(path)
            for path in sorted(folder.rglob("*"))
            if path.suffix in _TYPES
        }

    def routes(self) -> list[web.RouteDef]:
        """For the router."""
        return [
            web.get("/", self.page),
            web.get("/shift", self.shift),
            web.get("/static/{name:.+}", self.file),
        ]

    async def page(self, request: web.Request) -> web.StreamResponse:
        """The window itself. Gives no cookie: coming from another site must not replace yours."""
        return self._serve(request, "/static/index.html")

    async def shift(self, request: web.Request) -> web.StreamResponse:
        """The page with room for it: help with a client, and the exercise."""
        return self._serve(request, "/static/shift.html")

    async def file(self, request: web.Request) -> web.StreamResponse:
        """Styles, scripts, the icon."""
        return self._serve(request, request.path)

    def _serve(self, request: web.Request, name: str) -> web.Response:
        asset = self._files.get(name)
        if asset is None:
            raise web.HTTPNotFound
        headers = {"Cache-Control": "no-cache", "ETag": asset.etag, "Content-Type": asset.type}
        if request.headers.get("If-None-Match") == asset.etag:
            return web.Response(status=304, headers=headers)
        return web.Response(body=asset.content, headers=headers)


def _load(path: Path) -> Asset:
    content = path.read_bytes()
    etag = hashlib.sha256(content).hexdigest()[:20]
    return Asset(content, _TYPES[path.suffix], f'"{etag}"')
