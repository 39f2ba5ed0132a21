"""Reading in Slack at its pace: which direct messages there are, and what stands in one of them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from bot.doors import DeliveryFailed
from handlers.slack.api import asked
from handlers.slack.history import History
from handlers.slack.workspaces import Workspace, whole

APART = 1.3  # seconds between two calls: Slack takes fifty a minute, and the outbox needs some
_TRIES = 4
_PAGES, _PAGE, _THREADS = 5, 100, 10

Payload = dict[str, Any]
Method = Callable[..., Awaitable[Any]]


class Reader:
    """Of one workspace. Everything raises DeliveryFailed when Slack doesn't say after some tries."""

    def __init__(self, space: Workspace) -> None:
        self._client, self._team = space.client, space.team

    async def direct_messages(self) -> list[tuple[str, str]]:
        """(channel, user) of every person who has one with us."""
        found: list[Payload] = []
        for team in await self._teams():
            found += await self._pages(
                self._client.users_conversations, "channels", types="im", limit=200, **team
            )
        people = {str(im["id"]): str(im.get("user", "")) for im in found}.items()
        return [(channel, user) for channel, user in people if user not in ("", "USLACKBOT")]

    async def history(self, channel: str, since: datetime, roots: datetime) -> History:
        """What happened since then below messages that are no older than `roots`."""
        begun = await self._pages(
            self._client.conversations_history, "messages",
            channel=channel, limit=_PAGE, oldest=_ts(roots),
        )  # fmt: skip
        history = History(since.timestamp(), begun)
        busy = (m for m in begun if float(m.get("latest_reply", 0)) > since.timestamp())
        for _, root in zip(range(_THREADS), busy, strict=False):
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
        found: list[Payload] = []
        cursor = ""
        for _ in range(_PAGES):
            page = await self._call(method, **given, **({"cursor": cursor} if cursor else {}))
            found += page[name]
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                break
        return found

    async def _call(self, method: Method, **given: Any) -> Any:
        for attempt in range(_TRIES):
            await asyncio.sleep(APART)
            try:
                return await asked(method(**given))
            except DeliveryFailed as failure:
                if failure.permanent or attempt + 1 == _TRIES:
                    raise
                await asyncio.sleep(max(failure.retry_after, APART * 2**attempt))
        raise DeliveryFailed()


def _ts(at: datetime) -> str:
    return f"{at.timestamp():.6f}"
