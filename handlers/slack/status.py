"""The line that says "heard": shown at once, gone with the answer, one per direct message."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from slack_sdk.web.async_client import AsyncWebClient

from bot.doors import DeliveryFailed
from handlers.slack.api import asked
from handlers.slack.words import words

_REMEMBERED = 5000
_SETTLE = 0.5  # how long an answer waits for its own status to be there, so that it can go again


class Status:
    """Several quick messages open several threads; only the newest one shows the line."""

    def __init__(self) -> None:
        self._shown: OrderedDict[str, str] = OrderedDict()  # channel → thread
        self._setting: dict[str, asyncio.Task[None]] = {}

    async def show(self, client: AsyncWebClient, channel: str, thread: str) -> None:
        """Say that it was heard, here and no longer anywhere else in this channel."""
        before = self._shown.get(channel, "")
        self._shown[channel] = thread
        self._shown.move_to_end(channel)
        while len(self._shown) > _REMEMBERED:
            self._shown.popitem(last=False)
        work = asyncio.create_task(self._set(client, channel, thread, str(words("status"))))
        self._setting[channel] = work
        try:
            await work
        finally:
            if self._setting.get(channel) is work:
                del self._setting[channel]
        if before and before != thread:
            await self._set(client, channel, before, "")

    async def settle(self, channel: str) -> None:
        """Before an answer: let a line that is on its way arrive first, or it would outlive the answer."""
        work = self._setting.get(channel)
        if work is not None:
            await asyncio.wait({work}, timeout=_SETTLE)

    async def clear(self, client: AsyncWebClient, channel: str, answered: str = "") -> None:
        """After an answer in the thread `answered`, where Slack takes it away by itself."""
        thread = self._shown.get(channel, "")
        if not thread:
            return
        if answered and thread != answered and thread > answered:
            return  # a newer message waits for the next answer
        del self._shown[channel]
        if thread != answered:
            await self._set(client, channel, thread, "")

    async def _set(self, client: AsyncWebClient, channel: str, thread: str, text: str) -> None:
        loading = list(words("loading")) if text else None
        try:
            await asked(
                client.assistant_threads_setStatus(
                    channel_id=channel, thread_ts=thread, status=text, loading_messages=loading
                )
            )
        except DeliveryFailed:
            return  # the answer itself is what counts
