"""chat.postMessage, postEphemeral, update, delete, and posts to a response_url."""

from __future__ import annotations

import json
import time
from typing import Any

from tests.fakes.slack.blockkit import check_blocks
from tests.fakes.slack.call import Call
from tests.fakes.slack.errors import SlackError
from tests.fakes.slack.hub import Hub
from tests.fakes.slack.shapes import event_shape, message_shape, tombstone_shape
from tests.fakes.slack.world import Channel, Message, Workspace

_MOST_TEXT, _MOST_UPDATE, _MOST_MARKDOWN = 40_000, 4_000, 12_000


def file_refs(call: Call) -> set[str]:
    """What a slack_file may point to: uploads that are complete and have been looked through."""
    since = time.monotonic() - call.hub.file_seconds
    done = [f for f in call.space.files.values() if f.complete and f.completed <= since]
    return {f.id for f in done} | {f"{call.hub.base}/files-pri/{f.team}-{f.id}" for f in done}


def content(call: Call, most: int = _MOST_TEXT) -> tuple[str, list[dict[str, Any]]]:
    """Text and blocks of a message. Raises what Slack raises about them."""
    text, markdown = call.args.text("text"), call.args.text("markdown_text")
    blocks = call.args.json("blocks", "invalid_blocks_format")
    if markdown and (text or blocks):
        raise SlackError("markdown_text_conflict")
    if len(text) > most or len(markdown) > _MOST_MARKDOWN:
        raise SlackError("msg_too_long")
    done = check_blocks(blocks, "message", file_refs(call)) if blocks else []
    if not (text.strip() or markdown.strip() or done or call.args.json("attachments")):
        raise SlackError("no_text")
    return text or markdown, done


def metadata(call: Call) -> dict[str, Any] | None:
    given = call.args.json("metadata", "invalid_metadata_format")
    if given is None:
        return None
    if not isinstance(given, dict) or not isinstance(given.get("event_type"), str):
        raise SlackError("invalid_metadata_schema", "missing required field: event_type")
    if not isinstance(given.get("event_payload"), dict):
        raise SlackError("invalid_metadata_schema", "missing required field: event_payload")
    if len(json.dumps(given)) > 8_000:
        raise SlackError("metadata_too_large")
    return given


class Chat:
    """The methods, by their name in Python."""

    def chat_postMessage(self, call: Call) -> dict[str, Any]:  # noqa: N802
        channel = call.channel()
        text, blocks = content(call)
        message = Message(
            channel.mint_ts(), channel.id, call.space.bot.id, text, blocks, bot=True,
            thread_ts=call.thread(channel), metadata=metadata(call),
        )  # fmt: skip
        if message.thread_ts:
            message.thread_ts = _root(channel, message.thread_ts)
        show(call.hub, call.space, channel, message)
        shape = message_shape(call.space, call.hub.app.id, message)
        return {"channel": channel.id, "ts": message.ts, "message": shape}

    def chat_postEphemeral(self, call: Call) -> dict[str, Any]:  # noqa: N802
        channel, user = call.channel(), call.user()
        if user.id not in channel.members:
            raise SlackError("user_not_in_channel")
        text, blocks = content(call)
        message = Message(
            channel.mint_ts(), channel.id, call.space.bot.id, text, blocks, bot=True,
            thread_ts=call.thread(channel), ephemeral_to=user.id,
        )  # fmt: skip
        channel.messages.append(message)
        return {"message_ts": message.ts}

    def chat_update(self, call: Call) -> dict[str, Any]:
        channel = call.channel()
        message = call.own(channel, "cant_update_message")
        end_if_idle(call.hub, message)
        if message.streaming:
            raise SlackError("streaming_state_conflict")
        text, blocks = content(call, _MOST_UPDATE)
        keeps = call.args.json("blocks") is None and bool(message.blocks) and not text
        given = metadata(call)
        change(call.hub, call.space, channel, message, text, message.blocks if keeps else blocks)
        if given is not None:
            message.metadata = given
        shape = message_shape(call.space, call.hub.app.id, message)
        return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shape}

    def chat_delete(self, call: Call) -> dict[str, Any]:
        channel = call.channel()
        message = call.own(channel, "cant_delete_message")
        remove(call.hub, call.space, channel, message)
        return {"channel": channel.id, "ts": message.ts}

    def chat_getPermalink(self, call: Call) -> dict[str, Any]:  # noqa: N802
        channel, ts = call.channel(), call.args.need("message_ts")
        return {"channel": channel.id, "permalink": f"{call.hub.base}/archives/{channel.id}/p{ts}"}


def _root(channel: Channel, ts: str) -> str:
    return next((m.root for m in channel.messages if m.ts == ts), ts)


def show(hub: Hub, space: Workspace, channel: Channel, message: Message) -> None:
    """A message appears: the thread's status goes, and the app hears of it, its own ones too."""
    channel.messages.append(message)
    if message.bot:
        channel.clear_status(message.root)
    hub.emit(space, event_shape(space, hub.app.id, channel, message))


def change(
    hub: Hub, space: Workspace, channel: Channel, message: Message, text: str,
    blocks: list[dict[str, Any]],
) -> None:  # fmt: skip
    """A message changes: `message_changed`, without a user at the top, which bolt does not ignore."""
    before = message_shape(space, hub.app.id, message)
    message.edits.append(message.text)
    message.text, message.blocks = text, blocks
    message.edited_ts = f"{hub.now():.6f}"
    announce_change(hub, space, channel, message, before)


def announce_change(
    hub: Hub, space: Workspace, channel: Channel, message: Message, before: dict[str, Any]
) -> None:
    event = {
        "type": "message",
        "subtype": "message_changed",
        "message": message_shape(space, hub.app.id, message),
        "previous_message": before,
        "channel": channel.id,
        "hidden": True,
        "ts": channel.mint_ts(),
        "channel_type": "im" if channel.is_im else "channel",
    }
    hub.emit(space, event)


def remove(hub: Hub, space: Workspace, channel: Channel, message: Message) -> None:
    """A message goes away: `message_deleted`, or with replies under it a tombstone in its place."""
    before = message_shape(space, hub.app.id, message)
    replies = [m for m in channel.thread(message.ts) if m is not message]
    message.deleted = True
    if replies:
        _tombstone(hub, space, channel, message, before)
        return
    event = {
        "type": "message",
        "subtype": "message_deleted",
        "previous_message": before,
        "channel": channel.id,
        "hidden": True,
        "deleted_ts": message.ts,
        "ts": channel.mint_ts(),
        "channel_type": "im" if channel.is_im else "channel",
    }
    hub.emit(space, event)


def _tombstone(
    hub: Hub, space: Workspace, channel: Channel, message: Message, before: dict[str, Any]
) -> None:
    event = {
        "type": "message",
        "subtype": "message_changed",
        "message": tombstone_shape(message),
        "previous_message": before,
        "channel": channel.id,
        "hidden": True,
        "ts": channel.mint_ts(),
        "channel_type": "im" if channel.is_im else "channel",
    }
    hub.emit(space, event)


def end_if_idle(hub: Hub, message: Message) -> None:
    """Slack ends a stream that nobody appends to."""
    if message.streaming and time.monotonic() - message.touched > hub.stream_seconds:
        message.streaming = False
