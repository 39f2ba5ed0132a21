"""A message that changes while somebody breathes along, and is whole again afterwards."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.doors import DeliveryFailed
from bot.messages import Step
from handlers.slack.api import asked
from handlers.slack.blocks import Post, header
from handlers.slack.mrkdwn import escaped

_TRIES = 4


class Exercises:
    """One per direct message. Stopping one, at whatever step, leaves the words and the buttons."""

    def __init__(self) -> None:
        self._running: dict[str, asyncio.Task[None]] = {}
        self._ending: set[asyncio.Task[None]] = set()

    def begin(
        self, client: AsyncWebClient, channel: str, ts: str, post: Post, steps: Sequence[Step]
    ) -> None:
        """The message `ts` stands there at its first step: go on from here."""
        self.stop(channel)
        work = asyncio.create_task(self._pace(client, channel, ts, post, steps))
        self._running[channel] = work
        work.add_done_callback(lambda done: self._ended(channel, done))

    def stop(self, channel: str) -> None:
        """The person, or danger, wants something else now."""
        work = self._running.pop(channel, None)
        if work is not None:
            work.cancel()  # once: a second time would leave the message at its step
            self._ending.add(work)
            work.add_done_callback(self._ending.discard)

    async def close(self) -> None:
        """Make every message whole before the process ends."""
        for channel in list(self._running):
            self.stop(channel)
        if self._ending:
            await asyncio.wait(set(self._ending), timeout=3)

    # --- inside

    async def _pace(
        self, client: AsyncWebClient, channel: str, ts: str, post: Post, steps: Sequence[Step]
    ) -> None:
        due = time.monotonic()
        try:
            for step, following in zip(steps, [*steps[1:], None], strict=True):
                due += step.seconds
                await asyncio.sleep(max(0.0, due - time.monotonic()))
                if following is not None:  # one that Slack does not take is left out: time goes on
                    await self._show(client, channel, ts, at_step(post, following))
        except asyncio.CancelledError:
            pass  # the last word is the whole message
        for attempt in range(_TRIES):
            if await self._show(client, channel, ts, (post.text, post.blocks)):
                return
            await asyncio.sleep(2**attempt)

    async def _show(
        self, client: AsyncWebClient, channel: str, ts: str, shown: tuple[str, list[dict[str, Any]]]
    ) -> bool:
        text, blocks = shown
        try:
            await asked(client.chat_update(channel=channel, ts=ts, text=text, blocks=blocks))
        except DeliveryFailed as failure:
            return failure.permanent
        return True

    def _ended(self, channel: str, work: asyncio.Task[None]) -> None:
        if self._running.get(channel) is work:
            del self._running[channel]


def at_step(post: Post, step: Step) -> tuple[str, list[dict[str, Any]]]:
    """The message at one of its steps: the line that counts above the words."""
    return escaped(step.text), [header(step.text), *post.blocks]
