"""Events and answers as JSON, the form in which they are sealed."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.messages import (
    Action,
    Address,
    Answer,
    Chart,
    Choice,
    Command,
    Event,
    Field,
    File,
    Form,
    Lifecycle,
    Message,
    Reply,
    Step,
    Text,
)

_EVENTS: dict[str, type[Any]] = {
    "message": Message,
    "command": Command,
    "action": Action,
    "lifecycle": Lifecycle,
}


def kind_of(event: Event) -> str:
    """The event's name in the inbox."""
    return type(event).__name__.lower()


def dump_event(event: Event) -> str:
    """An event as JSON."""
    body = asdict(event)
    body["sent_at"] = event.sent_at.isoformat()
    return _dump({"kind": kind_of(event), **body})


def load_event(text: str) -> Event:
    """What `dump_event` wrote."""
    body = json.loads(text)
    kind = _EVENTS[body.pop("kind")]
    body["sender"] = Address(**body["sender"])
    body["sent_at"] = datetime.fromisoformat(body["sent_at"])
    if "values" in body:
        body["values"] = tuple((name, value) for name, value in body["values"])
    event: Event = kind(**body)
    return event


def dump_address(address: Address) -> str:
    """An address as JSON."""
    return _dump(asdict(address))


def load_address(text: str) -> Address:
    """What `dump_address` wrote."""
    return Address(**json.loads(text))


def dump_parcel(address: Address, answer: Answer, *, unasked_until: int | None = None) -> str:
    """An answer and where it goes, as JSON. `unasked_until`: nobody asked for it, and after that moment
    it is not sent any more."""
    body = {"to": asdict(address), "replies": [_dump_reply(r) for r in answer.replies]}
    return _dump(body if unasked_until is None else {**body, "until": unasked_until})


def until_of(text: str) -> int | None:
    """The `unasked_until` of a parcel, None for an answer."""
    until: int | None = json.loads(text).get("until")
    return until


def load_parcel(text: str) -> tuple[Address, Answer]:
    """What `dump_parcel` wrote."""
    body = json.loads(text)
    return Address(**body["to"]), Answer(tuple(_load_reply(r) for r in body["replies"]))


def kept_parcel(text: str) -> str:
    """What stays of `dump_parcel`'s once it was shown, "" for all of it."""
    body = json.loads(text)
    changed = False
    for reply in body["replies"]:
        if kept := reply.pop("kept", ""):
            reply["text"], changed = kept, True
    return _dump(body) if changed else ""


def _dump_reply(reply: Reply) -> dict[str, Any]:
    body = asdict(reply)
    for name in ("png", "content"):
        if name in body:
            body[name] = base64.b64encode(body[name]).decode()
    if not body.get("kept", True):
        del body["kept"]
    return {"kind": type(reply).__name__, **body}


def _load_reply(body: dict[str, Any]) -> Reply:
    match body.pop("kind"):
        case "Text":
            choices = tuple(Choice(**choice) for choice in body.pop("choices"))
            steps = tuple(Step(**step) for step in body.pop("steps", ()))
            return Text(choices=choices, steps=steps, **body)
        case "Form":
            fields = tuple(_load_field(field) for field in body.pop("fields"))
            return Form(fields=fields, **body)
        case "Chart":
            return Chart(png=base64.b64decode(body.pop("png")), **body)
        case _:
            return File(content=base64.b64decode(body.pop("content")), **body)


def _load_field(body: dict[str, Any]) -> Field:
    options = tuple((value, label) for value, label in body.pop("options"))
    return Field(options=options, **body)


def _dump(body: object) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))
