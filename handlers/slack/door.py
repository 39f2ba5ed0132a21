"""The door itself: answers into direct messages, and everything that has to be opened and closed."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine, Sequence
from dataclasses import replace
from typing import Any

from bot.app import App
from bot.commands import registry
from bot.doors import About, DeliveryFailed, Found, Line
from bot.log import Log
from bot.messages import Address, Answer, Text
from bot.settings import Settings
from handlers.slack import people
from handlers.slack.api import GONE, Http, Refused
from handlers.slack.blocks import Renderer
from handlers.slack.carry import parts
from handlers.slack.config import Way
from handlers.slack.direct import Directs
from handlers.slack.exercise import Exercises
from handlers.slack.inlet import Inlet
from handlers.slack.mark import taken_apart
from handlers.slack.names import Names
from handlers.slack.native import PLATFORM
from handlers.slack.pace import Pace
from handlers.slack.pictures import Files
from handlers.slack.place import Place
from handlers.slack.post import Postman
from handlers.slack.retraction import Retraction
from handlers.slack.status import Status
from handlers.slack.stream import Began, Stream, Streams
from handlers.slack.triggers import Triggers
from handlers.slack.workspaces import Workspace, Workspaces
from memory.errors import StorageError

_GROUP = ","  # between the people of a group message, as Slack takes them
_RETRACT_SECONDS = 5.0


class SlackDoor:
    """Needs no database to deliver: a danger card reaches the person whatever else is broken."""

    platform = PLATFORM

    def __init__(self, settings: Settings, way: Way, log: Log) -> None:
        self._settings = settings
        self._way = way
        self._log = log
        self.names = Names(registry(), settings.slack_commands)
        self._http = Http(settings.slack_api_url)
        self._status = Status()
        self._pace = Pace()
        self._exercises = Exercises()
        self.streams = Streams()
        self.directs = Directs()
        self.triggers = Triggers()
        self._later: set[asyncio.Task[None]] = set()
        self._spaces: Workspaces | None = None
        self._postman: Postman | None = None
        self._inlet: Inlet | None = None

    # --- open and close

    async def open(self, app: App) -> None:
        """Start listening. Slack being away is no reason not to: it is tried until it is there."""
        self._spaces = Workspaces(self._settings, app.store, app.services.clock, self._http)
        self._postman = Postman(
            Renderer(self.names), self._pace, Files(self._http.session), self._exercises
        )
        self._inlet = Inlet(self, app, self._spaces, self._http, self._way, self._log)
        await self._inlet.open()
        self._log.info("slack open", socket=self._way.socket, http=self._way.http)

    async def close(self) -> None:
        """Stop listening, finish what is under way."""
        if self._inlet is not None:
            await self._inlet.close()
        await self._exercises.close()
        for work in self._later:
            work.cancel()
        await self._http.close()

    def line(self) -> Line:
        """How the way in is."""
        return self._inlet.line() if self._inlet is not None else Line(False)

    # --- what the house asks for

    async def deliver(self, address: Address, reply_id: str, answer: Answer) -> str:
        """Post an answer, as one message as long as it fits. Raises DeliveryFailed."""
        where = await self._where(address)
        if any(isinstance(reply, Text) and reply.tone == "care" for reply in answer.replies):
            self.stop(where.channel)
        else:
            self.interrupt(where.channel)
        answer, opened = await self.triggers.open_form(address, where, answer)
        if opened and not answer.replies:
            return ""
        await self._status.settle(where.channel)
        try:
            ids = await self._postmaster.deliver(where, reply_id, answer)
        except Refused as refused:
            where = await self._elsewhere(address, where, refused)
            ids = await self._postmaster.deliver(where, reply_id, answer)
        self._soon(self._status.clear(where.client, where.channel, where.thread))
        return ids

    async def find(self, address: Address, reply_id: str) -> str | None:
        """Whether it stands there. Raises DeliveryFailed while Slack does not say. In a message of two
        others we don't look: we can't, and should not be able to. After a crash they may be greeted twice."""
        if _GROUP in address.user:
            return None
        return await self._postmaster.find(await self._where(address), reply_id)

    async def heard(self, address: Address) -> None:
        """A status in the thread. A command has none."""
        channel, thread = parts(address)
        if not thread:
            return
        with contextlib.suppress(DeliveryFailed, StorageError):
            space = await self.workspace(address.workspace)
            await self._status.show(space.client, channel, thread)

    async def begin(self, address: Address, reply_id: str, began: Began) -> Stream | None:
        """An answer that grows while it is written; None when one plain message is better. `began` gets
        our id of it, to be written down before anything is said. Raises DeliveryFailed."""
        where = await self._where(address)
        await self._status.settle(where.channel)
        return await self.streams.begin(where, address.workspace, began)

    async def complete(self, address: Address, reply_id: str, begun: str, answer: Answer) -> str:
        """Make the message `begun` the answer. Raises DeliveryFailed."""
        where = await self._where(address)
        stream = self.streams.taken(where, begun)
        self.stop(where.channel)
        ids = await self._postmaster.complete(where, reply_id, begun, stream, answer)
        self._soon(self._status.clear(where.client, where.channel, where.thread))
        return ids

    async def unsay(self, address: Address, begun: str) -> None:
        """Delete the message `begun`. Raises DeliveryFailed."""
        where = await self._where(address)
        self.streams.taken(where, begun)
        await self.streams.take_back(where, begun)

    def untellable(self, platform_id: str) -> bool:
        """One message, and nothing beside it."""
        messages, files = taken_apart([platform_id])
        return len(messages) == 1 and not files

    async def retract(self, address: Address, platform_ids: Sequence[str]) -> int:
        """Delete our messages and files; what Slack does not take at once goes on in the background."""
        space = await self.workspace(address.workspace)
        retraction = Retraction(space.client, platform_ids)
        work = self._soon(retraction.run())
        await asyncio.wait({work}, timeout=_RETRACT_SECONDS)
        return retraction.gone

    def top(self, address: Address) -> Address:
        """The direct message itself."""
        return replace(address, channel=parts(address)[0], thread="")

    async def about(self, address: Address) -> About:
        """Display name and time zone. Raises DeliveryFailed."""
        return await people.about(await self.workspace(address.workspace), address.user)

    async def look_up(self, asker: Address, picked: Sequence[str], typed: str) -> Found:
        """People of the asker's workspace. Raises DeliveryFailed."""
        return await people.look_up(await self.workspace(asker.workspace), picked, typed)

    def gathering(self, one: Address, other: Address) -> Address:
        """A group message with both; it opens with the first thing said there."""
        return Address(
            self.platform, one.workspace, _GROUP.join(sorted({one.user, other.user})), ""
        )

    # --- what the listeners ask for

    async def workspace(self, team: str) -> Workspace:
        """A workspace we are in. Raises DeliveryFailed for any other."""
        space = await self._workspaces.get(team)
        if space is None:
            raise Refused("team_not_found")
        return space

    def left(self, team: str) -> None:
        """A workspace took us out."""
        self._workspaces.forget(team)

    def interrupt(self, channel: str) -> None:
        """Something else is said here: an exercise ends, an answer that grows is said to its end."""
        self._exercises.stop(channel)

    def stop(self, channel: str) -> None:
        """End what moves by itself in this direct message."""
        self._exercises.stop(channel)
        self.streams.stop(channel)

    def hush(self, channel: str) -> None:
        """End what moves, and what waits for its second."""
        self.stop(channel)
        self._pace.hush(channel)

    async def calm(self, space: Workspace, channel: str) -> None:
        """Take the status away."""
        await self._status.settle(channel)
        await self._status.clear(space.client, channel)

    # --- inside

    @property
    def _postmaster(self) -> Postman:
        if self._postman is None:
            raise DeliveryFailed()
        return self._postman

    @property
    def _workspaces(self) -> Workspaces:
        if self._spaces is None:
            raise DeliveryFailed()
        return self._spaces

    async def _where(self, address: Address) -> Place:
        space = await self.workspace(address.workspace)
        channel, thread = parts(address)
        channel = channel or await self.directs.of(space, address.user)
        return Place(space.client, channel, thread)

    async def _elsewhere(self, address: Address, where: Place, refused: Refused) -> Place:
        """The person's direct message of today, when the one that was written down is gone (or was never
        one: what comes back with a form may be anything). Raises `refused` when that is no help."""
        if refused.reason not in GONE or not address.user:
            raise refused
        space = await self.workspace(address.workspace)
        self.directs.forget(space.team, address.user)
        channel = await self.directs.of(space, address.user)
        if channel == where.channel:
            raise refused
        return Place(space.client, channel, "")

    def _soon(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._later.add(task)
        task.add_done_callback(self._later.discard)
        return task
