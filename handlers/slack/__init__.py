"""Slack's door: direct messages, the agent view, the Home tab, slash commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.log import Log
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.doctor import Finding
    from handlers.slack.door import SlackDoor

__all__ = ["door", "findings"]


def door(settings: Settings, log: Log) -> SlackDoor | None:
    """The door that `shoulder run` opens; None while Slack is not configured, and then nothing of
    Slack is imported. Raises NotConfigured when half of what it needs is set."""
    from handlers.slack.config import configured

    way = configured(settings)
    if way is None:
        return None
    from handlers.slack.door import SlackDoor

    return SlackDoor(settings, way, log)


async def findings(settings: Settings) -> list[Finding]:
    """What `shoulder doctor` says about Slack."""
    from handlers.slack.config import mentioned

    if not mentioned(settings):
        return []
    from handlers.slack import checks

    return await checks.findings(settings)
