"""The server: remembers every request, and plays the scripts in order, then its usual answer."""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from aiohttp import web

from tests.fakes.model_server.scripts import (
    Cut,
    Garbage,
    Hang,
    Refuse,
    Reply,
    Script,
    Status,
)


@dataclass
class Asked:
    """One request: its body, and when things happened (`time.monotonic`)."""

    body: dict[str, Any]
    at: float
    first_token_at: float = 0.0
    last_token_at: float = 0.0
    hung_up: bool = False
    port: int = 0  # the caller's: the same for one connection

    @property
    def text(self) -> str:
        """All words of the prompt."""
        return "\n".join(str(m.get("content", "")) for m in self.body["messages"])

    @property
    def last(self) -> str:
        """The last message."""
        return str(self.body["messages"][-1]["content"])

    @property
    def structured(self) -> bool:
        """Whether a JSON schema came with it."""
        return "response_format" in self.body


@dataclass
class ModelServer:
    """`async with ModelServer() as server`. `usual` is what it does when no script waits: a script, or
    a function of the request that gives one (or the words of a good answer)."""

    usual: Script | Callable[[Asked], Script | str] = field(default_factory=Reply)
    asked: list[Asked] = field(default_factory=list)
    scripts: deque[Script] = field(default_factory=deque)
    knows_schemas: bool = True
    models: tuple[str, ...] = ("test-model",)
    port: int = 0

    async def __aenter__(self) -> ModelServer:
        app = web.Application(client_max_size=2**24)
        app.add_routes(
            [
                web.post("/v1/chat/completions", self._completions),
                web.get("/v1/models", self._models),
            ]
        )
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        """For SHOULDER_MODEL_BASE_URL."""
        return f"http://127.0.0.1:{self.port}/v1"

    def play(self, *scripts: Script) -> None:
        """What the next requests get."""
        self.scripts.extend(scripts)

    # --- inside

    async def _models(self, request: web.Request) -> web.Response:
        return web.json_response({"object": "list", "data": [{"id": m} for m in self.models]})

    async def _completions(self, request: web.Request) -> web.StreamResponse:
        asked = Asked(await request.json(), time.monotonic())
        if request.transport is not None:
            asked.port = request.transport.get_extra_info("peername")[1]
        self.asked.append(asked)
        if asked.structured and not self.knows_schemas:
            return _error(400, "response_format is not supported")
        script = self._script(asked)
        if isinstance(script, Status):
            headers = {"Retry-After": script.retry_after} if script.retry_after else {}
            return web.Response(
                status=script.code, text=script.body, headers=headers,
                content_type="application/json",
            )  # fmt: skip
        try:
            if asked.body.get("stream"):
                return await self._stream(request, asked, script)
            return await self._whole(request, asked, script)
        except ConnectionError:
            asked.hung_up = True
            return web.Response()  # to nobody; raised, it would be a traceback on stderr
        except asyncio.CancelledError:
            asked.hung_up = True
            raise

    def _script(self, asked: Asked) -> Script:
        if self.scripts:
            return self.scripts.popleft()
        usual = self.usual(asked) if callable(self.usual) else self.usual
        return Reply(usual) if isinstance(usual, str) else usual

    async def _whole(
        self, request: web.Request, asked: Asked, script: Script
    ) -> web.StreamResponse:
        match script:
            case Hang():
                await asyncio.sleep(script.seconds)
                raise ConnectionResetError
            case Cut():
                _cut(request)
                raise ConnectionResetError
            case Garbage(kind="html"):
                return web.Response(
                    text="<html><h1>Bad gateway</h1></html>", content_type="text/html"
                )
            case Garbage(kind="empty"):
                return web.json_response(_completion(asked, "", "stop"))
            case Garbage(kind="shape"):
                return web.json_response({"choices": []})
            case Garbage():
                return web.Response(text='{"choices": [{"mess', content_type="application/json")
            case Refuse(how="field"):
                body = _completion(asked, None, "stop")
                body["choices"][0]["message"]["refusal"] = script.text
                return web.json_response(body)
            case Refuse(how="filter"):
                return web.json_response(_completion(asked, "", "content_filter"))
            case Refuse():
                return web.json_response(_completion(asked, script.text, "stop"))
            case Reply():
                await asyncio.sleep(script.first + script.gap * len(script.tokens()))
                return web.json_response(_completion(asked, script.text, script.finish))
        raise AssertionError(script)

    async def _stream(
        self, request: web.Request, asked: Asked, script: Script
    ) -> web.StreamResponse:
        if isinstance(script, Garbage) and script.kind == "html":
            return web.Response(text="<html><h1>Bad gateway</h1></html>", content_type="text/html")
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        line = _Line(response, asked)
        match script:
            case Reply():
                await line.tokens(script.tokens(), script.first, script.gap)
                await line.end(script.finish, usage=script.usage)
            case Hang():
                await line.tokens(Reply(script.text).tokens()[: script.after])
                await asyncio.sleep(script.seconds)
            case Cut():
                await line.tokens(Reply(script.text).tokens()[: script.after])
                if not script.politely:
                    _cut(request)
                    raise ConnectionResetError
            case Garbage():
                await line.tokens(Reply(script.text).tokens()[: script.after])
                await line.garbage(script.kind)
            case Refuse(how="field"):
                await line.delta({"refusal": script.text})
                await line.end("stop")
            case Refuse(how="filter"):
                await line.end("content_filter")
            case Refuse():
                await line.tokens(Reply(script.text).tokens())
                await line.end("stop")
        return response


