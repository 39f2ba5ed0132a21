"""Reading in Slack at its pace: which direct messages there are, and what stands in one of them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from typing import Any

from bot.doors import DeliveryFailed
from handlers.slack.api import asked
from handlers.slack.history import History
from handlers.slack.workspaces import Workspace, whole

APART = 1.3  # seconds between two calls: Slack takes fifty a minute, and the outbox needs some
_TRIES = 4
_PAGE = 100

Payload = dict[str, Any]
Method = Callable[..., Awaitable[Any]]


class OutOfTime(Exception):
    """There is no time left for another call."""


class Reader:
    """Of one workspace, until then (by `time.monotonic`). Everything raises OutOfTime after that, and
    DeliveryFailed when Slack doesn't say after some tries."""

    def __init__(self, space: Workspace, until: float) -> None:
        self._client, self._team = space.client, space.team
        self._until = until

    async def direct_messages(self) -> AsyncIterator[tuple[str, str]]:
        """(channel, user) of every person who has one with us."""
        for team in await self._teams():
            async for im in self._each(
                self._client.users_conversations, "channels", types="im", limit=200, **team
            ):
                channel, user = str(im["id"]), str(im.get("user", ""))
                if user not in ("", "USLACKBOT"):
                    yield channel, user

    async def history(self, channel: str, since: datetime, roots: datetime) -> History:
        """What happened since then below messages that are no older than `roots`."""
        begun = await self._pages(
            self._client.conversations_history, "messages",
            channel=channel, limit=_PAGE, oldest=_ts(roots),
        )  # fmt: skip
        history = History(since.timestamp(), begun)
        for root in begun:
            if float(root.get("latest_reply", 0)) <= since.timestamp():
                continue
            below = await self._pages(
                self._client.conversations_replies, "messages",
                channel=channel, ts=root["ts"], limit=_PAGE, oldest=_ts(since),
            )  # fmt: skip
            history.add_thread(root, below)
        return history

    # --- inside

    async def _teams(self) -> list[dict[str, str]]:
        """An organization's token wants to be told which of its workspaces is meant."""
        if not whole(self._team):
            return [{}]
        teams = await self._pages(self._client.auth_teams_list, "teams", limit=_PAGE)
        return [{"team_id": str(team["id"])} for team in teams]

    async def _pages(self, method: Method, name: str, **given: Any) -> list[Payload]:
        return [one async for one in self._each(method, name, **given)]

    async def _each(self, method: Method, name: str, **given: Any) -> AsyncIterator[Payload]:
        """Page by page, to the last."""
        cursor, been = "", {""}
        while True:
            page = await self._call(method, **given, **({"cursor": cursor} if cursor else {}))
            for one in page[name]:
                yield one
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if cursor in been:  # or it would never end
                break
            been.add(cursor)

    async def _call(self, method: Method, **given: Any) -> Any:
        for attempt in range(_TRIES):
            await self._pause(APART)
            try:
                return await asked(method(**given))
            except DeliveryFailed as failure:
                if failure.permanent or attempt + 1 == _TRIES:
                    raise
                await self._pause(max(failure.retry_after, APART * 2**attempt))
        raise DeliveryFailed()

    async def _pause(self, seconds: float) -> None:
        if time.monotonic() + seconds > self._until:
            raise OutOfTime
        await asyncio.sleep(seconds)


def _ts(at: datetime) -> str:
    return f"{at.timestamp():.6f}"
