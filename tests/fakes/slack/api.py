"""The Web API over HTTP: token, scopes, limits, faults, then the method itself."""

from __future__ import annotations

import asyncio
import base64
import inspect
import json
import time
from typing import Any

from aiohttp import web

from tests.fakes.slack.arguments import Args
from tests.fakes.slack.assistant import Assistant
from tests.fakes.slack.call import Call
from tests.fakes.slack.chat import Chat
from tests.fakes.slack.conversations import Conversations
from tests.fakes.slack.errors import SlackError
from tests.fakes.slack.faults import Broken, Busy, Fault, Refuse, Reset, Slow, Then, Torn
from tests.fakes.slack.files import Files
from tests.fakes.slack.hub import Hub
from tests.fakes.slack.methods import METHODS, Method
from tests.fakes.slack.people import People
from tests.fakes.slack.streams import Streams
from tests.fakes.slack.views import Views
from tests.fakes.slack.wire import abort, tear
from tests.fakes.slack.world import Grant


class Api:
    """`/api/<method>`. Further objects with methods (the sockets) can be added."""

    def __init__(self, hub: Hub, *more: object) -> None:
        self._hub = hub
        self._rooms: tuple[object, ...] = (
            Chat(), Streams(), Conversations(), Files(), Assistant(), Views(), People(), *more,
        )  # fmt: skip

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/api/{method}", self.handle), web.get("/api/{method}", self.handle)]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        token, given = await _given(request)
        self._hub.calls.append((time.monotonic(), name, given))
        fault = self._hub.faults.take(name, given)
        early = await self._before(request, fault)
        if early is not None:
            return early
        try:
            body = {"ok": True, **await self._run(name, token, given)}
        except SlackError as error:
            self._hub.errors.append((name, error.code))
            body = error.body()
            if error.code == "ratelimited":
                return _busy(error.more["retry_after"])
        return await self._after(request, fault, body, token)

    async def _run(self, name: str, token: str, given: dict[str, Any]) -> dict[str, Any]:
        method = METHODS.get(name)
        work = next(
            (w for room in self._rooms if (w := getattr(room, name.replace(".", "_"), None))), None
        )
        if method is None or work is None:
            raise SlackError("unknown_method", req_method=name)
        grant = self._authorise(method, token)
        team = grant.team if grant else ""
        # Slack refuses before it looks at the content; a call that fails later has been counted.
        channel = str(given.get("channel") or given.get("channel_id") or "")
        wait = self._hub.limits.wait(name, team, f"{team}/{channel}" if channel else "")
        if wait:
            raise SlackError("ratelimited", retry_after=wait)
        done = work(Call(self._hub, Args(given), grant, token))
        result: dict[str, Any] = await done if inspect.isawaitable(done) else done
        return result

    def _authorise(self, method: Method, token: str) -> Grant | None:
        if method.token == "none":
            return None
        if not token:
            raise SlackError("not_authed")
        grant = self._hub.grants.get(token)
        if grant is None:
            raise SlackError("invalid_auth")
        if grant.revoked:
            raise SlackError("account_inactive" if grant.kind == "bot" else "token_revoked")
        if grant.expires and time.time() > grant.expires:
            raise SlackError("token_expired")
        if grant.kind != method.token:
            raise SlackError("not_allowed_token_type")
        if method.scopes and not grant.scopes.intersection(method.scopes):
            provided = ",".join(sorted(grant.scopes))
            raise SlackError("missing_scope", needed=method.scopes[0], provided=provided)
        return grant

    async def _before(self, request: web.Request, fault: Fault | None) -> web.StreamResponse | None:
        match fault:
            case Busy(seconds):
                return _busy(seconds)
            case Broken(status, False):
                return web.Response(status=status, text="upstream connect error")
            case Reset(False):
                return abort(request)
            case Slow(seconds, True):
                await asyncio.sleep(seconds)
            case Refuse(error):
                return web.json_response({"ok": False, "error": error})
            case Then(do, False, drop):
                await do()
                return abort(request) if drop else None
        return None

    async def _after(
        self, request: web.Request, fault: Fault | None, body: dict[str, Any], token: str
    ) -> web.StreamResponse:
        match fault:
            case Broken(status, True):
                return web.Response(status=status, text="upstream connect error")
            case Reset(True):
                return abort(request)
            case Torn():
                return await tear(request, json.dumps(body).encode())
            case Slow(seconds, False):
                await asyncio.sleep(seconds)
            case Then(do, True, drop):
                await do()
                if drop:
                    return abort(request)
        grant = self._hub.grants.get(token)
        headers = {"x-oauth-scopes": ",".join(sorted(grant.scopes))} if grant else {}
        return web.json_response(body, headers=headers)


def _busy(seconds: int) -> web.Response:
    body = {"ok": False, "error": "ratelimited"}
    return web.json_response(body, status=429, headers={"Retry-After": str(seconds)})


async def _given(request: web.Request) -> tuple[str, dict[str, Any]]:
    """(token, arguments) however they were sent."""
    given: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        body = await request.text()
        try:
            given |= json.loads(body) if body else {}
        except ValueError:
            given["__invalid"] = body
    elif request.method == "POST":
        given |= dict(await request.post())
    token = str(given.pop("token", ""))
    kind, _, value = request.headers.get("Authorization", "").partition(" ")
    if kind == "Bearer":
        token = value
    elif kind == "Basic":
        name, _, secret = base64.b64decode(value).decode().partition(":")
        given |= {"client_id": name, "client_secret": secret}
    return token, given
