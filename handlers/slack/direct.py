"""Which channel somebody's direct message with us is."""

from __future__ import annotations

from collections import OrderedDict

from handlers.slack.api import asked
from handlers.slack.workspaces import Workspace

_REMEMBERED = 5000


class Directs:
    """Slack says it with every event; where it did not yet, it is asked."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, str], str] = OrderedDict()

    async def of(self, space: Workspace, user: str) -> str:
        """This person's direct message with us. Raises DeliveryFailed."""
        known = self._known.get((space.team, user))
        if known is None:
            opened = await asked(space.client.conversations_open(users=user))
            known = self.note(space.team, user, opened["channel"]["id"])
        return known

    def note(self, team: str, user: str, channel: str) -> str:
        """Slack told us which channel it is."""
        self._known[team, user] = channel
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return channel

    def forget(self, team: str, user: str) -> None:
        """It is gone: Slack is asked the next time."""
        self._known.pop((team, user), None)
