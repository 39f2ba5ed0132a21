"""The door itself: answers go to every open tab, and wait in the outbox for those that come later."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from bot.app import App
from bot.log import Log
from bot.messages import Address, Answer, Text
from bot.queue.wire import dump_parcel
from bot.settings import Settings
from bot.voice import Interrupted
from handlers.web.history import answer_item
from handlers.web.server import Server
from handlers.web.streams import Streams, now_ms


class Growing:
    """An answer that is still being written. Each event carries all its words: a tab that joins late, or
    misses one, shows them all the same."""

    def __init__(self, streams: Streams, user: str, reply_id: str) -> None:
        self._streams = streams
        self._user = user
        self._reply_id = reply_id
        self._words = ""
        self.ended = False

    async def append(self, text: str) -> None:
        """More words. Raises Interrupted once a danger card has come."""
        if self.ended:
            raise Interrupted
        self._words += text
        body = {"id": self._reply_id, "at": now_ms(), "text": self._words}
        self._streams.show(self._user, "words", "", body)


class WebDoor:
    """Delivering needs no database: a danger card reaches the screen whatever else is broken."""

    platform = "web"

    def __init__(self, settings: Settings, log: Log) -> None:
        self._settings = settings
        self._log = log
        self._server: Server | None = None
        self.streams = Streams()
        self._growing: dict[str, Growing] = {}
        self.port = 0

    async def open(self, app: App) -> None:
        """Start serving. Raises PortTaken."""
        self._server = Server(app, self.streams, self._log)
        self.port = await self._server.start()
        self._log.info("page open", host=self._settings.web_host, port=self.port)

    async def close(self) -> None:
        """Stop serving."""
        if self._server is not None:
            await self._server.stop()

    async def deliver(self, address: Address, reply_id: str, answer: Answer) -> str:
        """Show it in every open tab. The same `reply_id` twice is shown once: here and in the page."""
        if any(isinstance(reply, Text) and reply.tone == "care" for reply in answer.replies):
            self._end(address.user)
        item = answer_item(reply_id, now_ms(), dump_parcel(address, answer))
        self.streams.show(address.user, "answer", reply_id, item)
        return reply_id

    async def begin(
        self, address: Address, reply_id: str, began: Callable[[str], Awaitable[None]]
    ) -> Growing | None:
        """Where nobody is looking, it comes whole."""
        if not self.streams.watched(address.user):
            return None
        await began(reply_id)
        self._end(address.user)
        growing = self._growing[address.user] = Growing(self.streams, address.user, reply_id)
        return growing

    async def complete(self, address: Address, reply_id: str, begun: str, answer: Answer) -> str:
        """The answer takes the place of its first words: they have the same id."""
        self._end(address.user)
        return await self.deliver(address, reply_id, answer)

    async def unsay(self, address: Address, begun: str) -> None:
        """Take the words off the screen."""
        self._end(address.user)
        self.streams.show(address.user, "unsaid", "", {"id": begun})

    async def find(self, address: Address, reply_id: str) -> str | None:
        """Whether it was shown since this process started."""
        return reply_id if self.streams.knows(address.user, reply_id) else None

    async def heard(self, address: Address) -> None:
        """Three dots."""
        self.streams.show(address.user, "typing", "", {})

    async def retract(self, address: Address, platform_ids: Sequence[str]) -> int:
        """Clear the window: everything in it was ours to show."""
        self.streams.forget(address.user)
        key = f"gone-{now_ms()}"
        self.streams.show(address.user, "gone", key, {"key": key})
        return len(platform_ids)

    # --- inside

    def _end(self, user: str) -> None:
        growing = self._growing.pop(user, None)
        if growing is not None:
            growing.ended = True
