"""Which secrets are set, and what that means: how Slack reaches us, and who may install."""

from __future__ import annotations

from dataclasses import dataclass

from bot.settings import Settings
from memory.errors import StorageError


class NotConfigured(StorageError):
    """Some of Slack's settings are there and others are missing."""


@dataclass(frozen=True, slots=True)
class Way:
    """`socket`: we call Slack. `http`: Slack calls us. `installs`: workspaces install by themselves."""

    socket: bool
    http: bool
    installs: bool


def mentioned(settings: Settings) -> bool:
    """Whether anything of Slack is set at all."""
    secrets = (
        settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret,
        settings.slack_client_secret,
    )  # fmt: skip
    return bool(settings.slack_client_id) or any(s.get_secret_value() for s in secrets)


def configured(settings: Settings) -> Way | None:
    """None when nothing of Slack is set. Raises NotConfigured with a sentence for the operator."""
    token = bool(settings.slack_bot_token.get_secret_value())
    app = bool(settings.slack_app_token.get_secret_value())
    signing = bool(settings.slack_signing_secret.get_secret_value())
    client = bool(settings.slack_client_id and settings.slack_client_secret.get_secret_value())
    if not mentioned(settings):
        return None
    if not (token or client):
        raise NotConfigured(
            "Slack needs SLACK_BOT_TOKEN, or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET. See docs/slack.md."
        )
    if not (app or signing):
        raise NotConfigured(
            "Slack needs a way in: SLACK_APP_TOKEN (Socket Mode), or SLACK_SIGNING_SECRET and "
            "SHOULDER_EVENTS_PORT. See docs/slack.md."
        )
    http = bool(settings.events_port) and (signing or client)
    if not app and not http:
        raise NotConfigured(
            "With SLACK_SIGNING_SECRET, Slack calls SHOULDER_EVENTS_PORT: set it. See docs/slack.md."
        )
    if client and not token and not http:
        raise NotConfigured(
            "Workspaces install over SHOULDER_EVENTS_PORT: set it. See docs/slack.md."
        )
    return Way(app, http, client)
