"""The vocabulary between doors and the coworker: events come in, replies go out.

Everything here is a frozen dataclass and knows no platform. A door (one package in `handlers/`)
turns its platform's native payload into an `Event` and renders a `Reply` into native form.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

# --- who and where -------------------------------------------------------------------------

# What stands between the two of us: "screen" is one of our own, in "chat" a platform keeps a copy.
Place: TypeAlias = Literal["screen", "chat"]


@dataclass(frozen=True, slots=True)
class Address:
    """Where one person is reached: the same person on another platform is another address. `thread` is
    the `channel` of a thread that was there already when something was said in it; "" outside of one,
    and on platforms that have none."""

    platform: str  # "web", "terminal", "slack", "msteams", "discord"
    workspace: str  # the platform's team/tenant/guild id; "local" for page and terminal
    user: str  # the platform's user id
    channel: str  # where answers go: the direct-message channel id, with the thread if there is one
    thread: str = ""


# --- what comes in -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Message:
    """A direct message. `id` is globally unique and sorts by platform time. `unread` counts the files
    that came with it and that nobody looked into; what could be read of others is in `text`."""

    id: str
    sender: Address
    text: str
    sent_at: datetime
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Command:
    """A command such as `/checkin 2 tired`: `name` without the slash, `args` as typed. `quoted`: the
    words are somebody else's, word for word, handed over by pointing at them."""

    id: str
    sender: Address
    name: str
    args: str
    sent_at: datetime
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """A tap on a button or a submitted form. `name` is the choice's id; `values` the form's fields."""

    id: str
    sender: Address
    name: str
    value: str
    sent_at: datetime
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """Something happened to the conversation itself, not in it.

    `target` is the event id of the message that was edited or deleted, `text` its new text.
    """

    id: str
    sender: Address
    name: Literal["opened", "edited", "deleted", "stopped", "uninstalled"]
    sent_at: datetime
    target: str = ""
    text: str = ""


Event: TypeAlias = Message | Command | Action | Lifecycle

# --- what goes out -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Choice:
    """One button: `id` comes back as `Action.name`, `value` as `Action.value`. With `url` it opens that
    page instead, and what comes back means nothing."""

    id: str
    label: str
    value: str = ""
    style: Literal["plain", "primary", "danger"] = "plain"
    url: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A line that stands for some seconds before the next one takes its place."""

    text: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Text:
    """Words, and the buttons that stand under them. Plain text: no markup, newlines kept.

    `steps` pace an exercise: a door that can change what it has sent shows one after the other above
    the words; every other door leaves them out, since the words alone say it all. `kept` is what stays
    of the words once they are shown, where that is something else; doors don't look at it.
    """

    text: str
    choices: tuple[Choice, ...] = ()
    tone: Literal["plain", "care", "notice", "error"] = "plain"  # care = danger card
    steps: tuple[Step, ...] = ()
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One input of a form. `options` are (value, label) for kind `scale`, `pick` and `tags`.

    `line` is a short text. `people` is the platform's own picker of people: their ids come back as one
    value each, and doors without a picker leave the field out. `zone` is a time zone's name, which a door
    may fill in if it knows, unless it is `told`: the person's own word stands. `value` is what stands in the field at first (for `tags` with commas between).
    `folded`: where there is little room it may wait behind its label.
    """

    id: str
    label: str
    kind: Literal["text", "line", "scale", "pick", "tags", "people", "zone"]
    options: tuple[tuple[str, str], ...] = ()
    optional: bool = False
    value: str = ""
    folded: bool = False
    told: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A small form; submitting it comes back as an `Action` named `id` with this `value` and the fields'
    `values`. `text` stands above the fields; without fields the form asks for a yes."""

    id: str
    title: str
    fields: tuple[Field, ...]
    submit: str
    text: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with words that say the same: `alt` is read by screen readers and terminals. `vectors`
    are the same picture as `Pen.vectors` writes it, "" where there is only the PNG."""

    png: bytes
    alt: str
    title: str
    vectors: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file for this person only, e.g. an export."""

    name: str
    mime: str
    content: bytes


Reply: TypeAlias = Text | Form | Chart | File


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that goes back for one event (or one breath of events), in order."""

    replies: tuple[Reply, ...] = ()
    late: bool = field(default=False)
