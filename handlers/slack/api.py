"""Calls of Slack's Web API: our own client, and its refusals as the house's DeliveryFailed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.doors import DeliveryFailed

_BASE = "https://slack.com/api/"
_SECONDS = 10.0
_TRIES = 4
_PAUSE = 0.5  # seconds, where Slack does not say how long
_LONGEST_WAIT = 30.0
# Nothing that we could do later changes these.
_FINAL = frozenset((
    "account_inactive", "cannot_dm_bot", "channel_not_found", "is_archived", "messages_tab_disabled",
    "not_in_channel", "restricted_action", "team_not_found", "token_revoked", "user_disabled",
    "user_not_found", "user_not_visible", "org_login_required", "missing_scope", "no_permission",
))  # fmt: skip

# There is no such conversation, or none that we are in.
GONE = frozenset(("channel_not_found", "not_in_channel", "is_archived"))

R = TypeVar("R")


class Refused(DeliveryFailed):
    """Slack said no; `reason` is its own short word for it, e.g. "invalid_blocks". With `certain`
    nothing happened there, so that trying again is safe."""

    def __init__(self, reason: str, *, retry_after: float = 0.0, certain: bool = True) -> None:
        super().__init__(retry_after=retry_after, permanent=reason in _FINAL)
        self.reason = reason
        self.certain = certain


class Unclear(DeliveryFailed):
    """The call may or may not have reached Slack."""


class Http:
    """One session for all workspaces, kept open so that a call costs one round trip."""

    def __init__(self, url: str) -> None:
        self.url = url or _BASE
        self._session: aiohttp.ClientSession | None = None

    @property
    def session(self) -> aiohttp.ClientSession:
        """The open session; it belongs to the running loop."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=_SECONDS),
                connector=aiohttp.TCPConnector(limit=200),
                trust_env=True,
            )
        return self._session

    def client(
        self, token: str | None = None, ended: Callable[[], None] = lambda: None
    ) -> AsyncWebClient:
        """A client for one token. It repeats nothing by itself: only we know what may be repeated.
        `ended` is called when Slack says that the token's time is over."""
        return _Client(
            ended, token=token, base_url=self.url, session=self.session, retry_handlers=[]
        )

    async def close(self) -> None:
        """End the session."""
        if self._session is not None:
            await self._session.close()


class _Client(AsyncWebClient):
    """Slack's own, which also tells when its token has ended: any call may be the one that finds out."""

    def __init__(self, ended: Callable[[], None], **given: Any) -> None:
        super().__init__(**given)
        self._ended = ended

    async def api_call(self, *given: Any, **named: Any) -> AsyncSlackResponse:
        """See AsyncWebClient."""
        try:
            return await super().api_call(*given, **named)
        except SlackApiError as error:
            if getattr(refusal(error), "reason", "") == "token_expired":
                self._ended()
            raise


async def asked(call: Awaitable[R]) -> R:
    """The answer of a call. Raises Refused or Unclear."""
    try:
        return await call
    except SlackApiError as error:
        raise refusal(error) from None  # its text quotes what Slack was sent
    except (aiohttp.ClientError, SlackClientError, TimeoutError, OSError, ValueError):
        raise Unclear() from None


async def insisted(call: Callable[[], Awaitable[R]], *, once: bool = False) -> R:
    """The answer of a call that nobody else repeats: while Slack is too busy for it, or nobody knows what
    became of it, it is made again, a few times. `once`: it may not happen twice, so it is left alone when
    it may have happened. Raises Refused or Unclear."""
    for _ in range(_TRIES - 1):
        try:
            return await asked(call())
        except Refused as refused:
            if refused.reason != "ratelimited" or refused.retry_after > _LONGEST_WAIT:
                raise
            await asyncio.sleep(refused.retry_after)
        except Unclear as unclear:
            if once:
                raise
            await asyncio.sleep(min(_LONGEST_WAIT, unclear.retry_after or _PAUSE))
    return await asked(call())


def refusal(error: SlackApiError) -> DeliveryFailed:
    """What an error of the SDK means for us."""
    response: Any = error.response
    status = int(getattr(response, "status_code", 0) or 0)
    headers = getattr(response, "headers", None) or {}
    data = getattr(response, "data", None)
    reason = str(data.get("error", "")) if isinstance(data, dict) else ""
    if status == 429 or reason in ("ratelimited", "rate_limited"):
        return Refused("ratelimited", retry_after=_seconds(headers))
    if status >= 500 or reason in ("internal_error", "fatal_error", "service_unavailable"):
        return Unclear(retry_after=_seconds(headers, 0.0))
    return Refused(reason or "unknown")


def _seconds(headers: Any, otherwise: float = 1.0) -> float:
    given = headers.get("Retry-After") or headers.get("retry-after") or ""
    return float(given) if str(given).replace(".", "", 1).isdecimal() else otherwise
