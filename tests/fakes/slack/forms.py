"""Filling in a modal: from a person's answers to Slack's `state.values`."""

from __future__ import annotations

from typing import Any

from tests.fakes.slack.world import new_id


def fill(view: dict[str, Any], answers: dict[str, Any]) -> dict[str, Any]:
    """`state.values` for these answers, given by label, block_id or action_id.

    Raises LookupError for an answer that fits no field or a required field without an answer,
    because Slack's own dialog would not let the person submit.
    """
    values: dict[str, dict[str, Any]] = {}
    left = dict(answers)
    for block in view["blocks"]:
        if block.get("type") != "input":
            continue
        element = block["element"]
        action_id = element.setdefault("action_id", new_id("a"))
        names = (block["block_id"], action_id, block["label"]["text"].lower())
        key = next((k for k in left if _fits(k, names)), None)
        if key is None and not block.get("optional") and not _initial(element):
            raise LookupError(f"{block['label']['text']} is required")
        given = left.pop(key) if key is not None else None
        values[block["block_id"]] = {action_id: _value(element, given)}
    if left:
        raise LookupError(f"no field for {sorted(left)} in {view['title']['text']}")
    return values


def _fits(key: str, names: tuple[str, str, str]) -> bool:
    block_id, action_id, label = names
    return key in (block_id, action_id) or label.startswith(key.lower().replace("_", " "))


def _initial(element: dict[str, Any]) -> Any:
    for name in ("initial_value", "initial_option", "initial_options"):
        if element.get(name):
            return element[name]
    return None


def _value(element: dict[str, Any], given: Any) -> dict[str, Any]:
    kind = element["type"]
    if kind in ("plain_text_input", "number_input", "email_text_input"):
        text = element.get("initial_value") if given is None else str(given)
        return {"type": kind, "value": text or None}
    if kind in ("checkboxes", "multi_static_select"):
        wanted = [given] if isinstance(given, str) else list(given or [])
        chosen = [_option(element, w) for w in wanted] or element.get("initial_options", [])
        return {"type": kind, "selected_options": chosen}
    if kind == "multi_users_select":
        return {"type": kind, "selected_users": list(given or element.get("initial_users", []))}
    option = element.get("initial_option") if given is None else _option(element, str(given))
    return {"type": kind, "selected_option": option}


def _option(element: dict[str, Any], wanted: str) -> dict[str, Any]:
    for option in element["options"]:
        if wanted == option["value"] or option["text"]["text"].lower() == wanted.lower():
            return dict(option)
    raise LookupError(f"no option {wanted!r} in {[o['text']['text'] for o in element['options']]}")
