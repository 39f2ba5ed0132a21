"""The Web API's table: which token and scopes a method needs, and how often it may be called."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Method:
    """`scopes`: one of them is enough. `per_minute`: per workspace; 0 = special or none."""

    per_minute: int
    scopes: tuple[str, ...] = ()
    token: str = "bot"


METHODS: dict[str, Method] = {
    "api.test": Method(0, token="none"),
    "auth.test": Method(0),
    "auth.revoke": Method(50),
    "auth.teams.list": Method(20),
    "apps.connections.open": Method(0, ("connections:write",), "app"),
    "apps.uninstall": Method(1, token="bot"),
    "oauth.v2.access": Method(100, token="none"),
    "oauth.v2.exchange": Method(100, token="none"),
    "chat.postMessage": Method(0, ("chat:write",)),
    "chat.postEphemeral": Method(100, ("chat:write",)),
    "chat.update": Method(50, ("chat:write",)),
    "chat.delete": Method(50, ("chat:write",)),
    "chat.startStream": Method(20, ("chat:write",)),
    "chat.appendStream": Method(100, ("chat:write",)),
    "chat.stopStream": Method(20, ("chat:write",)),
    "chat.getPermalink": Method(0),
    "conversations.open": Method(50, ("im:write", "mpim:write")),
    "conversations.history": Method(50),  # scope depends on the channel
    "conversations.replies": Method(50),
    "conversations.info": Method(50),
    "conversations.members": Method(100),
    "users.info": Method(100, ("users:read",)),
    "users.lookupByEmail": Method(50, ("users:read.email",)),
    "usergroups.list": Method(20, ("usergroups:read",)),
    "usergroups.users.list": Method(20, ("usergroups:read",)),
    "users.conversations": Method(50),
    "views.open": Method(100),
    "views.push": Method(100),
    "views.update": Method(100),
    "views.publish": Method(100),
    "files.getUploadURLExternal": Method(100, ("files:write",)),
    "files.completeUploadExternal": Method(100, ("files:write",)),
    "files.delete": Method(50, ("files:write",)),
    "files.info": Method(100, ("files:read",)),
    "assistant.threads.setStatus": Method(600, ("assistant:write", "chat:write")),
    "assistant.threads.setSuggestedPrompts": Method(100, ("assistant:write",)),
    "assistant.threads.setTitle": Method(100, ("assistant:write",)),
    "agents.sessions.setStatus": Method(50, ("chat:write",)),
    "agents.sessions.rename": Method(50, ("chat:write",)),
    "reactions.add": Method(50, ("reactions:write",)),
    "reactions.remove": Method(20, ("reactions:write",)),
    "reactions.get": Method(50, ("reactions:read",)),
    "team.info": Method(50, ("team:read",)),
    "bots.info": Method(50, ("users:read",)),
}

HISTORY_SCOPES = {"D": "im:history", "C": "channels:history", "G": "groups:history"}
READ_SCOPES = {"D": "im:read", "C": "channels:read", "G": "groups:read"}
