"""After an outage that was longer than Slack's patience: what was written meanwhile is read in the
history, and taken in. Ids are made of workspace, channel and `ts`, so nothing is taken in twice."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.app import App
from bot.doors import DeliveryFailed
from bot.log import Log
from bot.queue.intake import NotTaken
from handlers.slack import native
from handlers.slack.history import Missed, Payload
from handlers.slack.listeners import Listeners
from handlers.slack.reader import OutOfTime, Reader
from handlers.slack.unreadable import Unreadable
from handlers.slack.workspaces import Workspace, Workspaces
from memory.clock import from_ms, to_ms
from memory.errors import StorageError

PATIENCE = 240.0  # seconds; Slack hands an event over at once, after one minute and after five
_MARGIN = timedelta(minutes=10)  # something older may have been lost while something newer came in
_OLDEST = timedelta(days=1)  # never more: what was forgotten is known as such for 25 hours only
_ROOTS = timedelta(days=3)  # threads that began then may have new words in them
LONGEST = 1800.0  # seconds of reading in one workspace
_LISTING = 1 / 3  # at most that much of them for finding out which direct messages there are


class CatchUp:
    """One at a time; a second outage while catching up begins it anew, from the earlier moment on."""

    def __init__(self, app: App, spaces: Workspaces, listeners: Listeners, log: Log) -> None:
        self._app = app
        self._spaces = spaces
        self._listeners = listeners
        self._log = log
        self._opened = to_ms(app.services.clock.now())
        self._work: asyncio.Task[None] | None = None
        self._since: datetime | None = None

    def after(self, down_seconds: float | None) -> None:
        """The line is back after that long; None: the process has just started."""
        if down_seconds is not None and down_seconds < PATIENCE:
            return
        since = None
        if down_seconds is not None:
            since = self._now() - timedelta(seconds=down_seconds) - _MARGIN
        if self._work is not None and not self._work.done():
            self._work.cancel()
            since = min(since, self._since) if since and self._since else None
        self._since = since
        self._work = asyncio.create_task(self._run(since))

    async def close(self) -> None:
        """Stop; the next start goes on."""
        if self._work is not None:
            self._work.cancel()
            await asyncio.wait({self._work}, timeout=2)

    # --- inside

    def _now(self) -> datetime:
        return self._app.services.clock.now()

    async def _run(self, since: datetime | None) -> None:
        try:
            for space in await self._spaces.all():
                await self._one(space, since)
        except (DeliveryFailed, StorageError) as error:
            self._log.warning("catching up given up", error=type(error).__name__)

    async def _one(self, space: Workspace, since: datetime | None) -> None:
        try:
            start = since or await self._last_seen(space)
            if start is not None:
                await self._workspace(space, max(start, self._now() - _OLDEST))
        except (DeliveryFailed, StorageError, NotTaken) as error:
            self._log.warning("catching up given up", error=type(error).__name__)
        except Exception as error:  # noqa: BLE001 - the other workspaces are still to be read
            self._log.error("catching up failed", failure=error)

    async def _last_seen(self, space: Workspace) -> datetime | None:
        """When anything of this workspace came in last before we started; None if never: then nothing was
        missed, and what lies in the history was answered by somebody else."""
        store = self._app.store
        workspace = store.vault.workspace(native.PLATFORM, space.team)
        async with store.database.read() as tx:
            last = await store.arrivals.last_in(tx, workspace, self._opened)
        return from_ms(last) - _MARGIN if last else None

    async def _workspace(self, space: Workspace, since: datetime) -> None:
        began, taken, unread = time.monotonic(), 0, 0
        everyone, listed = await self._everyone(space, began + LONGEST * _LISTING)
        reader, left = Reader(space, began + LONGEST), len(everyone)
        try:
            for channel, user in everyone:
                try:
                    taken += await self._conversation(space, reader, channel, user, since)
                except (DeliveryFailed, Unreadable):
                    unread += 1  # closed, or not ours anymore; the others are still to be read
                left -= 1
        except OutOfTime:
            pass
        if left or not listed:  # not all are counted in `left` when not all were listed
            self._log.warning(
                "catching up out of time", left=left, listed=listed, taken=taken, unread=unread
            )
        else:
            self._log.info("caught up", taken=taken, unread=unread)

    async def _everyone(self, space: Workspace, until: float) -> tuple[list[tuple[str, str]], bool]:
        """Whoever wrote last comes first, then other people we know, then the others; and whether that
        is everyone."""
        found: dict[str, str] = {}
        listed = True
        try:
            async for channel, user in Reader(space, until).direct_messages():
                found[channel] = user
        except OutOfTime:
            listed = False
        store = self._app.store
        vault, workspace = store.vault, store.vault.workspace(native.PLATFORM, space.team)
        async with store.database.read() as tx:
            last = await store.arrivals.last_of_each_in(tx, workspace)

        def order(dm: tuple[str, str]) -> tuple[int, bool]:
            person = vault.person(native.PLATFORM, space.team, dm[1])
            return -last.get(person, 0), not vault.has_key(person)

        return sorted(found.items(), key=order), listed

    async def _conversation(
        self, space: Workspace, reader: Reader, channel: str, user: str, since: datetime
    ) -> int:
        history = await reader.history(channel, since, self._now() - _ROOTS)
        app = self._spaces.app or history.app(space.bot_id)
        if not app:  # without it there are no ids, and anything might be answered twice
            return 0
        known = await self._remembered(space, channel, app, history.said(user))
        missed = history.missed(user, space.bot_user, known)
        return await self._take(space, channel, app, missed)

    async def _remembered(
        self, space: Workspace, channel: str, app: str, said: Iterable[Payload]
    ) -> set[str]:
        """The `ts` of those that were taken in before."""
        found = [Missed("message", float(message["ts"]), message) for message in said]
        return {
            one.ts
            for one in found
            if await self._app.intake.knows(native.message(one.as_event(space.team, app, channel)))
        }

    async def _take(
        self, space: Workspace, channel: str, app: str, missed: Iterable[Missed]
    ) -> int:
        """As if Slack had handed it over, unless it had; how many messages were new."""
        new: set[str] = set()
        for found in missed:
            body = found.as_event(space.team, app, channel)
            if found.kind == "message":
                if await self._app.intake.knows(native.message(body)):
                    continue
                new.add(found.ts)
            elif found.ts in new:
                continue  # taken in with its latest words
            await self._listeners.message(body)
        return len(new)
