"""Lines that only one person sees, and that Slack does not keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers.slack.api import insisted
from handlers.slack.words import words
from handlers.slack.workspaces import Workspace

if TYPE_CHECKING:
    from handlers.slack.door import SlackDoor


async def only_to(space: Workspace, channel: str, user: str, text: str, thread: str) -> None:
    """Show `text` to this person alone. Raises DeliveryFailed."""
    await insisted(
        lambda: space.client.chat_postEphemeral(
            channel=channel, user=user, text=text, thread_ts=thread or None
        ),
        once=True,
    )


async def say_sorry(door: SlackDoor, team: str, user: str, body: dict[str, Any]) -> None:
    """What came in could not be kept: say so where it was said."""
    space = await door.workspace(team)
    channel, thread = body.get("channel"), ""
    if "event" in body:
        text, event = words("not_taken_message"), body["event"]
        channel, thread = _parts(event) if event.get("channel_type") == "im" else ("", "")
    else:
        text = words("not_taken")
        channel = channel["id"] if isinstance(channel, dict) else ""
        thread = (body.get("message") or {}).get("thread_ts", "")
    where = channel or await door.directs.of(space, user)
    await only_to(space, where, user, text, thread)


def _parts(event: dict[str, Any]) -> tuple[str, str]:
    """Channel and thread of a message event."""
    return event["channel"], event.get("thread_ts") or event["ts"]
