"""Reading an app manifest: the fake then grants, sends and accepts only what it declares."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from tests.fakes.slack.world import AppRecord


def apply(app: AppRecord, path: Path) -> None:
    """Set up the app as its manifest says. Raises KeyError where Slack would refuse it."""
    manifest: dict[str, Any] = yaml.safe_load(path.read_text())
    settings, features = manifest["settings"], manifest["features"]
    app.name = manifest["display_information"]["name"]
    app.scopes = frozenset(manifest["oauth_config"]["scopes"]["bot"])
    app.events = frozenset(settings["event_subscriptions"]["bot_events"])
    app.commands = frozenset(c["command"] for c in features.get("slash_commands", []))
    app.shortcuts = frozenset(
        (s["type"], s["callback_id"]) for s in features.get("shortcuts", []) if len(s["name"]) <= 24
    )
    app.agent = "agent_view" in features
    app.rotates = bool(settings.get("token_rotation_enabled"))
