"""Where file contents go to and come from."""

from __future__ import annotations

from aiohttp import web

from tests.fakes.slack.hub import Hub


class FileBytes:
    """`/upload/v1/<file>` takes them, `/files-pri/…` gives them to who has a token for them."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/upload/v1/{id}", self._upload),
            web.get("/files-pri/{rest:.*}", self._download),
        ]

    async def _upload(self, request: web.Request) -> web.Response:
        id = request.match_info["id"]
        for space in self._hub.workspaces.values():
            if id in space.files:
                file = space.files[id]
                file.content = await request.read()
                if len(file.content) != file.length:
                    return web.Response(status=400, text="length does not match")
                return web.Response(text=f"OK - {file.length}")
        return web.Response(status=404)

    async def _download(self, request: web.Request) -> web.Response:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        grant = self._hub.grants.get(token)
        team, _, id = request.match_info["rest"].partition("/")[0].partition("-")
        allowed = grant is not None and grant.team == team and "files:read" in grant.scopes
        if not allowed:
            return web.Response(
                text="<!DOCTYPE html><html>sign in</html>", content_type="text/html"
            )
        file = self._hub.workspaces[team].files.get(id)
        if file is None or file.content is None:
            return web.Response(status=404)
        return web.Response(body=file.content, content_type=file.mimetype)
