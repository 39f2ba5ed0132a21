"""The fake's one memory, which its API, its sockets and its people share."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from tests.fakes.slack.errors import SlackError
from tests.fakes.slack.faults import Faults
from tests.fakes.slack.limits import Limits
from tests.fakes.slack.world import AppRecord, Channel, Grant, User, Workspace, new_id

TRIGGER_SECONDS = 3.0


class Delivers(Protocol):
    """Brings payloads to the app."""

    def event(self, payload: dict[str, Any]) -> None: ...


@dataclass
class Trigger:
    team: str
    user: str
    made: float = field(default_factory=time.monotonic)
    used: bool = False


@dataclass
class ResponseUrl:
    team: str
    channel: str
    user: str
    message_ts: str = ""
    ephemeral: bool = False
    uses: int = 0
    made: float = field(default_factory=time.monotonic)


class Hub:
    """Workspaces, tokens, triggers; and the way to send an event to the app."""

    def __init__(self, app: AppRecord) -> None:
        self.app = app
        self.workspaces: dict[str, Workspace] = {}
        self.grants: dict[str, Grant] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.codes: dict[str, str] = {}  # OAuth code -> team
        self.faults = Faults()
        self.limits = Limits()
        self.calls: list[tuple[float, str, dict[str, Any]]] = []
        self.errors: list[tuple[str, str]] = []  # (method, error): what the app did wrong
        self.stream_seconds = 300.0  # a stream without appends ends after this
        self.file_seconds = 0.0  # an upload may be shown in blocks only after this
        self.now: Callable[[], float] = time.time
        self.read: Callable[[], None] = lambda: None  # somebody has read what the bot said
        self.base = ""
        self.deliveries: Delivers | None = None
        self.grants[app.app_token] = Grant("", "app", frozenset({"connections:write"}))

    def add_workspace(self, domain: str, *, installed: bool = True) -> Workspace:
        team = new_id("T")
        bot = User(new_id("U"), team, self.app.name.lower(), is_bot=True)
        token = f"xoxb-{team}-{uuid.uuid4().hex[:12]}"
        space = Workspace(team, domain, token, bot, new_id("B"), {bot.id: bot})
        space.installed = installed
        self.workspaces[team] = space
        if installed:
            self.grants[token] = Grant(team, "bot", self.app.scopes)
        return space

    def emit(self, space: Workspace, event: dict[str, Any]) -> dict[str, Any] | None:
        """Send an event to the app if it subscribed to it and is installed; returns the payload."""
        if not space.installed or not self._subscribed(space, event) or self.deliveries is None:
            return None
        payload = self.wrap(space, event)
        self.deliveries.event(payload)
        return payload

    def wrap(self, space: Workspace, event: dict[str, Any]) -> dict[str, Any]:
        """The event_callback around an event."""
        event.setdefault("event_ts", f"{self.now():.6f}")
        bot = {"user_id": space.bot.id, "is_bot": True}
        org = space.enterprise or None
        where = {"enterprise_id": org, "team_id": None if org else space.id}
        where["is_enterprise_install"] = bool(org)
        return {
            "token": "verification-token",
            "team_id": space.shown_id,
            "context_team_id": space.shown_id,
            "context_enterprise_id": space.enterprise or None,
            "api_app_id": self.app.id,
            "event": event,
            "type": "event_callback",
            "event_id": new_id("Ev"),
            "event_time": int(self.now()),
            "authorizations": [{**where, **bot}],
            "is_ext_shared_channel": False,
            "event_context": f"4-{uuid.uuid4().hex}",
        }

    def _subscribed(self, space: Workspace, event: dict[str, Any]) -> bool:
        kind = str(event["type"])
        if kind == "message":
            channel = space.channels[event["channel"]]
            kind = "message.im" if channel.is_im else "message.channels"
            if space.bot.id not in channel.members:
                return False
        return self.app.events is None or kind in self.app.events

    def trigger(self, team: str, user: str) -> str:
        """A trigger_id, good for three seconds and one view."""
        count = int(self.now() * 1_000_000)  # counts up, as Slack's does
        name = f"{count}.{uuid.uuid4().int % 10**10}.{uuid.uuid4().hex}"
        self.triggers[name] = Trigger(team, user)
        return name

    def use_trigger(self, name: str, team: str) -> str:
        """The person behind a trigger_id, which is then used up."""
        trigger = self.triggers.get(name)
        if trigger is None or trigger.team != team:
            raise SlackError("invalid_trigger_id" if name else "invalid_arguments")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if time.monotonic() - trigger.made > TRIGGER_SECONDS:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger.user

    def response_url(
        self, space: Workspace, channel: Channel, user: str, ts: str = "", *, ephemeral: bool = False
    ) -> str:  # fmt: skip
        key = uuid.uuid4().hex
        self.response_urls[key] = ResponseUrl(space.id, channel.id, user, ts, ephemeral)
        return f"{self.base}/actions/{space.id}/{key}"
