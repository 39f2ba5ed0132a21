"""Answers that grow while they are written, for a model that takes its time. Composed ones don't need it.

A stream has no metadata until it ends, so nobody could find it after a crash: its `ts` is written down
before the first word, and what a crash left half said is finished by a plain edit.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from bot.doors import DeliveryFailed
from bot.voice import Interrupted
from handlers.slack.api import Refused, asked
from handlers.slack.blocks import Block, Post, short_block
from handlers.slack.mark import message_id, taken_apart
from handlers.slack.mrkdwn import as_markdown
from handlers.slack.place import Place

_STARTS = 20  # a minute and workspace, which is all that Slack allows
_APART = 0.65  # seconds between two appends: Slack takes a hundred a minute
_ENDED = ("message_not_in_streaming_state", "message_not_found")
_EDIT = 3_900  # characters of an edit, under Slack's 4000

Began = Callable[[str], Awaitable[None]]


class StreamEnded(Interrupted):
    """The person pressed stop, or danger came first: write no further."""


class Streams:
    """One stream at a time per direct message."""

    def __init__(self, starts: int = _STARTS, apart: float = _APART) -> None:
        self._starts = starts
        self._apart = apart
        self._begun: dict[str, deque[float]] = {}
        self._open: dict[str, Stream] = {}

    async def begin(self, place: Place, team: str, began: Began) -> Stream | None:
        """Open a stream, or None when it should be one plain message: outside a thread, or when this
        minute's streams are used up. `began` writes our id of it down; only then may words follow."""
        if not place.thread or not self._may(team):
            return None
        await self._session(place, "processing")
        try:
            said = await asked(
                place.client.chat_startStream(channel=place.channel, thread_ts=place.thread)
            )
        except DeliveryFailed:
            await self._session(place, "active")
            raise
        stream = Stream(place, str(said["ts"]), self._apart)
        self._open[place.channel] = stream
        try:
            await began(stream.id)
        except BaseException:
            self._open.pop(place.channel, None)
            await self.take_back(place, stream.id)  # nobody would know of it
            raise
        return stream

    def stop(self, channel: str) -> None:
        """Whoever writes into it hears so at the next word."""
        stream = self._open.pop(channel, None)
        if stream is not None:
            stream.ended = True

    def taken(self, place: Place, platform_id: str) -> Stream | None:
        """The stream of that id, if it is ours to finish: nobody else does after this."""
        stream = self._open.get(place.channel)
        if stream is None or stream.id != platform_id:
            return None
        return self._open.pop(place.channel)

    async def take_back(self, place: Place, platform_id: str) -> None:
        """Delete a message that became no answer, or is none any more. Raises DeliveryFailed."""
        ((_, ts),) = taken_apart([platform_id])[0]
        if not await _deleted(place, ts):
            with suppress(Refused):  # it has ended, or is gone
                await asked(place.client.chat_stopStream(channel=place.channel, ts=ts))
            await _deleted(place, ts)
        await self._session(place, "active")

    # --- inside

    def _may(self, team: str) -> bool:
        begun, now = self._begun.setdefault(team, deque()), time.monotonic()
        while begun and now - begun[0] > 60:
            begun.popleft()
        if len(begun) >= self._starts:
            return False
        begun.append(now)
        return True

    async def _session(self, place: Place, status: str) -> None:
        with suppress(DeliveryFailed):  # it only brings the stop button
            await asked(
                place.client.agents_sessions_setStatus(
                    channel_id=place.channel, thread_ts=place.thread, status=status
                )
            )


class Stream:
    """`append` as the words come, then `finish`."""

    def __init__(self, place: Place, ts: str, apart: float) -> None:
        self._place = place
        self._ts = ts
        self._apart = apart
        self._waiting = ""
        self._sent_at = 0.0
        self.said = ""
        self.ended = False
        self.doubtful = False  # whether some of its words arrived, nobody knows

    @property
    def id(self) -> str:
        """Our id of the message, as the outbox keeps it."""
        return message_id(self._place.channel, self._ts)

    async def append(self, text: str) -> None:
        """More words, plain text. Raises StreamEnded, DeliveryFailed."""
        if self.ended:
            raise StreamEnded
        self._waiting += text
        self.said += text
        if time.monotonic() - self._sent_at >= self._apart:
            await self._flush()

    async def finish(self, post: Post, tail: Sequence[Block], mark: Block, more: str = "") -> str:
        """The last words, `more` behind them, and `tail`, what stands below; our id of it. `post` is the
        whole answer, for when Slack has ended the stream by itself. Raises DeliveryFailed."""
        rest, self._waiting = self._waiting + more, ""
        try:
            await asked(
                self._place.client.chat_stopStream(
                    channel=self._place.channel, ts=self._ts,
                    markdown_text=as_markdown(rest) or None, metadata=mark, session_status="active",
                    blocks=list(tail) or None,
                )
            )  # fmt: skip
        except Refused as refused:
            if refused.reason not in _ENDED:
                raise
            return self.id if self.ended else await _edit(self._place, self._ts, post, mark)
        return self.id

    async def _flush(self) -> None:
        words, self._waiting = self._waiting, ""
        self._sent_at = time.monotonic()
        doubtful, self.doubtful = (
            self.doubtful,
            True,
        )  # whatever breaks in here, also a cancellation
        try:
            await asked(
                self._place.client.chat_appendStream(
                    channel=self._place.channel, ts=self._ts, markdown_text=as_markdown(words)
                )
            )
            self.doubtful = doubtful
        except Refused as refused:
            self.doubtful = doubtful
            self._waiting = words + self._waiting
            if refused.reason == "ratelimited":
                return  # with the next words
            if refused.reason in _ENDED:
                self.ended = True
                raise StreamEnded from None
            raise


async def _deleted(place: Place, ts: str) -> bool:
    """Whether it is gone. Raises DeliveryFailed when it may go later."""
    try:
        await asked(place.client.chat_delete(channel=place.channel, ts=ts))
    except Refused as refused:
        if refused.reason == "ratelimited":
            raise
        return refused.reason == "message_not_found"
    return True


async def finish_orphan(place: Place, platform_id: str, post: Post, mark: Block) -> str:
    """Make a stream that was cut off say all of the answer. Raises DeliveryFailed."""
    ((_, ts),) = taken_apart([platform_id])[0]
    try:
        await asked(place.client.chat_stopStream(channel=place.channel, ts=ts))
    except Refused as refused:
        if refused.reason not in _ENDED:
            raise
    return await _edit(place, ts, post, mark)


async def _edit(place: Place, ts: str, post: Post, mark: Block) -> str:
    text = short_block(post.text, _EDIT)
    await asked(
        place.client.chat_update(
            channel=place.channel, ts=ts, text=text, blocks=post.blocks, metadata=mark
        )
    )
    return message_id(place.channel, ts)
