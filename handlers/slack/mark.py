"""How an answer is known again in Slack: its reply id in the message's metadata, or in a file's name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

_TYPE = "shoulder_reply"
_DIGITS = 10


def metadata(reply_id: str, part: int, parts: int) -> dict[str, Any]:
    """For chat.postMessage. Nobody sees it; it says nothing about anyone."""
    payload = {"reply": reply_id, "part": part, "of": parts}
    return {"event_type": _TYPE, "event_payload": payload}


def file_name(name: str, reply_id: str) -> str:
    """A file has no metadata: a piece of the reply id goes into its name."""
    path = PurePath(name)
    return f"{path.stem}-{reply_id[:_DIGITS]}{path.suffix}"


def parts_found(
    messages: Iterable[dict[str, Any]], channel: str, reply_id: str
) -> tuple[dict[int, str], int]:
    """Which parts of an answer stand in these messages (part → our id of it), and how many it has
    (0 when that can't be told). A file counts as the last part."""
    found: dict[int, str] = {}
    whole = 0
    for message in messages:
        told = message.get("metadata") or {}
        payload = told.get("event_payload") or {}
        if told.get("event_type") == _TYPE and payload.get("reply") == reply_id:
            whole = int(payload.get("of", 1))
            found[int(payload.get("part", 0))] = message_id(channel, message["ts"])
        for file in message.get("files") or ():
            if f"-{reply_id[:_DIGITS]}" in str(file.get("name", "")):
                found[max(0, whole - 1) if whole else -1] = file_id(file["id"])
    return found, whole


def message_id(channel: str, ts: str) -> str:
    """A message as the outbox keeps it."""
    return f"m/{channel}/{ts}"


def file_id(id: str) -> str:
    """A file as the outbox keeps it."""
    return f"f/{id}"


def taken_apart(platform_ids: Iterable[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """(messages as (channel, ts), files) of what the outbox kept."""
    messages: list[tuple[str, str]] = []
    files: list[str] = []
    for token in (token for ids in platform_ids for token in ids.split()):
        kind, _, rest = token.partition("/")
        if kind == "m":
            channel, _, ts = rest.partition("/")
            messages.append((channel, ts))
        elif kind == "f":
            files.append(rest)
    return messages, files
