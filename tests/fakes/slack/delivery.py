"""Brings payloads to the app: again when they are not acknowledged, more often when ordered."""

from __future__ import annotations

import asyncio
from typing import Any, Protocol

from tests.fakes.slack.errors import NotAcked

RETRY_AFTER = (0.0, 60.0, 300.0)


class Transport(Protocol):
    """Socket Mode or signed HTTP. Raises NotAcked."""

    async def send(self, kind: str, payload: dict[str, Any], attempt: int, reason: str) -> Any: ...


class Delivery:
    """`retry_after`: the pauses before each further try, Slack's own by default.

    `copies`: every event is delivered that often although it was acknowledged. `lost` are events
    that Slack gave up on; `held` keeps events back while set.
    """

    def __init__(self, transport: Transport, retry_after: tuple[float, ...] = RETRY_AFTER) -> None:
        self.transport = transport
        self.retry_after = retry_after
        self.copies = 1
        self.copy_pause = 0.05
        self.lost: list[dict[str, Any]] = []
        self.sent: list[dict[str, Any]] = []
        self.tries = 0
        self._under_way: set[asyncio.Task[None]] = set()

    def event(self, payload: dict[str, Any]) -> None:
        """Deliver in the background."""
        self.sent.append(payload)
        self._spawn(self._deliver(payload))

    def again(self, payload: dict[str, Any], attempt: int = 1, reason: str = "timeout") -> None:
        """One more delivery of an old event, with retry marks."""
        self._spawn(self._once(payload, attempt, reason))

    async def ask(self, kind: str, payload: dict[str, Any]) -> Any:
        """A tap, a form or a command: delivered once; what the app acked with. Raises NotAcked."""
        return await self.transport.send(kind, payload, 0, "")

    async def settled(self, seconds: float = 10) -> None:
        """Until every event was acknowledged or given up."""
        async with asyncio.timeout(seconds):
            while self._under_way:
                await asyncio.wait(set(self._under_way), return_when=asyncio.FIRST_COMPLETED)

    async def close(self) -> None:
        for task in self._under_way:
            task.cancel()
        if self._under_way:
            await asyncio.wait(set(self._under_way), timeout=2)

    def _spawn(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _deliver(self, payload: dict[str, Any]) -> None:
        reason = ""
        for attempt, pause in enumerate((-1.0, *self.retry_after)):
            if pause >= 0:
                await asyncio.sleep(pause)
            self.tries += 1
            try:
                await self.transport.send("events_api", payload, attempt, reason)
                break
            except NotAcked as error:
                reason = error.reason
        else:
            self.lost.append(payload)
            return
        for copy in range(1, self.copies):
            await asyncio.sleep(self.copy_pause)
            await self._once(payload, copy, "timeout")

    async def _once(self, payload: dict[str, Any], attempt: int, reason: str) -> None:
        try:
            await self.transport.send("events_api", payload, attempt, reason)
        except NotAcked:
            return
