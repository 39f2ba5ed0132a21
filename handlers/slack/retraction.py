"""Taking our messages and files back, however long Slack makes us wait."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.doors import DeliveryFailed
from handlers.slack.api import Refused, asked
from handlers.slack.mark import taken_apart

_TRIES = 30


class Retraction:
    """Of one person's messages; `gone` counts while `run` goes on."""

    def __init__(self, client: AsyncWebClient, platform_ids: Sequence[str]) -> None:
        self._client = client
        self._messages, self._files = taken_apart(platform_ids)
        self.gone = 0

    async def run(self) -> None:
        """The latest message first, then the files."""
        for channel, ts in reversed(self._messages):
            await self._delete(partial(self._client.chat_delete, channel=channel, ts=ts))
        for id in self._files:
            await self._delete(partial(self._client.files_delete, file=id))

    async def _delete(self, delete: Callable[[], Awaitable[Any]]) -> None:
        for _ in range(_TRIES):
            try:
                await asked(delete())
            except Refused as refused:
                if refused.reason != "ratelimited":
                    return  # gone already, or not ours to delete
                await asyncio.sleep(refused.retry_after)
            except DeliveryFailed:
                await asyncio.sleep(1)
            else:
                self.gone += 1
                return
