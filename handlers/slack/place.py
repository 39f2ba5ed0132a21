"""Where in Slack something is said."""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient


@dataclass(frozen=True, slots=True)
class Place:
    """A direct message, and the thread in it ("" for none)."""

    client: AsyncWebClient
    channel: str
    thread: str
