"""The door itself: answers go to every open tab, and wait in the outbox for those that come later."""

from __future__ import annotations

from collections.abc import Sequence

from bot.app import App
from bot.log import Log
from bot.messages import Address, Answer
from bot.settings import Settings
from bot.wire import dump_parcel
from handlers.web.history import answer_item
from handlers.web.server import Server
from handlers.web.streams import Streams, now_ms


class WebDoor:
    """Delivering needs no database: a danger card reaches the screen whatever else is broken."""

    platform = "web"

    def __init__(self, settings: Settings, log: Log) -> None:
        self._settings = settings
        self._log = log
        self._server: Server | None = None
        self.streams = Streams()
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
        item = answer_item(reply_id, now_ms(), dump_parcel(address, answer))
        self.streams.show(address.user, "answer", reply_id, item)
        return reply_id

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
