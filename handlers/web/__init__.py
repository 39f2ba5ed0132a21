"""The page's door: a direct-message window in the browser, served by the bot itself."""

from __future__ import annotations

from bot.log import Log
from bot.settings import Settings
from handlers.web.door import WebDoor

__all__ = ["WebDoor", "door"]


def door(settings: Settings, log: Log) -> WebDoor:
    """The door that `shoulder run` opens. Needs nothing to be set."""
    return WebDoor(settings, log)
