"""What `shoulder doctor` looks at for Slack: are the settings whole, and does Slack take them?"""

from __future__ import annotations

from typing import Any

from bot.doctor import Finding
from bot.doors import DeliveryFailed
from bot.settings import Settings
from handlers.slack.api import Http, Refused, asked
from handlers.slack.config import NotConfigured, configured
from handlers.slack.manifest import SCOPES


async def findings(settings: Settings) -> list[Finding]:
    """Nothing when Slack is not set up. Asks Slack who we are, and changes nothing there."""
    try:
        way = configured(settings)
    except NotConfigured as error:
        return [Finding("bad", str(error))]
    if way is None:
        return []
    found = [_way_in(way.socket, settings)]
    http = Http(settings.slack_api_url)
    try:
        if settings.slack_bot_token.get_secret_value():
            found.append(await _bot(http, settings.slack_bot_token.get_secret_value()))
        if way.socket:
            found.append(await _app(http, settings.slack_app_token.get_secret_value()))
    finally:
        await http.close()
    if not settings.web_name:
        found.append(
            Finding(
                "hint",
                "SHOULDER_WEB_NAME is not set: /export in Slack can only send a file, which Slack keeps.",
            )
        )
    return found


def _way_in(socket: bool, settings: Settings) -> Finding:
    if socket:
        return Finding("ok", "Slack is reached by Socket Mode; nobody has to reach Shoulder.")
    where = f"{settings.events_host} port {settings.events_port}"
    return Finding("ok", f"Slack's events are taken in on {where}, path /slack/events.")


async def _bot(http: Http, token: str) -> Finding:
    if not token.startswith("xox"):
        return Finding("bad", "SLACK_BOT_TOKEN doesn't look like one: it begins with xoxb-.")
    try:
        answer: Any = await asked(http.client(token).auth_test())
    except DeliveryFailed as failure:
        return _refused("SLACK_BOT_TOKEN", failure)
    headers = {name.lower(): value for name, value in answer.headers.items()}
    granted = {scope.strip() for scope in headers.get("x-oauth-scopes", "").split(",")} - {""}
    missing = ", ".join(sorted(set(SCOPES) - granted)) if granted else ""
    if missing:
        return Finding(
            "bad", f"The Slack app lacks scopes: {missing}. Install it again from the manifest."
        )
    return Finding("ok", f"Slack takes the bot token, in the workspace {answer['team']}.")


async def _app(http: Http, token: str) -> Finding:
    if not token.startswith("xapp-"):
        return Finding("bad", "SLACK_APP_TOKEN doesn't look like one: it begins with xapp-.")
    try:
        await asked(http.client().apps_connections_open(app_token=token))
    except DeliveryFailed as failure:
        return _refused("SLACK_APP_TOKEN", failure)
    return Finding("ok", "Slack takes the app token.")


def _refused(name: str, failure: DeliveryFailed) -> Finding:
    if isinstance(failure, Refused):
        return Finding("bad", f"Slack refuses {name} ({failure.reason}). Copy it again, whole.")
    return Finding("hint", f"Slack can't be reached from here, so {name} was not tried.")
