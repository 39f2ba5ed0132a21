"""Block Kit rules: what a message, a modal or a Home tab may contain. Limits as documented."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.fakes.slack.elements import Rules, check_element
from tests.fakes.slack.errors import SlackError

_ANY = {"actions", "context", "divider", "header", "image", "section", "video", "rich_text"}
_ALLOWED = {
    "message": _ANY
    | {"markdown", "table", "context_actions", "file", "input", "plan", "task_card", "alert"}
    | {"card", "carousel", "container", "call"},
    "modal": _ANY | {"input", "alert"},
    "home": _ANY | {"input", "alert"},
}
_MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
_MOST_TEXT = 13_200  # of all blocks of a message; undocumented, measured by others


def check_blocks(blocks: Any, surface: str, files: set[str]) -> list[dict[str, Any]]:
    """The blocks with their block_ids filled in. Raises invalid_blocks with Slack's pointers."""
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    rules = Rules(files)
    if len(blocks) > _MOST_BLOCKS[surface]:
        rules.say("/blocks", f"no more than {_MOST_BLOCKS[surface]} items allowed")
    seen: set[str] = set()
    done = []
    for number, block in enumerate(blocks):
        at = f"/blocks/{number}"
        if not isinstance(block, dict) or block.get("type") not in _ALLOWED[surface]:
            rules.say(at, "unsupported type")
            continue
        block_id = block.get("block_id") or f"b{number:02d}"
        if len(str(block_id)) > 255:
            rules.say(f"{at}/block_id", "must be less than 256 characters")
        if block_id in seen:
            rules.say(at, f"duplicate block_id: {block_id}")
        seen.add(block_id)
        _check(block, at, rules)
        done.append({**block, "block_id": block_id})
    if rules.found:
        raise SlackError("invalid_blocks", *rules.found)
    if surface == "message" and sum(len(text) for text in _texts(blocks)) > _MOST_TEXT:
        raise SlackError("msg_blocks_too_long")
    return done


def _check(block: dict[str, Any], at: str, rules: Rules) -> None:
    match block["type"]:
        case "section":
            if "text" not in block and "fields" not in block:
                rules.say(at, "missing required field: text")
            if "text" in block:
                rules.text(block["text"], f"{at}/text", 3000)
            fields = block.get("fields", [])
            rules.count(fields, f"{at}/fields", 0, 10)
            for n, entry in enumerate(fields):
                rules.text(entry, f"{at}/fields/{n}", 2000)
            if "accessory" in block:
                check_element(block["accessory"], f"{at}/accessory", "section", rules)
        case "header":
            rules.text(block.get("text"), f"{at}/text", 150, plain=True)
        case "context":
            rules.count(block.get("elements"), f"{at}/elements", 1, 10)
            for n, entry in enumerate(block.get("elements") or []):
                if entry.get("type") == "image":
                    rules.image(entry, f"{at}/elements/{n}")
                else:
                    rules.text(entry, f"{at}/elements/{n}", 3000)
        case "actions":
            _elements(block, at, "actions", 25, rules)
        case "context_actions":
            _elements(block, at, "context_actions", 5, rules)
        case "image":
            rules.image(block, at)
            if "title" in block:
                rules.text(block["title"], f"{at}/title", 2000, plain=True)
        case "input":
            rules.text(block.get("label"), f"{at}/label", 2000, plain=True)
            if "hint" in block:
                rules.text(block["hint"], f"{at}/hint", 2000, plain=True)
            check_element(block.get("element"), f"{at}/element", "input", rules)
        case "markdown":
            if not block.get("text"):
                rules.say(f"{at}/text", "must be more than 0 characters")
            rules.length(block.get("text", ""), f"{at}/text", 12_000)


def _elements(block: dict[str, Any], at: str, place: str, most: int, rules: Rules) -> None:
    elements = block.get("elements")
    rules.count(elements, f"{at}/elements", 1, most)
    ids: set[str] = set()
    for n, element in enumerate(elements or []):
        check_element(element, f"{at}/elements/{n}", place, rules)
        action_id = element.get("action_id") if isinstance(element, dict) else None
        if action_id and action_id in ids:
            rules.say(f"{at}/elements/{n}", f"duplicate action_id: {action_id}")
        ids.add(str(action_id))


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            if name in ("text", "alt_text", "value", "title") and isinstance(value, str):
                yield value
            else:
                yield from _texts(value)
    elif isinstance(node, list):
        for entry in node:
            yield from _texts(entry)
