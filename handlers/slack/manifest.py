"""The app's manifest, made of the same command table that the code answers to."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import yaml

from bot.commands import registry
from handlers.slack.names import Names
from handlers.slack.words import words

# What each is for; nothing else is asked for.
SCOPES = {
    "app_mentions:read": "being mentioned in a channel, which is answered in private",
    "assistant:write": "the status line and the suggested prompts",
    "chat:write": "answering",
    "commands": "the slash commands",
    "files:read": "reading a text file that somebody sends",
    "files:write": "the mood picture, and a copy of what is kept",
    "im:history": "reading direct messages with the app, and finding our own answers again",
    "im:read": "knowing which direct messages there are, to look for what was missed in an outage",
    "im:write": "opening the direct message for an answer",
    "mpim:write": "opening a group message for two who both said yes to a chat",
    "usergroups:read": "asking a user group into a crew",
    "users:read": "the name of the lead who asks, and a person's time zone for reminders",
    "users:read.email": "asking people into a crew by their e-mail addresses",
}
EVENTS = (
    "agent_session_stopped", "app_home_opened", "app_mention", "app_uninstalled", "message.im",
    "tokens_revoked",
)  # fmt: skip
ASSIST = "assist_message"  # the message shortcut's name for us
_NEW_APP = "https://api.slack.com/apps?new_app=1&manifest_yaml="


def manifest(names: Names | None = None, url: str = "", org: bool = False) -> dict[str, Any]:
    """`url` is where Slack reaches SHOULDER_EVENTS_PORT; empty means Socket Mode. `org`: an Enterprise
    organization installs it for all its workspaces."""
    commands = registry()
    names = names or Names(commands)
    app = words("app")
    events = f"{url.rstrip('/')}/slack/events" if url else ""
    asks = {"request_url": events} if events else {}
    settings = {
        "event_subscriptions": {**asks, "bot_events": list(EVENTS)},
        "interactivity": {"is_enabled": True, **asks},
        "org_deploy_enabled": org,
        "socket_mode_enabled": not url,
        "token_rotation_enabled": False,
    }
    slash = [
        {
            "command": names.slack(spec.name),
            "description": spec.summary,
            **({"usage_hint": hint} if (hint := spec.usage.partition(" ")[2]) else {}),
            **({"url": events} if events else {}),
            "should_escape": True,
        }
        for spec in commands.specs
    ]
    oauth: dict[str, Any] = {"scopes": {"bot": list(SCOPES)}}
    if url:
        oauth["redirect_urls"] = [f"{url.rstrip('/')}/slack/oauth_redirect"]
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": app["name"],
            "description": app["description"],
            "long_description": app["long"],
            "background_color": app["color"],
        },
        "features": {
            "agent_view": {
                "agent_description": app["agent"],
                "suggested_prompts": list(words("start")["prompts"]),
            },
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": app["name"], "always_online": True},
            "shortcuts": [{"type": "message", "callback_id": ASSIST, **words("shortcut")}],
            "slash_commands": slash,
        },
        "oauth_config": oauth,
        "settings": settings,
    }


def as_yaml(body: dict[str, Any]) -> str:
    """As Slack's page takes it."""
    return yaml.safe_dump(body, sort_keys=False, allow_unicode=True, width=100)


def link(body: dict[str, Any]) -> str:
    """A link that opens Slack's "create an app" with the manifest filled in."""
    return _NEW_APP + quote(as_yaml(body), safe="")
