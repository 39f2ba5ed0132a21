"""Two people in Slack get a group message of their own, which the bot opens and does not read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.crew.buddies import WEEK, Hours
from tests.fakes.slack import Person
from tests.handlers.slack.conftest import SlackHouse
from tests.handlers.slack.test_talk import met

pytestmark = pytest.mark.usefixtures("quick")


async def is_up(house: SlackHouse, bob: Person) -> None:
    """At any hour: the test may run at night."""
    await met(bob)
    await bob.tap("Remember our chats")
    await bob.hears(1)
    await bob.command("/buddy on 9-17")
    (said,) = await bob.hears(1)
    assert said.startswith("Okay, you're on: Monday to Friday, 09:00 to 17:00, Amsterdam time")
    store = house.app.store
    async with store.database.write() as tx:
        me = store.vault.person("slack", bob.space.id, bob.id)
        buddy = await store.buddies.get(tx, me)
        assert buddy is not None
        await store.buddies.put(tx, replace(buddy, hours=Hours(WEEK, 0, 1440).dump()))


async def test_both_say_yes_and_have_a_conversation_without_the_bot(house: SlackHouse) -> None:
    ann, bob = house.slack.person("ann"), house.slack.person("bob")
    await is_up(house, bob)
    await met(ann)
    await ann.command("/buddy ask")
    await ann.hears(1)
    (question,) = await bob.hears(1)
    assert "ann" not in question
    await bob.tap("Yes, now")
    await bob.hears(1)
    (found,) = await ann.hears(1)
    assert found.startswith("bob has five minutes")
    await ann.tap("Yes, do it")
    (said,) = await ann.hears(1)
    assert said.startswith("I'm opening a chat for the two of you")
    space = house.slack.workspace()
    await ann.until(
        lambda: any(c.id.startswith("G") and c.messages for c in space.channels.values())
    )
    (group,) = [c for c in space.channels.values() if c.id.startswith("G")]
    assert group.members == {ann.id, bob.id, space.bot.id}
    (opened,) = group.messages
    assert opened.text.startswith("You both said yes")
    assert house.slack.hub.errors == []
    assert await bob.hears(0, quiet=0.3) == []
