"""What stands in a channel, as text: edits, deletions, ephemerals, streams, status lines, buttons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.fakes.slack.world import Channel, Message, Workspace

_MARK = re.compile(r"<(@|!|#|https?:|mailto:)[^>]*>")


def posted(space: Workspace, channel: Channel, statuses: bool = False) -> str:
    """One line per message, oldest first; a reply in a thread is set in."""
    entries: list[tuple[float, str]] = [(m.seen, line(space, m)) for m in channel.messages]
    if statuses:
        entries += [(s.seen, f"  ~ {s.text}") for s in channel.statuses if s.text]
    return "\n".join(text for _, text in sorted(entries, key=lambda e: e[0]))


def line(space: Workspace, message: Message) -> str:
    """`bot: That was a lot. [Remember our chats] [Keep nothing]`."""
    who = "bot" if message.bot else space.users[message.author].name
    marks = []
    if message.ephemeral_to:
        marks.append(f"only {space.users[message.ephemeral_to].name} sees")
    if message.streamed:
        marks.append("streaming" if message.streaming else "streamed")
    if message.edits:
        marks.append(f"edited {len(message.edits)}x")
    if message.deleted:
        marks.append("deleted")
    note = f" ({', '.join(marks)})" if marks else ""
    parts = [words(message), *(f"[{b}]" for b in labels(message.blocks))]
    parts += [f"<file {f.name}{': ' + f.alt if f.alt else ''}>" for f in message.files]
    inset = "  ↳ " if message.thread_ts else ""
    return f"{inset}{who}{note}: {' '.join(p for p in parts if p)}"


def words(message: Message) -> str:
    """What a person reads: the blocks if there are any, else the text."""
    if message.bot and message.blocks:
        return " / ".join(_readable(message.blocks)) or message.text
    return message.text


def buttons(node: Any) -> Iterator[tuple[dict[str, Any], dict[str, Any], str]]:
    """(block, element, label) of everything that can be tapped in these blocks."""
    for block in node or []:
        elements = [*block.get("elements", []), block.get("accessory"), block.get("element")]
        for element in elements:
            if not isinstance(element, dict):
                continue
            kind = element.get("type")
            if kind in ("button", "icon_button"):
                yield block, element, element["text"]["text"]
            elif kind == "feedback_buttons":
                for name in ("positive_button", "negative_button"):
                    yield block, {**element, "_chosen": name}, element[name]["text"]["text"]
            elif "options" in element and block.get("type") != "input":
                for option in element["options"]:
                    yield block, {**element, "_chosen": option}, option["text"]["text"]


def labels(blocks: list[dict[str, Any]]) -> list[str]:
    return [label for _, _, label in buttons(blocks)]


def mentions(message: Message) -> list[str]:
    """Live marks in a bot's message: mentions and links that Slack would act on."""
    found = [m.group(0) for m in _MARK.finditer(message.text)]
    for text in _mrkdwn(message.blocks):
        found += [m.group(0) for m in _MARK.finditer(text)]
    return found


def _mrkdwn(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if node.get("type") in ("mrkdwn", "markdown") and isinstance(node.get("text"), str):
            yield node["text"]
        for value in node.values():
            yield from _mrkdwn(value)
    elif isinstance(node, list):
        for entry in node:
            yield from _mrkdwn(entry)


def _readable(blocks: list[dict[str, Any]]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block.get("text"), dict):
            yield block["text"]["text"]
        elif isinstance(block.get("text"), str):
            yield block["text"]
        for entry in [*block.get("fields", []), *block.get("elements", [])]:
            if entry.get("type") in ("mrkdwn", "plain_text"):
                yield entry["text"]
        if block.get("type") == "image":
            yield f"<image: {block['alt_text']}>"
        if block.get("type") == "input":
            yield f"{block['label']['text']}: ____"
