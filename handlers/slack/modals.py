"""Forms as modals, and what comes back from them."""

from __future__ import annotations

from typing import Any

from bot.messages import Field, Form
from handlers.slack.blocks import Block, plain, section
from handlers.slack.mrkdwn import pieces, short
from handlers.slack.words import words

_NOTE = 3000
_OPTIONS = {"scale": 10, "pick": 100, "tags": 100}


def modal(form: Form, where: str) -> dict[str, Any]:
    """`where` comes back with the submission: the address's channel, so that the answer goes there."""
    blocks = [section(piece) for piece in (pieces(form.text) if form.text else ())]
    return {
        "type": "modal",
        "callback_id": form.id,
        "private_metadata": where,
        "title": plain(short(form.title, 24)),
        "submit": plain(short(form.submit, 24)),
        "close": plain(words("cancel")),
        "blocks": [*blocks, *(_input(field) for field in form.fields)],
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
    one = given.get("selected_option")
    value = one["value"] if one else given.get("value")
    return [] if value is None else [str(value)]


def _input(field: Field) -> Block:
    return {
        "type": "input",
        "block_id": field.id,
        "optional": field.optional,
        "label": plain(short(field.label, 300)),
        "element": _element(field),
    }


def _element(field: Field) -> Block:
    if field.kind == "text":
        return {
            "type": "plain_text_input", "action_id": "value", "multiline": True, "max_length": _NOTE,
        }  # fmt: skip
    options = [
        {"text": plain(short(label, 75)), "value": value}
        for value, label in field.options[: _OPTIONS[field.kind]]
    ]
    kind = {"scale": "radio_buttons", "pick": "static_select", "tags": "multi_static_select"}
    return {"type": kind[field.kind], "action_id": "value", "options": options}
