"""Somebody in a workspace: talks to the bot, edits, deletes, uploads, opens Home, and waits."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from tests.fakes.slack.chat import announce_change, change, remove, show
from tests.fakes.slack.hub import Hub
from tests.fakes.slack.shapes import event_shape, message_shape, rich_text, typed
from tests.fakes.slack.taps import Taps
from tests.fakes.slack.transcript import posted, words
from tests.fakes.slack.world import Channel, File, Message, User, Workspace, new_id


class Person(Taps):
    """One human. `hears` and `quiet` count the bot's messages since the last look."""

    def __init__(self, hub: Hub, space: Workspace, user: User) -> None:
        super().__init__(hub, space, user)
        self._looked = 0
        self.poll = 0.005  # how often waiting looks, in seconds

    # --- writing

    async def say(
        self, text: str, thread: Message | None = None, channel: Channel | None = None
    ) -> Message:
        """A message: top-level in the DM, or in the thread of `thread`. Returns when it is posted."""
        where = channel or self.dm
        where.members.add(self.id)
        message = Message(
            where.mint_ts(), where.id, self.id, typed(text), rich_text(text),
            thread_ts=thread.root if thread else "",
        )  # fmt: skip
        show(self.hub, self.space, where, message)
        await asyncio.sleep(0)
        return message

    async def pick(self, title: str) -> Message:
        """Tap a suggested prompt: its message is sent as the person's own."""
        for prompt in self.dm.prompts:
            if prompt["title"] == title:
                return await self.say(prompt["message"])
        raise LookupError(f"no prompt {title!r}; there are {[p['title'] for p in self.dm.prompts]}")

    async def edit(self, message: Message, text: str) -> None:
        change(self.hub, self.space, self._place(message), message, typed(text), rich_text(text))
        await asyncio.sleep(0)

    async def unfurl(self, message: Message) -> None:
        """Slack adds a link preview: a message_changed without a change of words."""
        before = message_shape(self.space, self.hub.app.id, message)
        announce_change(self.hub, self.space, self._place(message), message, before)
        await asyncio.sleep(0)

    async def delete(self, message: Message) -> None:
        remove(self.hub, self.space, self._place(message), message)
        await asyncio.sleep(0)

    async def react(self, message: Message, name: str) -> None:
        message.reactions.setdefault(name, []).append(self.id)
        item = {"type": "message", "channel": message.channel, "ts": message.ts}
        event = {"type": "reaction_added", "user": self.id, "reaction": name, "item": item}
        self.hub.emit(self.space, event | {"item_user": message.author})
        await asyncio.sleep(0)

    async def upload(
        self, name: str, content: bytes, text: str = "", mimetype: str = "text/plain"
    ) -> Message:
        file = File(
            new_id("F"), self.space.id, self.id, name, len(content), mimetype=mimetype,
            content=content, complete=True, channels=[self.dm.id],
        )  # fmt: skip
        self.space.files[file.id] = file
        message = Message(
            self.dm.mint_ts(), self.dm.id, self.id, typed(text), subtype="file_share", files=[file]
        )
        shape = event_shape(self.space, self.hub.app.id, self.dm, message)
        shape["files"] = [{**f, "url_private": self.hub.base + f["url_private"],
                           "url_private_download": self.hub.base + f["url_private_download"]}
                          for f in shape["files"]]  # fmt: skip
        self.dm.messages.append(message)
        self.hub.emit(self.space, shape)
        await asyncio.sleep(0)
        return message

    async def mention(self, channel: Channel, text: str, thread: Message | None = None) -> Message:
        """Mention the bot in a channel: an app_mention, and the message itself if subscribed."""
        full = f"<@{self.space.bot.id}> {typed(text)}"
        channel.members.add(self.id)
        message = Message(
            channel.mint_ts(), channel.id, self.id, full, rich_text(full),
            thread_ts=thread.root if thread else "",
        )  # fmt: skip
        show(self.hub, self.space, channel, message)
        shape = event_shape(self.space, self.hub.app.id, channel, message)
        del shape["channel_type"]
        self.hub.emit(self.space, {**shape, "type": "app_mention"})
        await asyncio.sleep(0)
        return message

    # --- opening, stopping

    async def open_home(self, tab: str = "home") -> None:
        event: dict[str, Any] = {
            "type": "app_home_opened",
            "user": self.id,
            "channel": self.dm.id,
            "tab": tab,
        }
        if tab == "home" and self.user.home is not None:
            event["view"] = self.user.home
        if tab == "messages":
            event["context"] = {"entities": []}
        self.hub.emit(self.space, event)
        await asyncio.sleep(0)

    async def stop(self, message: Message) -> None:
        """The native stop button of a thread's session."""
        streams = [m for m in self.dm.thread(message.root) if m.streaming]
        for stream in streams:
            stream.streaming = False
        event = {
            "type": "agent_session_stopped",
            "channel": self.dm.id,
            "thread_ts": message.root,
            "user": self.id,
            "streaming_message_ts": [m.ts for m in streams],
        }
        self.hub.emit(self.space, event)
        await asyncio.sleep(0)

    # --- reading

    @property
    def transcript(self) -> str:
        return posted(self.space, self.dm, statuses=True)

    def seen(self) -> list[Message]:
        """The bot's messages that this person can see, in the DM, also those deleted since."""
        return [m for m in self.dm.messages if m.bot and m.ephemeral_to in ("", self.id)]

    async def hears(self, count: int = 1, seconds: float = 20, quiet: float = 0.0) -> list[str]:
        """The next `count` messages of the bot as words; with `quiet`, none may follow in that time."""
        await self.until(lambda: len(self.seen()) >= self._looked + count, seconds,
                         f"{count} more from the bot")  # fmt: skip
        new = self.seen()[self._looked : self._looked + count]
        self._looked += count
        if quiet:
            await self.quiet(quiet)
        self.hub.read()
        return [words(m) for m in new]

    async def quiet(self, seconds: float = 0.4) -> None:
        """Nothing more comes. Fails with the transcript."""
        await asyncio.sleep(seconds)
        extra = self.seen()[self._looked :]
        if extra:
            said = [words(m) for m in extra]
            raise AssertionError(f"{len(extra)} too many: {said}\n{self.transcript}")

    async def until(self, true: Any, seconds: float = 10, what: str = "that") -> None:
        """Wait for a condition. Fails with the transcript so far."""
        end = time.monotonic() + seconds
        while not true():
            if time.monotonic() > end:
                wrong = f"\nerrors: {self.hub.errors[-5:]}" if self.hub.errors else ""
                raise AssertionError(f"no {what} in {seconds:g} s\n{self.transcript}{wrong}")
            await asyncio.sleep(self.poll)

    @property
    def last(self) -> Message:
        """The bot's newest message that still stands."""
        return [m for m in self.seen() if not m.deleted][-1]

    def _place(self, message: Message) -> Channel:
        return self.space.channels[message.channel]
