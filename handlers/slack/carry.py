"""What has to travel through Slack and back: a form inside a button, address and value inside a modal."""

from __future__ import annotations

import json
from dataclasses import replace

from bot.messages import Address, Field, Form
from handlers.slack.mrkdwn import short

_THREAD, _VALUE = "/", "|"
_MOST = 2000  # characters of a button's value
# Characters of what a form shows; Slack takes 2000 of a label, which nobody reads.
TITLE, LABEL, OPTION = 24, 300, 75


def packed(form: Form) -> str:
    """A form as the value of a button. What stands in its fields comes along if there is room, and of a
    long list of options the first ones."""
    whole = _packed(form)
    if len(whole) > _MOST:
        form = replace(form, fields=tuple(replace(f, value="") for f in form.fields))
    while len(whole := _packed(form)) > _MOST:
        longest = max((len(f.options) for f in form.fields), default=0)
        if longest > 1:
            form = replace(form, fields=tuple(_fewer(f, longest - 1) for f in form.fields))
        elif form.text:
            form = replace(form, text="")
        else:
            break
    return whole


def unpacked(value: str) -> Form:
    """What `packed` made. Raises ValueError for anything else."""
    try:
        id, title, fields, submit, text, *kept = json.loads(value)
        made = tuple(
            Field(
                name, label, kind, tuple((v, said) for v, said in options), bool(optional), *first
            )
            for name, label, kind, options, optional, *first in fields
        )
    except (TypeError, KeyError) as error:
        raise ValueError("not a form") from error
    return Form(id, title, made, submit, text, *kept)


def pinned(where: str, value: str) -> str:
    """Where a modal's answer goes, and what comes back with it, as its metadata."""
    return f"{where}{_VALUE}{value}" if value else where


def unpinned(metadata: str) -> tuple[str, str]:
    """(where, value), as `pinned` was given them."""
    where, _, value = metadata.partition(_VALUE)
    return where, value


def _fewer(field: Field, most: int) -> Field:
    return replace(field, options=field.options[:most])


def _packed(form: Form) -> str:
    fields = [
        [f.id, short(f.label, LABEL), f.kind, [(v, short(said, OPTION)) for v, said in f.options],
         int(f.optional), *_if(f.value)]
        for f in form.fields
    ]  # fmt: skip
    title, submit = short(form.title, TITLE), short(form.submit, TITLE)
    body = [form.id, title, fields, submit, form.text, *_if(form.value)]
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def _if(value: str) -> list[str]:
    return [value] if value else []


def place(channel: str, thread: str = "") -> str:
    """Where answers go, as `Address.channel`: the direct message, and the thread in it. Empty for
    "this person's direct message, whichever that is"."""
    return f"{channel}{_THREAD}{thread}" if thread else channel


def parts(address: Address) -> tuple[str, str]:
    """(channel, thread) of an address; each may be empty."""
    channel, _, thread = address.channel.partition(_THREAD)
    return channel, thread
