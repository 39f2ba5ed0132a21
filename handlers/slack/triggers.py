"""Forms in front of a person: Slack lets one open for three seconds after they did something."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import replace

from bot.doors import DeliveryFailed
from bot.messages import Address, Answer, Form
from handlers.slack.api import Refused, asked
from handlers.slack.carry import place
from handlers.slack.modals import modal
from handlers.slack.place import Place

_REMEMBERED = 5000
_SECONDS = 2.5  # of Slack's three


class Triggers:
    """The last one of each person; each is good for one form."""

    def __init__(self) -> None:
        self._noted: OrderedDict[tuple[str, str], tuple[str, float]] = OrderedDict()

    def note(self, team: str, user: str, trigger: str) -> None:
        """They did something just now."""
        self._noted[team, user] = (trigger, time.monotonic())
        while len(self._noted) > _REMEMBERED:
            self._noted.popitem(last=False)

    def clear(self) -> None:
        """None is good any more."""
        self._noted.clear()

    async def open_form(
        self, address: Address, where: Place, answer: Answer
    ) -> tuple[Answer, bool]:
        """Open the answer's form in front of the person, if they tapped just now. Out: what is left of
        the answer, and whether the form opened."""
        form = next((reply for reply in answer.replies if isinstance(reply, Form)), None)
        trigger, at = self._noted.pop((address.workspace, address.user), ("", 0.0))
        if form is None or not trigger or time.monotonic() - at > _SECONDS:
            return answer, False
        try:
            view = modal(form, address.channel or place(where.channel))
            await asked(where.client.views_open(trigger_id=trigger, view=view))
        except DeliveryFailed as failure:
            # Used already, by us: the form did open, and its answer came too late.
            if not (isinstance(failure, Refused) and failure.reason == "exchanged_trigger_id"):
                return answer, False
        rest = tuple(reply for reply in answer.replies if reply is not form)
        return replace(answer, replies=rest), True
