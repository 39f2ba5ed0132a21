"""How messages, files and views look on the wire."""

from __future__ import annotations

import html
from typing import Any

from tests.fakes.slack.world import Channel, File, Message, Workspace


def message_shape(space: Workspace, app_id: str, message: Message) -> dict[str, Any]:
    """As in history, events and answers."""
    body: dict[str, Any] = {
        "type": "message",
        "user": message.author,
        "ts": message.ts,
        "text": message.text,
        "team": space.id,
    }
    if message.bot:
        body |= {"bot_id": space.bot_id, "app_id": app_id}
        body["bot_profile"] = {
            "id": space.bot_id, "app_id": app_id, "name": space.bot.name, "team_id": space.id,
        }  # fmt: skip
    if message.blocks:
        body["blocks"] = message.blocks
    if message.thread_ts:
        body["thread_ts"] = message.thread_ts
    if message.subtype:
        body["subtype"] = message.subtype
    if message.files:
        body["files"] = [file_shape(f, "") for f in message.files]
        body["upload"] = False
    if message.edited_ts:
        body["edited"] = {"user": message.author, "ts": message.edited_ts}
    if message.streaming:
        body["streaming_state"] = "in_progress"
    if message.reactions:
        body["reactions"] = [
            {"name": n, "users": u, "count": len(u)} for n, u in message.reactions.items()
        ]
    return body


def tombstone_shape(message: Message) -> dict[str, Any]:
    """What stands in the place of a deleted message that has replies."""
    return {
        "type": "message",
        "subtype": "tombstone",
        "text": "This message was deleted.",
        "user": "USLACKBOT",
        "hidden": True,
        "thread_ts": message.ts,
        "ts": message.ts,
    }


def event_shape(
    space: Workspace, app_id: str, channel: Channel, message: Message
) -> dict[str, Any]:
    """A new message, as an event."""
    return {
        **message_shape(space, app_id, message),
        "channel": channel.id,
        "channel_type": "im" if channel.is_im else "channel",
        "event_ts": message.ts,
    }


def file_shape(file: File, base: str) -> dict[str, Any]:
    where = f"{base}/files-pri/{file.team}-{file.id}"
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": file.mimetype,
        "filetype": file.name.rpartition(".")[2] or "text",
        "user": file.owner,
        "size": file.length,
        "mode": "hosted",
        "is_external": False,
        "alt_txt": file.alt,
        "url_private": where,
        "url_private_download": f"{where}/download/{file.name}",
        "permalink": f"{base}/files/{file.id}",
        "ims": [c for c in file.channels if c.startswith("D")],
        "channels": [c for c in file.channels if c.startswith("C")],
    }


def typed(text: str) -> str:
    """What a person typed, as it arrives: & < > escaped; <@U…> and <http…> are Slack's own marks."""
    return html.escape(text, quote=False)


def rich_text(text: str) -> list[dict[str, Any]]:
    """The blocks that Slack's composer adds to what people type."""
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return [{"type": "rich_text", "block_id": "rt", "elements": [section]}]
