"""What has to travel through Slack and back: a form inside a button, an address inside a modal."""

from __future__ import annotations

import json

from bot.messages import Address, Field, Form

_THREAD = "/"


def packed(form: Form) -> str:
    """A form as the value of a button (2000 characters at most, which is three times the longest)."""
    fields = [[f.id, f.label, f.kind, f.options, int(f.optional)] for f in form.fields]
    body = [form.id, form.title, fields, form.submit, form.text]
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def unpacked(value: str) -> Form:
    """What `packed` made. Raises ValueError for anything else."""
    try:
        id, title, fields, submit, text = json.loads(value)
        made = tuple(
            Field(name, label, kind, tuple((v, words) for v, words in options), bool(optional))
            for name, label, kind, options, optional in fields
        )
    except (TypeError, KeyError) as error:
        raise ValueError("not a form") from error
    return Form(id, title, made, submit, text)


def place(channel: str, thread: str = "") -> str:
    """Where answers go, as `Address.channel`: the direct message, and the thread in it. Empty for
    "this person's direct message, whichever that is"."""
    return f"{channel}{_THREAD}{thread}" if thread else channel


def parts(address: Address) -> tuple[str, str]:
    """(channel, thread) of an address; each may be empty."""
    channel, _, thread = address.channel.partition(_THREAD)
    return channel, thread
