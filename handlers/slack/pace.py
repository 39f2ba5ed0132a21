"""One message a second and channel, as Slack wants it; what must not wait goes ahead."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import TypeVar

from handlers.slack.api import Refused

APART = 1.05
HUSHED = "hushed"  # our own word among Slack's reasons
_REMEMBERED = 5000
_PATIENCE = 20.0  # longer than this, the outbox waits instead of us

R = TypeVar("R")


class Pace:
    """Each call in a channel reserves its second; refused ones wait as long as Slack says."""

    def __init__(self, apart: float = 0.0) -> None:
        self._apart = apart or APART
        self._next: OrderedDict[str, float] = OrderedDict()
        self._hushed: OrderedDict[str, float] = OrderedDict()

    async def send(
        self, channel: str, call: Callable[[], Awaitable[R]], *, urgent: bool = False
    ) -> R:
        """Make the call when its turn comes, at once when `urgent`. Raises what it raises, but a short
        "too many" is waited out here: nothing was sent then."""
        began = time.monotonic()
        until = began + _PATIENCE
        wait = self._reserve(channel, 0.0 if urgent else self._next.get(channel, 0.0))
        while True:
            await asyncio.sleep(wait)
            if not urgent and self._hushed.get(channel, 0.0) > began:
                raise Refused(HUSHED)
            try:
                return await call()
            except Refused as refused:
                if (
                    refused.reason != "ratelimited"
                    or time.monotonic() + refused.retry_after > until
                ):
                    raise
                wait = self._reserve(channel, time.monotonic() + refused.retry_after)

    def hush(self, channel: str) -> None:
        """Whatever waits here goes back to the outbox, which knows whether it is still wanted."""
        self._hushed[channel] = time.monotonic()
        self._hushed.move_to_end(channel)
        while len(self._hushed) > _REMEMBERED:
            self._hushed.popitem(last=False)

    def _reserve(self, channel: str, earliest: float) -> float:
        """Take the next free second from `earliest` on; how long it is until then."""
        now = time.monotonic()
        at = max(now, earliest)
        self._next[channel] = max(at, self._next.get(channel, 0.0)) + self._apart
        self._next.move_to_end(channel)
        while len(self._next) > _REMEMBERED:
            self._next.popitem(last=False)
        return at - now
