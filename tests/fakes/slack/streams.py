"""chat.startStream, appendStream, stopStream."""

from __future__ import annotations

import time
from typing import Any

from tests.fakes.slack.blockkit import check_blocks
from tests.fakes.slack.call import Call
from tests.fakes.slack.chat import end_if_idle, file_refs, metadata, show
from tests.fakes.slack.errors import SlackError
from tests.fakes.slack.shapes import message_shape
from tests.fakes.slack.world import Channel, Message

_MOST = 12_000
_CHUNKS = {"markdown_text", "task_update", "plan_update", "blocks"}
_TASK_STATES = {"pending", "in_progress", "complete", "error"}


class Streams:
    """The methods, by their name in Python."""

    def chat_startStream(self, call: Call) -> dict[str, Any]:  # noqa: N802
        channel = call.channel()
        if not channel.is_im:
            for name in ("recipient_user_id", "recipient_team_id"):
                if name not in call.args:
                    raise SlackError(f"missing_{name}")
        elif not call.args.text("thread_ts"):
            raise SlackError("invalid_thread_ts")
        if call.args.text("task_display_mode", "timeline") not in ("timeline", "plan"):
            raise SlackError("invalid_arguments")
        message = Message(
            channel.mint_ts(), channel.id, call.space.bot.id, bot=True,
            thread_ts=call.thread(channel), streaming=True, streamed=True,
        )  # fmt: skip
        _append(call, message, needed=False)
        show(call.hub, call.space, channel, message)
        return {"channel": channel.id, "ts": message.ts}

    def chat_appendStream(self, call: Call) -> dict[str, Any]:  # noqa: N802
        channel = call.channel()
        message = _streaming(call, channel)
        _append(call, message, needed=True)
        return {"channel": channel.id, "ts": message.ts}

    def chat_stopStream(self, call: Call) -> dict[str, Any]:  # noqa: N802
        channel = call.channel()
        message = _streaming(call, channel)
        _append(call, message, needed=False)
        blocks = call.args.json("blocks", "invalid_blocks_format")
        if blocks:
            message.blocks += check_blocks(blocks, "message", file_refs(call))
        message.metadata = metadata(call)
        message.streaming = False
        status = call.args.text("session_status")
        if status:
            if status not in ("active", "suspended", "closed", "processing"):
                raise SlackError("invalid_arguments")
            channel.sessions.setdefault(message.root, {})["status"] = status
        shape = message_shape(call.space, call.hub.app.id, message)
        return {"channel": channel.id, "ts": message.ts, "message": shape}


def _streaming(call: Call, channel: Channel) -> Message:
    message = channel.find(call.args.need("ts"))
    if message is None:
        raise SlackError("message_not_found")
    if message.author != call.space.bot.id:
        raise SlackError("message_not_owned_by_app")
    end_if_idle(call.hub, message)
    if not message.streaming:
        raise SlackError("message_not_in_streaming_state")
    return message


def _append(call: Call, message: Message, *, needed: bool) -> None:
    text = call.args.text("markdown_text")
    chunks = call.args.json("chunks") or []
    if needed and not text and not chunks:
        raise SlackError("no_text")
    if len(text) > _MOST:
        raise SlackError("msg_too_long")
    for chunk in chunks:
        if not isinstance(chunk, dict) or chunk.get("type") not in _CHUNKS:
            raise SlackError("invalid_chunks")
        if chunk["type"] == "task_update" and chunk.get("status") not in _TASK_STATES:
            raise SlackError("invalid_chunks", "status must be one of " + str(_TASK_STATES))
        text += chunk.get("text", "") if chunk["type"] == "markdown_text" else ""
    message.chunks += chunks
    message.text += text
    message.touched = time.monotonic()
