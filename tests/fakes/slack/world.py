"""What Slack keeps: the app, workspaces, people, channels, messages, files."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from typing import Any

SCOPES = frozenset(
    "app_mentions:read assistant:write channels:history channels:read chat:write commands files:read "
    "files:write groups:history im:history im:read im:write mpim:write reactions:read reactions:write "
    "usergroups:read users:read users:read.email".split()
)
_counter = itertools.count(1)


def new_id(kind: str) -> str:
    """`U0000000042`: unique in this process, shaped like Slack's."""
    return f"{kind}0{next(_counter):09d}"


@dataclass
class File:
    id: str
    team: str
    owner: str
    name: str
    length: int
    alt: str = ""
    title: str = ""
    mimetype: str = "application/octet-stream"
    content: bytes | None = None
    complete: bool = False
    completed: float = 0.0
    channels: list[str] = field(default_factory=list)


@dataclass
class Message:
    """One message with its past. `seen` is when it appeared (time.monotonic)."""

    ts: str
    channel: str
    author: str
    text: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    bot: bool = False
    thread_ts: str = ""
    subtype: str = ""
    metadata: dict[str, Any] | None = None
    files: list[File] = field(default_factory=list)
    ephemeral_to: str = ""
    streaming: bool = False
    streamed: bool = False
    touched: float = 0.0
    deleted: bool = False
    edits: list[str] = field(default_factory=list)
    edited_ts: str = ""
    reactions: dict[str, list[str]] = field(default_factory=dict)
    chunks: list[dict[str, Any]] = field(default_factory=list)
    seen: float = field(default_factory=time.monotonic)

    @property
    def root(self) -> str:
        return self.thread_ts or self.ts


@dataclass
class Status:
    """A status line that was shown in a thread."""

    thread_ts: str
    text: str
    loading: list[str]
    seen: float = field(default_factory=time.monotonic)
    cleared: bool = False


@dataclass
class Channel:
    id: str
    team: str
    name: str = ""
    members: set[str] = field(default_factory=set)
    messages: list[Message] = field(default_factory=list)
    statuses: list[Status] = field(default_factory=list)
    sessions: dict[str, dict[str, str]] = field(default_factory=dict)
    prompts: list[dict[str, str]] = field(default_factory=list)
    prompts_title: str = ""
    last_us: int = 0

    @property
    def is_im(self) -> bool:
        return self.id.startswith("D")

    def other(self, bot: str) -> str:
        """Whose direct message with the bot it is."""
        return next(iter(self.members - {bot}))

    def mint_ts(self) -> str:
        """Unique in this channel only, as in Slack."""
        self.last_us = max(self.last_us + 1, int(time.time() * 1_000_000))
        return f"{self.last_us // 1_000_000}.{self.last_us % 1_000_000:06d}"

    def find(self, ts: str) -> Message | None:
        return next(
            (m for m in self.messages if m.ts == ts and not m.deleted and not m.ephemeral_to), None
        )

    def thread(self, ts: str) -> list[Message]:
        """Root and replies, visible ones."""
        return [m for m in self.messages if m.root == ts and not m.deleted and not m.ephemeral_to]

    def status_of(self, thread_ts: str) -> Status | None:
        """What the thread shows now; Slack takes it away after two minutes."""
        for status in reversed(self.statuses):
            if status.thread_ts == thread_ts:
                gone = status.cleared or time.monotonic() - status.seen > 120
                return None if gone or not status.text else status
        return None

    def clear_status(self, thread_ts: str) -> None:
        for status in self.statuses:
            if status.thread_ts == thread_ts:
                status.cleared = True


@dataclass
class User:
    id: str
    team: str
    name: str
    tz: str = "Europe/Amsterdam"
    tz_offset: int = 3600
    locale: str = "en-US"
    is_bot: bool = False
    home: dict[str, Any] | None = None
    modals: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Group:
    """A user group."""

    id: str
    handle: str
    users: tuple[str, ...] = ()


@dataclass
class Grant:
    """What a token may do."""

    team: str
    kind: str  # "bot", "app"
    scopes: frozenset[str]
    expires: float = 0.0
    refresh: str = ""
    revoked: bool = False


@dataclass
class Workspace:
    id: str
    domain: str
    bot_token: str
    bot: User
    bot_id: str
    users: dict[str, User] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    views: dict[str, dict[str, Any]] = field(default_factory=dict)
    installed: bool = True
    enterprise: str = ""  # installed for the whole organization with this id
    context_team: str = ""  # the organization's workspace that somebody sits in just now

    @property
    def shown_id(self) -> str:
        """The team that payloads name."""
        return self.context_team or self.id

    def im(self, user: str) -> Channel:
        """The direct message of this person with the bot."""
        for channel in self.channels.values():
            if channel.is_im and user in channel.members:
                return channel
        channel = Channel(new_id("D"), self.id, members={user, self.bot.id})
        self.channels[channel.id] = channel
        return channel

    def group(self, users: list[str]) -> Channel:
        """The group message of these people and the bot: the same ones, the same one."""
        members = {*users, self.bot.id}
        for channel in self.channels.values():
            if channel.id.startswith("G") and channel.members == members:
                return channel
        channel = Channel(new_id("G"), self.id, members=members)
        self.channels[channel.id] = channel
        return channel


@dataclass
class AppRecord:
    """The app's settings page."""

    id: str = field(default_factory=lambda: new_id("A"))
    name: str = "Shoulder"
    client_id: str = "1111.2222"
    client_secret: str = "shhh-client"
    signing_secret: str = "shhh-signing"
    app_token: str = ""
    scopes: frozenset[str] = SCOPES
    events: frozenset[str] | None = None  # None: everything
    commands: frozenset[str] | None = None
    shortcuts: frozenset[tuple[str, str]] | None = None  # (type, callback_id)
    agent: bool = True
    rotates: bool = False
    request_url: str = ""  # signed HTTP when set, Socket Mode when not

    def __post_init__(self) -> None:
        self.app_token = self.app_token or f"xapp-1-{self.id}-42-fake"  # carries the app's id
