"""auth.*, users.*, oauth.*, apps.*, team.info."""

from __future__ import annotations

import time
import uuid
from typing import Any

from tests.fakes.slack.call import Call
from tests.fakes.slack.errors import SlackError
from tests.fakes.slack.methods import READ_SCOPES
from tests.fakes.slack.world import Grant, Workspace

_LIVES = 43_200


class People:
    """The methods, by their name in Python. `apps.connections.open` is in sockets.py."""

    def api_test(self, call: Call) -> dict[str, Any]:
        return {"args": {}}

    def auth_test(self, call: Call) -> dict[str, Any]:
        space = call.space
        return {
            "url": f"https://{space.domain}.slack.com/",
            "team": space.domain,
            "team_id": space.id,
            "user": space.bot.name,
            "user_id": space.bot.id,
            "bot_id": space.bot_id,
            "is_enterprise_install": bool(space.enterprise),
            "enterprise_id": space.enterprise or None,
        }

    def auth_teams_list(self, call: Call) -> dict[str, Any]:
        teams = [{"id": id, "name": id} for id in (call.space.id, call.space.context_team) if id]
        return {"teams": teams, "response_metadata": {"next_cursor": ""}}

    def auth_revoke(self, call: Call) -> dict[str, Any]:
        assert call.grant is not None
        call.grant.revoked = True
        return {"revoked": True}

    def apps_uninstall(self, call: Call) -> dict[str, Any]:
        self._client(call)
        uninstall(call, call.space)
        return {}

    def users_lookupByEmail(self, call: Call) -> dict[str, Any]:  # noqa: N802 - Slack's own name
        email = call.args.need("email").lower()
        for user in call.space.users.values():
            if email == f"{user.name}@{call.space.domain}.example":
                return {"user": {"id": user.id, "is_bot": user.is_bot, "deleted": False}}
        raise SlackError("users_not_found")

    def usergroups_list(self, call: Call) -> dict[str, Any]:
        groups = call.space.groups
        return {"usergroups": [{"id": g.id, "handle": g.handle} for g in groups.values()]}

    def usergroups_users_list(self, call: Call) -> dict[str, Any]:
        group = call.space.groups.get(call.args.need("usergroup"))
        if group is None:
            raise SlackError("no_such_subteam")
        return {"users": list(group.users)}

    def users_info(self, call: Call) -> dict[str, Any]:
        user = call.user()
        profile = {"real_name": user.name.title(), "display_name": user.name, "team": user.team}
        if call.grant is not None and "users:read.email" in call.grant.scopes:
            profile["email"] = f"{user.name}@{call.space.domain}.example"
        body = {
            "id": user.id,
            "team_id": user.team,
            "name": user.name,
            "real_name": user.name.title(),
            "deleted": False,
            "tz": user.tz,
            "tz_label": user.tz,
            "tz_offset": user.tz_offset,
            "is_bot": user.is_bot,
            "is_app_user": False,
            "profile": profile,
        }
        if call.args.flag("include_locale"):
            body["locale"] = user.locale
        return {"user": body}

    def users_conversations(self, call: Call) -> dict[str, Any]:
        kinds = call.args.text("types", "public_channel")
        if call.space.enterprise:
            call.args.need("team_id")
        if "im" in kinds:
            call.needs(READ_SCOPES["D"])
        found = [
            {"id": c.id, "is_im": c.is_im}
            | ({"user": c.other(call.space.bot.id)} if c.is_im else {})
            for c in call.space.channels.values()
            if call.space.bot.id in c.members and ("im" in kinds if c.is_im else "channel" in kinds)
        ]
        limit = call.args.number("limit", 100)
        start = call.args.number("cursor", 0) if call.args.text("cursor") else 0
        cursor = str(start + limit) if len(found) > start + limit else ""
        return {
            "channels": found[start : start + limit],
            "response_metadata": {"next_cursor": cursor},
        }

    def bots_info(self, call: Call) -> dict[str, Any]:
        space, app = call.space, call.hub.app
        bot = {"id": space.bot_id, "app_id": app.id, "user_id": space.bot.id, "name": app.name}
        return {"bot": bot}

    def team_info(self, call: Call) -> dict[str, Any]:
        return {"team": {"id": call.space.id, "name": call.space.domain}}

    def oauth_v2_access(self, call: Call) -> dict[str, Any]:
        self._client(call)
        if call.args.text("grant_type") == "refresh_token":
            return self._rotate(call)
        code = call.args.need("code")
        team = call.hub.codes.pop(code, "")
        if not team:
            raise SlackError("invalid_code")
        space = call.hub.workspaces[team]
        space.installed = True
        return self._granted(call, space)

    def _rotate(self, call: Call) -> dict[str, Any]:
        wanted = call.args.need("refresh_token")
        for grant in call.hub.grants.values():
            if grant.refresh == wanted and not grant.revoked:
                # The old pair works a little longer in reality; a refresh token works once.
                grant.refresh = ""
                return self._granted(call, call.hub.workspaces[grant.team])
        raise SlackError("invalid_refresh_token")

    def _granted(self, call: Call, space: Workspace) -> dict[str, Any]:
        app = call.hub.app
        token = f"xox{'e.xoxb' if app.rotates else 'b'}-{space.id}-{uuid.uuid4().hex[:12]}"
        grant = Grant(space.id, "bot", app.scopes)
        body: dict[str, Any] = {
            "access_token": token,
            "token_type": "bot",
            "scope": ",".join(sorted(app.scopes)),
            "bot_user_id": space.bot.id,
            "app_id": app.id,
            "team": None if space.enterprise else {"id": space.id, "name": space.domain},
            "enterprise": {"id": space.enterprise, "name": "org"} if space.enterprise else None,
            "is_enterprise_install": bool(space.enterprise),
        }
        if call.args.text("code"):
            installer = next((u.id for u in space.users.values() if not u.is_bot), "U0INSTALLER")
            body["authed_user"] = {"id": installer}
        if app.rotates:
            grant.expires, grant.refresh = time.time() + _LIVES, f"xoxe-1-{uuid.uuid4().hex}"
            body |= {"refresh_token": grant.refresh, "expires_in": _LIVES}
        call.hub.grants[token] = grant
        space.bot_token = token
        return body

    def _client(self, call: Call) -> None:
        app = call.hub.app
        if call.args.text("client_id") != app.client_id:
            raise SlackError("invalid_client_id")
        if call.args.text("client_secret") != app.client_secret:
            raise SlackError("bad_client_secret")


def uninstall(call_or_hub: Any, space: Workspace) -> None:
    """The workspace removes the app: tokens die, then the two events go out."""
    hub = getattr(call_or_hub, "hub", call_or_hub)
    for grant in hub.grants.values():
        grant.revoked = grant.revoked or grant.team == space.id
    hub.emit(space, {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [space.bot.id]}})
    hub.emit(space, {"type": "app_uninstalled"})
    space.installed = False
