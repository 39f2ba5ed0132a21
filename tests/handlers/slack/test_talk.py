"""Conversations with the door, as transcripts."""

from __future__ import annotations

from tests.handlers.slack.conftest import SlackHouse


async def test_the_first_vent_is_answered_in_its_thread_with_the_notice_below(
    house: SlackHouse,
) -> None:
    ann = house.slack.person("ann")
    await ann.say("31 calls since eight")

    (answer,) = await ann.hears(1, quiet=0.5)
    print(house.slack.posted(ann, statuses=True))
    assert house.slack.hub.errors == []
