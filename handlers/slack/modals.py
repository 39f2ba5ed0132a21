"""Forms as modals, and what comes back from them."""

from __future__ import annotations

from typing import Any

from bot.messages import Field, Form
from handlers.slack.blocks import Block, plain, section
from handlers.slack.carry import LABEL, OPTION, TITLE, pinned
from handlers.slack.mrkdwn import pieces, short
from handlers.slack.words import words

_NOTE, _LINE, _PEOPLE = 3000, 300, 100
_OPTIONS = {"scale": 10, "pick": 100, "tags": 100}


def modal(form: Form, where: str) -> dict[str, Any]:
    """`where` comes back with the submission: the address's channel, so that the answer goes there."""
    blocks = [section(piece) for piece in (pieces(form.text) if form.text else ())]
    return {
        "type": "modal",
        "callback_id": form.id,
        "private_metadata": pinned(where, form.value),
        "title": plain(short(form.title, TITLE)),
        "submit": plain(short(form.submit, TITLE)),
        "close": plain(words("cancel")),
        "blocks": [*blocks, *(_input(field) for field in form.fields if _can_be_filled(field))],
    }


def filled(view: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """The submitted values, field by field; several choices of one field come one after the other."""
    found: list[tuple[str, str]] = []
    for name, inputs in view.get("state", {}).get("values", {}).items():
        for given in inputs.values():
            found += [(name, value) for value in _values(given)]
    return tuple(found)


def _values(given: dict[str, Any]) -> list[str]:
    many = given.get("selected_options")
    if many is not None:
        return [str(option["value"]) for option in many]
    if (people := given.get("selected_users")) is not None:
        return [str(person) for person in people]
    one = given.get("selected_option")
    value = one["value"] if one else given.get("value")
    return [] if value is None else [str(value)]


def _can_be_filled(field: Field) -> bool:
    """Slack takes no list without anything in it."""
    return field.kind not in _OPTIONS or bool(field.options)


def _input(field: Field) -> Block:
    return {
        "type": "input",
        "block_id": field.id,
        "optional": field.optional,
        "label": plain(short(field.label, LABEL)),
        "element": _element(field),
    }


def _element(field: Field) -> Block:
    if field.kind == "people":
        return {"type": "multi_users_select", "action_id": "value", "max_selected_items": _PEOPLE}
    if field.kind in ("text", "line", "zone"):
        most = _NOTE if field.kind == "text" else _LINE
        typed: Block = {
            "type": "plain_text_input", "action_id": "value", "multiline": field.kind == "text",
            "max_length": most,
        }  # fmt: skip
        return {**typed, "initial_value": field.value[:most]} if field.value else typed
    options = [
        {"text": plain(short(label, OPTION)), "value": value}
        for value, label in field.options[: _OPTIONS[field.kind]]
    ]
    kind = {"scale": "radio_buttons", "pick": "static_select", "tags": "multi_static_select"}
    chosen = [option for option in options if option["value"] in field.value.split(",")]
    element: Block = {"type": kind[field.kind], "action_id": "value", "options": options}
    if chosen and field.kind == "tags":
        element["initial_options"] = chosen
    elif chosen:
        element["initial_option"] = chosen[0]
    return element
