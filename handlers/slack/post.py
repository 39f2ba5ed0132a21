"""One answer into one direct message: once, in order, whatever breaks on the way."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace

from bot.messages import Answer, Chart, File, Step, Text
from handlers.slack.api import GONE, Refused, asked
from handlers.slack.blocks import Block, Post, Renderer, plain
from handlers.slack.exercise import Exercises, at_step
from handlers.slack.mark import file_id, file_name, message_id, metadata, parts_found
from handlers.slack.pace import Pace
from handlers.slack.pictures import Files
from handlers.slack.place import Place
from handlers.slack.stream import Stream, finish_orphan
from handlers.slack.words import words

_UNREADY = (0.3, 0.7, 1.5)  # Slack looks a picture through before a block may show it
_REMEMBERED = 2000
_LOOKED_AT = 100
_LOOKED_BACK = 8 * 86_400  # seconds, of a thread: Slack hands over its oldest messages first
_NOT_THESE_BLOCKS = ("invalid_blocks", "msg_blocks_too_long")
# A thread whose first message is gone, or that never was one.
_NO_THREAD = ("thread_not_found", "invalid_thread_ts", "cannot_reply_to_message")


class Postman:
    """`deliver` may be repeated: parts that `find` saw are not sent again."""

    def __init__(self, renderer: Renderer, pace: Pace, files: Files, exercises: Exercises) -> None:
        self._renderer = renderer
        self._pace = pace
        self._files = files
        self._exercises = exercises
        self._parts: OrderedDict[str, dict[int, str]] = OrderedDict()

    async def deliver(self, place: Place, reply_id: str, answer: Answer) -> str:
        """Send what is not there yet; our ids of all parts. Raises DeliveryFailed."""
        posts = self._renderer.posts(answer)
        files = [reply for reply in answer.replies if isinstance(reply, File)]
        whole = len(posts) + len(files)
        done = self._remember(reply_id)
        urgent = any(isinstance(r, Text) and r.tone == "care" for r in answer.replies)
        for number, post in enumerate(posts):
            if number not in done:
                mark = metadata(reply_id, number, whole)
                steps = _steps(answer) if whole == 1 else ()
                done[number] = await self._post(place, post, mark, steps, urgent)
        for number, file in enumerate(files, len(posts)):
            if number not in done:
                done[number] = await self._share(place, file, reply_id)
        self._parts.pop(reply_id, None)
        return " ".join(done[number] for number in range(whole))

    async def complete(
        self, place: Place, reply_id: str, begun: str, stream: Stream | None, answer: Answer
    ) -> str:
        """Make the streamed message `begun` the first of the answer, then send the others. `stream` is
        the one that is still open. Raises DeliveryFailed."""
        posts = self._renderer.posts(answer)
        files = sum(isinstance(reply, File) for reply in answer.replies)
        done = self._remember(reply_id)
        if 0 not in done and posts:
            post, mark = posts[0], metadata(reply_id, 0, len(posts) + files)
            rest = self._rest(stream, answer)
            if stream is not None and rest is not None:
                done[0] = await stream.finish(post, post.blocks[1:], mark, rest)
            else:
                done[0] = await finish_orphan(place, begun, post, mark)
        return await self.deliver(place, reply_id, answer)

    def _rest(self, stream: Stream | None, answer: Answer) -> str | None:
        """What the stream has not said of the answer's first words; None when it said something else, or
        may have lost some of it on the way."""
        first = answer.replies[0]
        if stream is None or answer.late or not isinstance(first, Text):
            return None
        shown = self._renderer.shown(first)
        if stream.ended:
            return ""
        if stream.doubtful:
            return None
        return shown.removeprefix(stream.said) if shown.startswith(stream.said) else None

    async def find(self, place: Place, reply_id: str) -> str | None:
        """Our ids of an answer that is there as a whole; remembers what is there of others."""
        found = await self._messages(place)
        done, whole = parts_found(found, place.channel, reply_id)
        if -1 in done:  # a file without a message beside it: it is all there was
            return done[-1]
        if whole and len(done) == whole:
            return " ".join(done[number] for number in sorted(done))
        if done:
            self._remember(reply_id).update(done)
        return None

    # --- inside

    async def _messages(self, place: Place) -> list[Block]:
        try:
            return await self._shown(place)
        except Refused as refused:
            if refused.reason in (*_NO_THREAD, *GONE):  # nothing stands where nothing is
                return []
            raise

    async def _shown(self, place: Place) -> list[Block]:
        if not place.thread:
            shown = await asked(
                place.client.conversations_history(
                    channel=place.channel, include_all_metadata=True, limit=_LOOKED_AT
                )
            )
            return list(shown["messages"])
        shown = await asked(
            place.client.conversations_replies(
                channel=place.channel, ts=place.thread, include_all_metadata=True, limit=999,
                oldest=f"{time.time() - _LOOKED_BACK:.6f}",
            )
        )  # fmt: skip
        return list(shown["messages"])

    async def _post(
        self, place: Place, post: Post, mark: Block, steps: Sequence[Step], urgent: bool
    ) -> str:
        shown = [await self._picture(place, post, at, chart) for at, chart in post.charts]
        text, blocks = at_step(post, steps[0]) if steps else (post.text, post.blocks)
        waits = iter(_UNREADY)
        while True:
            try:
                ts = await self._say(place, text, blocks, mark, urgent)
                break
            except Refused as refused:
                if not refused.reason.startswith(_NOT_THESE_BLOCKS):
                    raise
                wait = next(waits, None) if any(shown) else None
                if wait is None:  # words are better than nothing
                    text, blocks, shown = post.text, [], []
                    if not (steps or text):
                        raise
                    ts = await self._say(place, text, blocks, mark, urgent)
                    break
                await asyncio.sleep(wait)
        if steps:
            self._exercises.begin(place.client, place.channel, ts, post, steps)
        return " ".join([message_id(place.channel, ts), *(file_id(id) for id in shown if id)])

    async def _say(
        self, place: Place, text: str, blocks: list[Block], mark: Block, urgent: bool
    ) -> str:
        async def call() -> str:
            said = await asked(
                place.client.chat_postMessage(
                    channel=place.channel, text=text, blocks=blocks or None, metadata=mark,
                    thread_ts=place.thread or None, mrkdwn=False, parse="none", link_names=False,
                    unfurl_links=False, unfurl_media=False,
                )
            )  # fmt: skip
            return str(said["ts"])

        try:
            return await self._pace.send(place.channel, call, urgent=urgent)
        except Refused as refused:
            if refused.reason not in _NO_THREAD or not place.thread:
                raise
            top = replace(place, thread="")  # its first message is gone: beside it, then
            return await self._say(top, text, blocks, mark, urgent)

    async def _picture(self, place: Place, post: Post, at: int, chart: Chart) -> str:
        """The block's picture; its words, when Slack does not take the picture."""
        try:
            id = await self._files.picture(place.client, chart, "chart")
        except Refused as refused:
            if refused.retry_after:
                raise
            line = f"{words('chart_in_words')}\n\n{chart.alt}"
            post.blocks[at] = {"type": "section", "text": plain(line[:2900])}
            return ""
        post.blocks[at]["slack_file"] = {"id": id}
        return id

    async def _share(self, place: Place, file: File, reply_id: str) -> str:
        async def call() -> str:
            name = file_name(file.name, reply_id)
            return await self._files.share(place.client, file, name, place.channel, place.thread)

        return file_id(await self._pace.send(place.channel, call))

    def _remember(self, reply_id: str) -> dict[int, str]:
        done = self._parts.setdefault(reply_id, {})
        self._parts.move_to_end(reply_id)
        while len(self._parts) > _REMEMBERED:
            self._parts.popitem(last=False)
        return done


def _steps(answer: Answer) -> tuple[Step, ...]:
    return next((r.steps for r in answer.replies if isinstance(r, Text) and r.steps), ())