class _Line:
    """One stream of server-sent events."""

    def __init__(self, response: web.StreamResponse, asked: Asked) -> None:
        self._response = response
        self._asked = asked
        self._said = 0

    async def tokens(self, tokens: list[str], first: float = 0.0, gap: float = 0.0) -> None:
        await self.delta({"role": "assistant", "content": ""})
        await asyncio.sleep(first)
        for number, token in enumerate(tokens):
            if number and gap:
                await asyncio.sleep(gap)
            now = time.monotonic()
            self._asked.first_token_at = self._asked.first_token_at or now
            self._asked.last_token_at = now
            self._said += 1
            await self.delta({"content": token})

    async def delta(self, delta: dict[str, Any]) -> None:
        await self._send({"choices": [{"index": 0, "delta": delta, "finish_reason": None}]})

    async def end(self, finish: str, *, usage: bool = True) -> None:
        await self._send({"choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
        wanted = (self._asked.body.get("stream_options") or {}).get("include_usage")
        if usage and wanted:
            await self._send({"choices": [], "usage": _usage(self._asked, self._said)})
        await self._response.write(b"data: [DONE]\n\n")

    async def garbage(self, kind: str) -> None:
        if kind == "error":
            await self._send({"error": {"message": "out of memory", "code": 500}})
        elif kind == "shape":
            await self._send({"choices": "none", "surprise": True})
        elif kind == "json":
            await self._response.write(b'data: {"choices": [{"delta": {"conte\n\n')
        if kind != "error":
            await self._response.write(b"data: [DONE]\n\n")

    async def _send(self, body: dict[str, Any]) -> None:
        whole = {
            "id": "c-1", "object": "chat.completion.chunk", "created": 1,
            "model": self._asked.body.get("model", ""), **body,
        }  # fmt: skip
        await self._response.write(f"data: {json.dumps(whole)}\n\n".encode())


def _completion(asked: Asked, text: str | None, finish: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": text}
    return {
        "id": "c-1", "object": "chat.completion", "created": 1,
        "model": asked.body.get("model", ""),
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        "usage": _usage(asked, len((text or "").split())),
    }  # fmt: skip


def _usage(asked: Asked, said: int) -> dict[str, int]:
    read = len(asked.text) // 4
    return {"prompt_tokens": read, "completion_tokens": said, "total_tokens": read + said}


def _cut(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()


def _error(code: int, message: str) -> web.Response:
    body = {"error": {"message": message, "type": "invalid_request_error", "code": None}}
    return web.json_response(body, status=code)
