"""For what has to be acknowledged within three seconds, whatever the database does."""

from __future__ import annotations

import asyncio

from bot.log import Log
from bot.messages import Event
from bot.queue.intake import Intake, NotTaken

_WITHIN = 1.0  # for the database; then the journal takes it, which is quick
_AT_MOST = 2.0  # a danger card may take longer to go out than Slack waits


class Prompt:
    """Takes an event in and says in time whether it is taken."""

    def __init__(self, intake: Intake, log: Log) -> None:
        self._intake = intake
        self._log = log
        self._work: set[asyncio.Task[None]] = set()

    async def take(self, event: Event) -> bool:
        """False when it could not be kept. What is still under way after two seconds goes on."""
        work = asyncio.create_task(self._intake.accept(event, _WITHIN))
        self._work.add(work)
        work.add_done_callback(self._settle)
        await asyncio.wait({work}, timeout=_AT_MOST)
        return not work.done() or not isinstance(work.exception(), Exception)

    async def finish(self) -> None:
        """Wait for what is under way."""
        if self._work:
            await asyncio.wait(self._work, timeout=5)

    def _settle(self, work: asyncio.Task[None]) -> None:
        self._work.discard(work)
        error = None if work.cancelled() else work.exception()
        if error is not None and not isinstance(error, NotTaken):
            self._log.error("slack event failed", failure=error)
