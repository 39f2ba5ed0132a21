"""Signed HTTP: events, taps and commands are posted to the app's request URL."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp

from tests.fakes.slack.errors import NotAcked
from tests.fakes.slack.hub import Hub


def sign(secret: str, body: str, at: float) -> dict[str, str]:
    """The two headers that prove it comes from Slack."""
    stamp = str(int(at))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256)
    return {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={digest.hexdigest()}",
    }


def encode(kind: str, payload: dict[str, Any]) -> tuple[str, str]:
    """(body, content type) of a delivery."""
    if kind == "events_api":
        return json.dumps(payload), "application/json"
    if kind == "interactive":
        return urlencode({"payload": json.dumps(payload)}), "application/x-www-form-urlencoded"
    return urlencode(payload), "application/x-www-form-urlencoded"


class Signed:
    """Posts to `hub.app.request_url`."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self.ack_seconds = 3.0
        self.statuses: list[int] = []

    async def post(
        self, body: str, content_type: str, headers: dict[str, str] | None = None
    ) -> tuple[int, str]:
        """A raw request, e.g. a forged one: (status, text)."""
        given = {"Content-Type": content_type, "User-Agent": "Slackbot 1.0", **(headers or {})}
        timeout = aiohttp.ClientTimeout(total=self.ack_seconds)
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.post(self._hub.app.request_url, data=body.encode(), headers=given) as answer,
        ):
            self.statuses.append(answer.status)
            return answer.status, await answer.text()

    async def send(self, kind: str, payload: dict[str, Any], attempt: int, reason: str) -> Any:
        """Post with a good signature; the answer's JSON. Raises NotAcked."""
        body, content_type = encode(kind, payload)
        headers = sign(self._hub.app.signing_secret, body, time.time())
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
        try:
            status, text = await self.post(body, content_type, headers)
        except (TimeoutError, aiohttp.ServerTimeoutError) as error:
            raise NotAcked("http_timeout") from error
        except (aiohttp.ClientError, ConnectionError) as error:
            raise NotAcked("connection_failed") from error
        if not 200 <= status < 300:
            raise NotAcked("http_error")
        try:
            return json.loads(text) if text else None
        except ValueError:
            return {"text": text}
